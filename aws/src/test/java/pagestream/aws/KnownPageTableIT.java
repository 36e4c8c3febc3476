package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.KnownPage;

class KnownPageTableIT extends WithTables {
  private static final String URL = "https://example.org/";

  @Test
  void whatALaterVersionHasKeptIsNotKnown() {
    KnownPageTable pages = made.knownPages();
    pages.keep(
        "books",
        URL,
        new KnownPage("v1", Optional.empty(), Optional.empty(), "0a", "run", "page", 1, 1, true));
    made.dynamo()
        .scan(r -> r.tableName(made.hostTable()))
        .items()
        .forEach(item ->
            made.dynamo()
                .putItem(r ->
                    r.tableName(made.hostTable())
                        .item(
                            new Attributes()
                                .with("id", Attributes.text(item, "id"))
                                .with("readBy", "v2")
                                .with("digest", "0b")
                                .item())));

    assertThat(pages.find("books", URL, "v1")).isEmpty();
  }
}
