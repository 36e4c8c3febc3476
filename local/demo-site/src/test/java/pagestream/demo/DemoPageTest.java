package pagestream.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagestream.http.Query;

class DemoPageTest {
  private static Map<String, String> movie() {
    Map<String, String> movie = new LinkedHashMap<>();
    movie.put("id", "tt9000001");
    movie.put("primaryTitle", "Jüri's Café");
    movie.put("startYear", DemoMovies.MISSING);
    return movie;
  }

  private static String page(String query) {
    DemoQuery wish = DemoQuery.of(Query.parse(query), Set.of());
    return new DemoHtml(UTF_8).page(new MoviesPage(new Random(1)), wish, List.of(movie()));
  }

  @Test
  void theFirstLayoutIsATableWhoseHeaderNamesTheFields() {
    assertThat(page(""))
        .contains("<table class=\"movieTable\">")
        .contains("<thead>\n<tr> <th>id</th> <th>primaryTitle</th>")
        .contains(
            "<tr> <td class=\"id\">tt9000001</td>"
                + " <td class=\"primaryTitle\">Jüri&#39;s Caf&eacute;</td>"
                + " <td class=\"startYear\">N/A</td> </tr>")
        .doesNotContain("class=\"movie\"");
  }

  @Test
  void theSecondLayoutIsBlocksOfLabelAndValue() {
    assertThat(page("layout=second"))
        .contains(
            """
            <div class="movie">
            <div class="movieRow id"><p>id</p><p>tt9000001</p></div>
            <div class="movieRow primaryTitle"><p>primaryTitle</p>\
            """)
        .doesNotContain("<table");
  }

  @Test
  void saysThatAllOnItIsInvented() {
    assertThat(page(""))
        .contains("<title>Invented movies</title>", "All that this page lists is invented");
  }

  @Test
  void escapesWhatHtmlReserves() {
    assertThat(new DemoHtml(UTF_8).escape("<a href=\"x\">Tom & 'Jüri'</a>é🎬"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jüri&#39;&lt;/a&gt;&eacute;🎬");
  }

  @Test
  void writesWhatItsCharsetLacksAsAReference() {
    assertThat(new DemoHtml(ISO_8859_1).escape("üМ🎬")).isEqualTo("ü&#1052;&#127916;");
  }

  @Test
  void flawsAreSpreadAndOfEveryKind() {
    List<Map<String, String>> rows =
        DemoFlaw.spread(DemoMovies.first(80, 0).stream().map(DemoMovies.Movie::cells).toList(), 4);

    assertThat(rows).hasSize(80);
    assertThat(rows.get(0)).doesNotContainKey("id");
    assertThat(rows.get(20)).containsEntry("startYear", "next year");
    assertThat(rows.get(40)).doesNotContainKey("primaryTitle");
    assertThat(rows.get(60)).containsEntry("startYear", "1492");
    assertThat(rows.get(1)).isEqualTo(DemoMovies.first(2, 0).getLast().cells());
  }
}
