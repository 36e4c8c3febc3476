package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each function's archive has the jars that `archives.txt` lists for it: what is in it lengthens
/// each cold start.
class ArchivesIT {
  private static final long MOST_BYTES = 16_000_000;

  @ParameterizedTest
  @MethodSource("functions")
  void anArchiveHasWhatItsFunctionUses(String function) {
    assertThat(faults(Archive.of(function))).isEmpty();
  }

  static List<String> functions() {
    return Archive.functions();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeForTheWorseIsSeen(UnaryOperator<Archive> change) {
    assertThat(faults(change.apply(Archive.of("writer")))).hasSize(1);
  }

  static Stream<Named<UnaryOperator<Archive>>> changes() {
    return Stream.of(
        Named.of("no code", archive -> archive.without("writer")),
        Named.of("another function's code", archive -> archive.with("lib/dead-letters-0.1.0.jar")),
        Named.of("another function's client", archive -> archive.with("lib/kinesis-2.42.28.jar")),
        Named.of("a bucket's client", archive -> archive.with("lib/s3-2.42.28.jar")),
        Named.of("a heavy client", archive -> archive.with("lib/netty-codec-4.1.1.Final.jar")),
        Named.of("what tests use", archive -> archive.with("lib/junit-jupiter-api-5.14.1.jar")),
        Named.of("a jar elsewhere", archive -> archive.with("writer-0.1.0.jar")),
        Named.of("a class", archive -> archive.with("pagestream/writer/Writer.class")),
        Named.of("too much", archive -> archive.sized(MOST_BYTES + 1)));
  }

  private static List<String> faults(Archive archive) {
    var faults = new Faults();
    var jars = new ArrayList<String>();
    for (String file : archive.files()) {
      boolean jar = file.matches("lib/[^/]+\\.jar");
      faults.expect(jar, archive.function(), "lib/*.jar alone", file);
      if (jar) {
        jars.add(file.replaceFirst("^lib/", "").replaceFirst("-\\d[^/]*\\.jar$", ""));
      }
    }
    faults.same(archive.function(), listed(archive.function()), jars);
    faults.expect(
        archive.bytes() <= MOST_BYTES,
        archive.function(),
        "at most " + MOST_BYTES + " bytes",
        archive.bytes());
    return faults.found();
  }

  /// Its own jar, and those that are listed.
  private static List<String> listed(String function) {
    return Stream.concat(
            Stream.of(function),
            Listing.lines("archives.txt").stream()
                .map(line -> List.of(line.split(" ")))
                .filter(words -> words.size() == 1 || words.contains(function))
                .map(List::getFirst))
        .toList();
  }
}
