package pagestream.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What many pages take, computed from what `docs/scale.md` says that one page costs.
///
/// @param sizes how many pages of each kind a size has, and in how many seconds
/// @param costs what a page of each kind costs, by unit
/// @param limits of AWS, and the settings of a stack
/// @param prices in US dollars
record ScaleModel(Table sizes, Table costs, Table limits, Table prices) {
  private static final List<String> TABLES =
      List.of("`run`", "`host`", "pages in `host`", "`movie`");
  private static final List<String> STAGES = List.of("scraper", "processor", "writer");
  private static final double KB_IN_A_GB = 1_000_000;
  private static final double MILLION = 1_000_000;

  static ScaleModel of(Path document) throws IOException {
    return new ScaleModel(
        Table.under(document, "Three sizes"),
        Table.under(document, "What a page costs"),
        Table.under(document, "Limits"),
        Table.under(document, "Prices"));
  }

  /// The rows of the table that says what each size takes.
  List<List<String>> taken() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of("it takes"), sizes.heads().stream()).toList());
    rows.add(row("pages a second", size -> pages(size) / seconds(size)));
    rows.add(row("rows a second", size -> aSecond("writes to `movie`", size)));
    rows.add(row("hosts, at a page a second", size -> Math.ceil(pages(size) / seconds(size))));
    for (String table : TABLES) {
      rows.add(
          row(
              "write units of %s a second".formatted(table),
              size -> aSecond("writes to " + table, size)));
    }
    rows.add(row("read units of all tables a second", size -> reads(size) / seconds(size)));
    rows.add(row("shards of each stream", this::shards));
    for (String stage : STAGES) {
      rows.add(
          row(stage + "s at once", size -> Math.ceil(aSecond("seconds of the " + stage, size))));
    }
    rows.add(row("USD: DynamoDB, writes", this::dollarsForWrites));
    rows.add(row("USD: DynamoDB, reads", size -> reads(size) * price("a million reads") / MILLION));
    rows.add(row("USD: Lambda", this::dollarsForFunctions));
    rows.add(row("USD: SQS", size -> dollars("SQS requests", size)));
    rows.add(row("USD: Kinesis", this::dollarsForStreams));
    rows.add(
        row("USD: logs", size -> all("KB of logs", size) / KB_IN_A_GB * price("a GB of logs")));
    rows.add(row("USD together", this::dollarsTogether));
    rows.add(row("GB of runs that are kept", size -> all("KB kept in `run`", size) / KB_IN_A_GB));
    rows.add(row("GB of records", size -> all("KB kept in `movie`", size) / KB_IN_A_GB));
    rows.add(row("USD a month to keep them", this::dollarsToKeep));
    return rows;
  }

  /// The rows of the table that says how many pages a second there can be.
  List<List<String>> ends() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of("pages a second of"), kinds().stream()).toList());
    rows.add(end("a stack as it is deployed", "tasks at once", "seconds of the scraper"));
    rows.add(
        end("one mapping of a queue", "tasks at once of any mapping", "seconds of the scraper"));
    rows.add(
        end(
            "two streams of as many shards as the setting allows",
            "shards",
            "seconds of the writer"));
    rows.add(end("one host", "writes of a partition", "writes to `host`"));
    rows.add(end("one run", "writes of a partition", "writes to `run`"));
    rows.add(end("one recipe, with new rows alone", "writes of a partition", "writes to `movie`"));
    return rows;
  }

  private List<String> kinds() {
    return costs.heads().subList(1, costs.heads().size());
  }

  private List<String> row(String name, IntToDoubleFunction ofSize) {
    return row(name, sizes.heads().size(), ofSize);
  }

  private List<String> end(String name, String limit, String unit) {
    return row(name, kinds().size(), kind -> limit(limit) / costs.sum(unit, kind));
  }

  private static List<String> row(String name, int columns, IntToDoubleFunction ofColumn) {
    return Stream.concat(
            Stream.of(name),
            IntStream.range(0, columns).mapToObj(column -> text(ofColumn.applyAsDouble(column))))
        .toList();
  }

  private static String text(double number) {
    if (Double.isInfinite(number)) {
      return "any";
    }
    String form = number < 10 && number != Math.rint(number) ? "%.2f" : "%,.0f";
    return String.format(Locale.ROOT, form, number);
  }

  private double seconds(int size) {
    return sizes.number("seconds", size);
  }

  private double pages(int size) {
    return kinds().stream().mapToDouble(kind -> sizes.number(kind, size)).sum();
  }

  /// How much of a unit all pages of a size take.
  private double all(String unit, int size) {
    return IntStream.range(0, kinds().size())
        .mapToDouble(kind -> sizes.number(kinds().get(kind), size) * costs.sum(unit, kind))
        .sum();
  }

  private double aSecond(String unit, int size) {
    return all(unit, size) / seconds(size);
  }

  private double reads(int size) {
    return TABLES.stream().mapToDouble(table -> all("reads of " + table, size)).sum();
  }

  /// A shard takes so many bytes and records, and its consumer works on one batch at a time.
  private double shards(int size) {
    return Math.ceil(
        Stream.of(
                aSecond("KB on each stream", size) / limit("KB a second of a shard"),
                aSecond("records on each stream", size) / limit("records a second of a shard"),
                aSecond("seconds of the processor", size),
                aSecond("seconds of the writer", size))
            .max(Double::compare)
            .orElseThrow());
  }

  private double dollars(String unit, int size) {
    return all(unit, size) * price("a million " + unit) / MILLION;
  }

  private double dollarsForWrites(int size) {
    double writes = TABLES.stream().mapToDouble(table -> all("writes to " + table, size)).sum();
    return writes * price("a million writes") / MILLION;
  }

  private double dollarsForFunctions(int size) {
    double seconds =
        STAGES.stream().mapToDouble(stage -> all("seconds of the " + stage, size)).sum();
    return seconds
            * limit("memorySize of a function")
            / 1024
            * price("a million GB-seconds")
            / MILLION
        + dollars("invocations", size);
  }

  private double dollarsForStreams(int size) {
    double hours = Math.ceil(seconds(size) / 3600);
    return 2
        * (shards(size) * hours * price("an hour of a shard")
            + all("records on each stream", size) * price("a million payload units") / MILLION);
  }

  private double dollarsTogether(int size) {
    return dollarsForWrites(size)
        + reads(size) * price("a million reads") / MILLION
        + dollarsForFunctions(size)
        + dollars("SQS requests", size)
        + dollarsForStreams(size)
        + all("KB of logs", size) / KB_IN_A_GB * price("a GB of logs");
  }

  private double dollarsToKeep(int size) {
    return (all("KB kept in `run`", size) + all("KB kept in `movie`", size))
        / KB_IN_A_GB
        * price("a GB of a table for a month");
  }

  private double limit(String name) {
    return limits.number(name, 0);
  }

  private double price(String name) {
    return prices.number(name, 0);
  }
}
