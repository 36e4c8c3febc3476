package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.encoding.Json;

class ShownAddressesTest {
  @TempDir private Path folder;

  private ShownAddresses shown() throws IOException {
    Files.writeString(
        folder.resolve("shop.yml"),
        "recipe: books\nstart: 'https://shop.example/{a,b}?page={1..50}&token=s%65cret'\n");
    Files.writeString(
        folder.resolve("map.yml"),
        "recipe: books\nstart: {sitemap: 'https://map.example/map.xml?0a1b2c'}\n");
    return new ShownAddresses(
        Sources.inFolderOrPackaged(
                folder.toString(),
                Source.byDefault(
                    "movies", URI.create("https://movies.example/?key=k1"), Optional.empty()),
                Recipes.packaged())
            .all());
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/a?page=2&token=secret, https://shop.example/a?page=2&token=…",
    "https://shop.example/a?token=s%65cret&page=2#b, https://shop.example/a?token=…&page=2#b",
    "https://movies.example/?key=k1, https://movies.example/?key=…",
    "https://movies.example/?key=k2&page=1, https://movies.example/?key=k2&page=1",
    "https://map.example/map.xml?0a1b2c, https://map.example/map.xml?…",
    "https://shop.example/token=secret, https://shop.example/token=secret",
    "https://shop.example/a?token=100%&&x, https://shop.example/a?token=100%&&x",
    "https://shop.example/?, https://shop.example/?"
  })
  void aValueOfTheOperatorsIsHiddenAndAllOthersAreShown(String address, String expected)
      throws IOException {
    assertThat(shown().of(address)).isEqualTo(expected);
  }

  @Test
  void itIsHiddenWhereverAnAddressStands() throws IOException {
    ObjectNode view =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"items": [{"url": "https://a.example/?key=k1", "message": "?key=k1",
                            "start": ["https://a.example/{a,b}?key=k1&page={1..2}"],
                            "waitingFor": {"first": [{"url": "https://a.example/?key=k1"}]}},
                           {"start": {"sitemap": "https://map.example/?0a1b2c"}}], "next": null}
                """);

    assertThat(shown().in(view))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"items": [{"url": "https://a.example/?key=…", "message": "?key=k1",
                            "start": ["https://a.example/{a,b}?key=…&page={1..2}"],
                            "waitingFor": {"first": [{"url": "https://a.example/?key=…"}]}},
                           {"start": {"sitemap": "https://map.example/?…"}}], "next": null}
                """));
  }
}
