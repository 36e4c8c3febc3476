package pagestream.catalog;

import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// An address with parts in braces that stand for several texts each:
/// `https://example.org/{films,series}/page-{1..50}`.
///
/// @param text as it was written
public record Template(String text, List<TemplatePart> parts) {
  private static final Pattern PART = Pattern.compile("\\{([^{}]*)\\}|([^{}]+)|[{}]");
  private static final Pattern SITE =
      Pattern.compile("(?:\\{[^}]*\\}|[^{/])*//(?:\\{[^}]*\\}|[^{/?#])*");

  /// One address alone.
  static Template of(URI address) {
    return new Template(address.toString(), List.of(TemplatePart.literal(address.toString())));
  }

  /// Refuses by an [IllegalArgumentException] what is none, and what makes another thing than http
  /// or https addresses, or too many of them.
  static Template parse(String text) {
    Template template = new Template(text, parts(text));
    BigInteger size = template.size();
    if (size.compareTo(BigInteger.valueOf(Start.MAX_ADDRESSES)) > 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "expected %s, found %,d", Start.AT_MOST, size));
    }
    List<TemplatePart> ends = template.parts.stream().map(TemplatePart::ends).toList();
    new Template(text, ends).texts(LocalDate.EPOCH).forEach(HttpAddress::parse);
    return template;
  }

  private static List<TemplatePart> parts(String text) {
    List<TemplatePart> parts = new ArrayList<>();
    Matcher part = PART.matcher(text);
    while (part.find()) {
      if (part.group(1) != null) {
        parts.add(TemplatePart.of(part.group(1)));
      } else if (part.group(2) != null) {
        parts.add(TemplatePart.literal(part.group(2)));
      } else {
        throw new IllegalArgumentException(
            "expected braces in pairs, found \"%s\"; write a brace of the address as %%7B or %%7D"
                .formatted(text));
      }
    }
    return List.copyOf(parts);
  }

  /// How many addresses it makes.
  BigInteger size() {
    return parts.stream()
        .map(part -> BigInteger.valueOf(part.count()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /// In order; the last part changes fastest. Each is made when it is asked for.
  ///
  /// @param today in UTC
  Stream<URI> addresses(LocalDate today) {
    return texts(today).map(URI::create);
  }

  /// The sites of the addresses: `https://example.org`.
  Stream<URI> sites(LocalDate today) {
    Matcher site = SITE.matcher(text);
    return site.lookingAt()
        ? new Template(site.group(), parts(site.group())).addresses(today).distinct()
        : Stream.empty();
  }

  private Stream<String> texts(LocalDate today) {
    return LongStream.range(0, size().longValueExact()).mapToObj(index -> text(index, today));
  }

  private String text(long index, LocalDate today) {
    long rest = index;
    StringBuilder made = new StringBuilder();
    for (TemplatePart part : parts.reversed()) {
      made.insert(0, part.at(rest % part.count(), today));
      rest /= part.count();
    }
    return made.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
