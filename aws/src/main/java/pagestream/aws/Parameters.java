package pagestream.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.encoding.Excerpt;
import pagestream.pipeline.QueryWords;
import pagestream.pipeline.Selection;

/// A request's query parameters, each read by its meaning; what nobody asked for is refused.
public final class Parameters {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final int MAX_QUOTE = 80;
  private static final Set<String> PAGING =
      Set.of(QueryWords.LIMIT, QueryWords.CURSOR, QueryWords.ORDER);

  private final Map<String, String> values = new LinkedHashMap<>();

  public Parameters(Map<String, List<String>> given) {
    given.forEach((name, all) -> {
      if (all.size() != 1) {
        throw new BadRequestException(
            quote(name) + ": expected it once, found it " + all.size() + " times");
      }
      values.put(name, all.getFirst());
    });
  }

  private static String quote(String text) {
    return Excerpt.of(text, MAX_QUOTE);
  }

  /// Refuses every name.
  public void allowNone() {
    if (!values.isEmpty()) {
      throw new BadRequestException(
          "query parameters: expected none, found " + quote(String.join(", ", values.keySet())));
    }
  }

  /// Refuses every name that is none of paging's and none of these.
  public void allow(Set<String> names) {
    allowOnly(Stream.concat(PAGING.stream(), names.stream()).collect(Collectors.toSet()));
  }

  /// Refuses every name that is none of these.
  public void allowOnly(Set<String> names) {
    Set<String> known = new TreeSet<>(names);
    List<String> unknown = new ArrayList<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new BadRequestException(
          "query parameters: expected some of %s, found %s"
              .formatted(String.join(", ", known), quote(String.join(", ", unknown))));
    }
  }

  public Optional<String> text(String name) {
    Optional<String> value = Optional.ofNullable(values.get(name));
    if (value.equals(Optional.of(""))) {
      throw new BadRequestException(
          name + ": expected a value, found none; leave it out where it does not matter");
    }
    return value;
  }

  /// One of some words.
  public Optional<String> word(String name, List<String> words) {
    Optional<String> value = Optional.ofNullable(values.get(name));
    value.ifPresent(word -> {
      if (!words.contains(word)) {
        throw new BadRequestException(
            "%s: expected %s, found \"%s\"".formatted(name, String.join(", ", words), quote(word)));
      }
    });
    return value;
  }

  /// Which failures are asked for.
  public Selection selection() {
    Map<String, String> filters = new LinkedHashMap<>();
    Selection.FILTERS.forEach((name, words) ->
        (words.isEmpty() ? text(name) : word(name, words))
            .ifPresent(value -> filters.put(name, value)));
    return Selection.of(filters);
  }

  /// Which slice of a list is asked for.
  ///
  /// @param ascending the order when none is asked for
  public SliceRequest slice(boolean ascending) {
    boolean order =
        word(QueryWords.ORDER, List.of("asc", "desc"))
            .map(word -> word.equals("asc"))
            .orElse(ascending);
    return new SliceRequest(limit(), order, text(QueryWords.CURSOR));
  }

  private int limit() {
    String value = values.getOrDefault(QueryWords.LIMIT, Integer.toString(DEFAULT_LIMIT));
    if (value.matches("\\d{1,3}")) {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    }
    throw new BadRequestException(
        "limit: expected a whole number from 1 to %d, found \"%s\""
            .formatted(MAX_LIMIT, quote(value)));
  }
}
