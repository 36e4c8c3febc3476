package pagestream.catalog;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of a template: the texts that it stands for, one after the other.
sealed interface TemplatePart {
  Pattern DATE = Pattern.compile("date:\\s*([^,]*?)\\s*(?:,\\s*format:\\s*(.+))?");
  Pattern PADDED = Pattern.compile("-?0\\d+");

  long count();

  String at(long index, LocalDate today);

  /// The texts among them which, where they make an address, say that all others do.
  TemplatePart ends();

  /// One of several words; what stands outside of braces is the only one.
  record Words(List<String> words) implements TemplatePart {
    @Override
    public long count() {
      return words.size();
    }

    @Override
    public String at(long index, LocalDate today) {
      return words.get((int) index);
    }

    @Override
    public TemplatePart ends() {
      return this;
    }
  }

  /// A number of a range.
  ///
  /// @param width how many characters it has at least, with zeros before it
  record Range(Steps steps, int width) implements TemplatePart {
    @Override
    public long count() {
      return steps.count();
    }

    @Override
    public String at(long index, LocalDate today) {
      return String.format(Locale.ROOT, "%0" + width + "d", steps.at(index));
    }

    @Override
    public TemplatePart ends() {
      return new Range(steps.ends(), width);
    }
  }

  /// A day, counted from today.
  record Days(Steps steps, DateTimeFormatter format) implements TemplatePart {
    @Override
    public long count() {
      return steps.count();
    }

    @Override
    public String at(long index, LocalDate today) {
      return today.plusDays(steps.at(index)).format(format);
    }

    @Override
    public TemplatePart ends() {
      return new Days(steps.ends(), format);
    }
  }

  static TemplatePart literal(String text) {
    return new Words(List.of(text));
  }

  /// Refuses what is none by an [IllegalArgumentException] that says what was expected and found.
  ///
  /// @param text what stands within braces
  static TemplatePart of(String text) {
    Matcher date = DATE.matcher(text);
    Optional<TemplatePart> part =
        date.matches()
            ? Steps.of(date.group(1)).map(steps -> new Days(steps, format(date.group(2))))
            : Steps.of(text).map(steps -> new Range(steps, width(text)));
    return part.or(() -> words(text))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected {1..50}, {films,series} or {date: -7..0, format: uuuu-MM-dd}, found \"{"
                    + text
                    + "}\""));
  }

  private static DateTimeFormatter format(@Nullable String pattern) {
    return DatePattern.of(Optional.ofNullable(pattern).orElse(DateType.ISO))
        .withLocale(Locale.ENGLISH);
  }

  /// As wide as the wider end where one is written with zeros before it.
  private static int width(String range) {
    String[] ends = range.split(" ", 2)[0].split("\\.\\.");
    return Arrays.stream(ends).anyMatch(end -> PADDED.matcher(end).matches())
        ? Arrays.stream(ends).mapToInt(String::length).max().orElse(1)
        : 1;
  }

  private static Optional<TemplatePart> words(String text) {
    return text.contains(",") && !text.startsWith("date:")
        ? Optional.of(new Words(Arrays.stream(text.split(",", -1)).map(String::strip).toList()))
        : Optional.empty();
  }
}
