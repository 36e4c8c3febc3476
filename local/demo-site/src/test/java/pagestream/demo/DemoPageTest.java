package pagestream.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoPageTest {
  private static Map<String, String> movie() {
    Map<String, String> movie = new LinkedHashMap<>();
    movie.put("id", "tt9000001");
    movie.put("primaryTitle", "Jüri's Café");
    movie.put("startYear", DemoMovies.MISSING);
    return movie;
  }

  private static String page(DemoPage.Layout layout) {
    return new DemoPage(UTF_8).html(layout, List.of(movie()));
  }

  @Test
  void theFirstLayoutIsATableWhoseHeaderNamesTheFields() {
    assertThat(page(DemoPage.Layout.TABLE))
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
    assertThat(page(DemoPage.Layout.BLOCKS))
        .contains(
            """
            <div class="movie">
            <div class="movieRow id"><p>id</p><p>tt9000001</p></div>
            <div class="movieRow primaryTitle"><p>primaryTitle</p>\
            """)
        .doesNotContain("<table");
  }

  @Test
  void saysThatTheMoviesAreInvented() {
    assertThat(page(DemoPage.Layout.TABLE))
        .contains("<title>Invented movies</title>", "All movies on this page are invented");
  }

  @Test
  void escapesWhatHtmlReserves() {
    assertThat(new DemoPage(UTF_8).escape("<a href=\"x\">Tom & 'Jüri'</a>é🎬"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jüri&#39;&lt;/a&gt;&eacute;🎬");
  }

  @Test
  void writesWhatItsCharsetLacksAsAReference() {
    assertThat(new DemoPage(ISO_8859_1).escape("üМ🎬")).isEqualTo("ü&#1052;&#127916;");
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
