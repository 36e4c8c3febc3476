package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The document for those who write sources names what the reader knows, and nothing else.
class SourceDocumentTest {
  private static final Document DOCUMENT = Document.of("docs/sources.md");

  @Test
  void everyOptionOfASourceIsExplained() {
    assertThat(DOCUMENT.words("## A source")).containsExactlyElementsOf(SourceReader.OPTIONS);
  }

  @Test
  void itsSchedulesAreReadAsItSays() {
    assertThat(DOCUMENT.words("## Schedules"))
        .hasSize(5)
        .allSatisfy(text -> assertThat(Schedule.of(text).expression()).isEqualTo(text));
  }

  @Test
  void everyNameThatNoSourceMayHaveIsNamed() {
    String rule =
        DOCUMENT
            .text()
            .lines()
            .filter(line -> line.startsWith("No source is called"))
            .findAny()
            .orElseThrow();

    assertThat(Document.codes(rule))
        .contains(Source.DEFAULT)
        .containsAll(Sources.RESERVED)
        .hasSize(Sources.RESERVED.size() + 1);
  }
}
