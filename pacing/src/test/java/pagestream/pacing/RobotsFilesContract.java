package pagestream.pacing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every form of [RobotsFiles] holds.
public abstract class RobotsFilesContract {
  private static final URI ADDRESS = URI.create("https://example.org/robots.txt");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");

  private RobotsFiles files;

  /// Files of which none was kept.
  protected abstract RobotsFiles make();

  @BeforeEach
  void use() {
    files = make();
  }

  private static RobotsFile file(String text, Instant readAt) {
    return new RobotsFile(text.getBytes(UTF_8), readAt);
  }

  private void assertKept(URI address, String text, Instant readAt) {
    assertThat(files.find(address))
        .hasValueSatisfying(file -> {
          assertThat(file.text()).asString(UTF_8).isEqualTo(text);
          assertThat(file.readAt()).isEqualTo(readAt);
        });
  }

  @Test
  void ofASiteThatNobodyAskedNothingIsKept() {
    assertThat(files.find(ADDRESS)).isEmpty();
  }

  @Test
  void aFileStaysAsItWasReadAndIsTheSitesOwn() {
    files.keep(ADDRESS, file("User-agent: *\nDisallow: /jüri\n", NOW));

    assertKept(ADDRESS, "User-agent: *\nDisallow: /jüri\n", NOW);
    assertThat(files.find(URI.create("http://example.org/robots.txt"))).isEmpty();
    assertThat(files.find(URI.create("https://example.org:8443/robots.txt"))).isEmpty();
  }

  @Test
  void theFileOfASiteThatHasNoneIsEmpty() {
    files.keep(ADDRESS, file("", NOW));

    assertKept(ADDRESS, "", NOW);
  }

  @Test
  void theNewestOneStands() {
    files.keep(ADDRESS, file("one", NOW));
    files.keep(ADDRESS, file("other", NOW.plusSeconds(86_400)));

    assertKept(ADDRESS, "other", NOW.plusSeconds(86_400));
  }

  @Test
  void aFileOfTheLargestSizeIsKept() {
    String rules =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "Disallow: /list/" + i + "\n")
            .collect(Collectors.joining())
            .substring(0, RobotsFile.MAX_BYTES);

    files.keep(ADDRESS, file(rules, NOW));

    assertKept(ADDRESS, rules, NOW);
  }

  @Test
  void aFileCountsForADay() {
    RobotsFile file = file("", NOW);

    assertThat(file.counts(NOW.plusSeconds(86_399))).isTrue();
    assertThat(file.counts(NOW.plusSeconds(86_400))).isFalse();
  }
}
