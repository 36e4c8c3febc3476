package pagestream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a JVM on a Linux machine takes.
///
/// @param heap what is left after a collection, in bytes
/// @param files that are open, sockets among them
record Footprint(long heap, long threads, long files) {
  /// The last line of a histogram: how many instances there are, and their bytes.
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");

  /// That of a process now, which is made to collect what it does not need.
  static Footprint of(long pid) throws IOException, InterruptedException {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return new Footprint(
          number(TOTAL, histogram(pid)),
          number(THREADS, Files.readString(process.resolve("status"))),
          files.count());
    }
  }

  /// By way of a file: a process that looks at itself does not read while it writes.
  private static String histogram(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Path output = Files.createTempFile("histogram-", ".txt");
    try {
      new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start()
          .waitFor();
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("expected " + pattern + ", found " + text);
    }
    return Long.parseLong(matcher.group(1));
  }

  /// The mean of several.
  static Footprint mean(List<Footprint> all) {
    return new Footprint(
        mean(all, Footprint::heap), mean(all, Footprint::threads), mean(all, Footprint::files));
  }

  private static long mean(List<Footprint> all, ToLongFunction<Footprint> what) {
    return (long) all.stream().mapToLong(what).average().orElse(0);
  }

  Footprint minus(Footprint other) {
    return new Footprint(heap - other.heap, threads - other.threads, files - other.files);
  }

  /// Whether none of it is larger than that of another one.
  boolean isWithin(Footprint most) {
    return heap <= most.heap && threads <= most.threads && files <= most.files;
  }

  @Override
  public String toString() {
    return "%.1f MB, %d threads, %d files".formatted(heap / 1e6, threads, files);
  }
}
