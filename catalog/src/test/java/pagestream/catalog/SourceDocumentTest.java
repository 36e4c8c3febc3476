package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The document for those who write sources names what the reader knows, and nothing else.
class SourceDocumentTest {
  private static final Document DOCUMENT = Document.of("docs/sources.md");

  @Test
  void everyOptionOfASourceIsExplained() {
    assertThat(DOCUMENT.words("## A source")).containsExactlyElementsOf(SourceReader.OPTIONS);
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyOptionOfAnOptionIsExplained(String heading, List<String> options) {
    assertThat(DOCUMENT.words(heading)).containsExactlyElementsOf(options);
  }

  private static Stream<Arguments> options() {
    return Stream.of(
        Arguments.of("## Sitemaps", StartReader.SITEMAP_OPTIONS),
        Arguments.of("## Limits", Limits.OPTIONS),
        Arguments.of("## Pace", PaceReader.OPTIONS),
        Arguments.of("## Queries", QueryRule.OPTIONS));
  }

  @Test
  void itsDefaultsAreThoseOfASourceThatNamesNone() {
    assertThat(DOCUMENT.rows("## Limits").map(row -> row[2]))
        .containsExactly(
            "%,d".formatted(Limits.DEFAULT.pages()),
            "%,d".formatted(Limits.DEFAULT.rows()),
            "10 GB",
            "%,d".formatted(Limits.DEFAULT.depth()),
            TimeSpan.text(Limits.DEFAULT.time()));
    assertThat(ByteCount.parse("10 GB")).isEqualTo(Limits.DEFAULT.bytes());
    assertThat(DOCUMENT.rows("## Pace").map(row -> row[2]))
        .containsExactly(
            TimeSpan.text(PaceReader.DEFAULT.delay()), "" + PaceReader.DEFAULT.atOnce());
  }

  @Test
  void itsBoundsAreKept() {
    assertThat(DOCUMENT.text())
        .contains("no more than %,d addresses".formatted(Start.MAX_ADDRESSES))
        .contains("to `%s`".formatted(TimeSpan.text(PaceReader.MAX_DELAY)))
        .contains("from 1 to %d".formatted(PaceReader.MAX_AT_ONCE));
  }

  @Test
  void itsTemplatesAreReadAsItSays() {
    assertThat(DOCUMENT.words("## Addresses"))
        .hasSize(6)
        .allSatisfy(text -> assertThat(Template.parse(text).text()).isEqualTo(text));
  }

  @Test
  void itsTimesAreReadAsItSays() {
    String rule = paragraph("A time is");

    assertThat(Document.codes(rule)).hasSize(5).allSatisfy(text -> TimeSpan.parse(text));
  }

  @Test
  void itsSchedulesAreReadAsItSays() {
    assertThat(DOCUMENT.words("## Schedules"))
        .hasSize(5)
        .allSatisfy(text -> assertThat(Schedule.of(text).expression()).isEqualTo(text));
  }

  @Test
  void everyNameThatNoSourceMayHaveIsNamed() {
    String rule = paragraph("No source is called");

    assertThat(Document.codes(rule))
        .contains(Source.DEFAULT)
        .containsAll(Sources.RESERVED)
        .hasSize(Sources.RESERVED.size() + 1);
  }

  private static String paragraph(String start) {
    return DOCUMENT.text().lines().filter(line -> line.startsWith(start)).findAny().orElseThrow();
  }
}
