package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.KnownPage;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class KnownPageTableIT extends WithTables {
  private static final String URL = "https://example.org/";

  @Test
  void whatDynamoDbNeverTakesIsNotKnown() {
    KnownPageTable pages = made.knownPages();
    String endless = "v1 " + "x".repeat(500_000);

    pages.keep(
        "books",
        URL,
        new KnownPage(endless, Optional.empty(), Optional.empty(), "0a", "r", "p", 1, 1, true));

    assertThat(pages.find("books", URL, endless)).isEmpty();
  }

  /// The same table, of which the only item was changed by somebody else.
  private KnownPageTable changed(UnaryOperator<Map<String, AttributeValue>> change) {
    KnownPageTable pages = made.knownPages();
    pages.keep(
        "books",
        URL,
        new KnownPage("v1", Optional.empty(), Optional.empty(), "0a", "run", "page", 1, 1, true));
    Map<String, AttributeValue> kept =
        made.dynamo().scan(r -> r.tableName(made.hostTable())).items().getFirst();
    made.dynamo().putItem(r -> r.tableName(made.hostTable()).item(change.apply(kept)));
    return pages;
  }

  @Test
  void whatCannotBeReadIsNotKnown() {
    KnownPageTable pages =
        changed(kept -> {
          Map<String, AttributeValue> odd = new HashMap<>(kept);
          odd.remove("hash");
          return odd;
        });

    assertThat(pages.find("books", URL, "v1")).isEmpty();
  }

  @Test
  void whatALaterVersionHasKeptIsNotKnown() {
    KnownPageTable pages =
        changed(kept ->
            new Attributes()
                .with("id", Attributes.text(kept, "id"))
                .with("readBy", "v2")
                .with("digest", "0b")
                .item());

    assertThat(pages.find("books", URL, "v1")).isEmpty();
  }
}
