package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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

class CatalogViewTest {
  private static final Source DEFAULT =
      Source.byDefault("movies", URI.create("https://movies.example/"), Optional.empty());

  @TempDir Path folder;

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.MAPPER.readTree(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://a.example/{1..3}|\"https://a.example/{1..3}\"",
        "[https://a.example/]|\"https://a.example/\"",
        "[https://a.example/a, https://a.example/b]|[\"https://a.example/a\", \"https://a.example/b\"]",
        "{sitemap: https://a.example/s.xml}|{\"sitemap\": \"https://a.example/s.xml\", \"match\": null, \"since\": null}",
        "{sitemap: https://a.example/s.xml, match: /b/, since: 7 days}|{\"sitemap\": \"https://a.example/s.xml\", \"match\": \"/b/\", \"since\": \"7 days\"}"
      })
  void aStartIsShownAsItsFileSaysIt(String written, String shown) throws IOException {
    assertThat(shown("recipe: books\nstart: " + written + "\n").path("start"))
        .isEqualTo(json(shown));
  }

  private JsonNode shown(String source) throws IOException {
    Files.writeString(folder.resolve("a.yml"), source);
    return CatalogView.source(
        Sources.inFolderOrPackaged(folder.toString(), DEFAULT, Recipes.packaged())
            .find("a")
            .orElseThrow(),
        "");
  }

  @Test
  void aSourceIsShownWithAllItsOptions() throws IOException {
    JsonNode shown =
        shown(
            """
            recipe: books
            start: https://a.example/
            schedule: rate(6 hours)
            hosts: [cdn.example, b.example:8080]
            limits: {pages: 5, rows: 60, bytes: 7 MB, depth: 8, time: 90 minutes}
            pace: {delay: 500 milliseconds, atOnce: 2}
            query: {ordered: false, without: [sid, page]}
            robots: ignore
            """);

    assertThat(json(shown.toString()))
        .isEqualTo(
            json(
                """
                {"source": "a", "recipe": "books", "start": "https://a.example/",
                 "schedule": "rate(6 hours)", "hosts": ["cdn.example", "b.example:8080"],
                 "limits": {"pages": 5, "rows": 60, "bytes": 7000000, "depth": 8,
                            "time": "90 minutes"},
                 "pace": {"delay": "500 milliseconds", "atOnce": 2},
                 "query": {"ordered": false, "without": ["page", "sid"]}, "robots": "ignore",
                 "links": {"records": "/records/books"}}
                """));
  }

  @Test
  void aRecipeIsShownWithTheFieldsOfAllLevelsAndTheLinksToThem() throws IOException {
    Files.writeString(
        folder.resolve("a.yml"),
        """
        rows: tr
        key: id
        fields: {id: {select: td, required: true}, tags: {select: i, all: true}}
        follow:
          next: .next a
          detail: {link: a, fields: {pages: {select: p, type: integer}}, detail: {link: b, fields: {c: {select: d}}}}
        """);

    JsonNode shown = CatalogView.recipe("a", Recipes.in(folder), "");

    assertThat(shown.path("fields"))
        .isEqualTo(
            json(
                "{\"id\": \"text\", \"tags\": \"list of text\", \"pages\": \"integer\", \"c\": \"text\"}"));
    assertThat(shown.path("follow"))
        .isEqualTo(json("{\"next\": \".next a\", \"details\": [\"a\", \"b\"]}"));
  }

  @Test
  void aRecipeThatNamesNoLinksIsShownWithoutThem() {
    assertThat(CatalogView.recipe("movies", Recipes.packaged(), "").has("follow")).isFalse();
  }
}
