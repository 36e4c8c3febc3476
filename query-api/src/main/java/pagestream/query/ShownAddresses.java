package pagestream.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.catalog.Source;
import pagestream.catalog.Start;
import pagestream.catalog.Template;

/// Addresses as readers see them, who may be anybody. A parameter of the query that a source's
/// start has, with the same value, may be a token of the operator's: its value is `…`. What a site
/// or a template says by other values, such as `page=2`, is shown.
final class ShownAddresses {
  private static final Pattern QUERY = Pattern.compile("\\?([^#]*)");
  private static final String FOUND_AT = "_url";
  private static final String HIDDEN = "…";

  private final Set<String> hidden;

  ShownAddresses(Collection<Source> sources) {
    hidden =
        sources.stream()
            .flatMap(source -> texts(source.start()))
            .flatMap(ShownAddresses::parameters)
            .filter(parameter -> !parameter.contains("{"))
            .map(ShownAddresses::decoded)
            .collect(Collectors.toUnmodifiableSet());
  }

  /// As they were written, with templates in braces.
  private static Stream<String> texts(Start start) {
    return switch (start) {
      case Start.Addresses(List<Template> templates) -> templates.stream().map(Template::text);
      case Start.Sitemap sitemap -> Stream.of(sitemap.address().toString());
    };
  }

  private static Stream<String> parameters(String address) {
    Matcher query = QUERY.matcher(address);
    return query.find() ? Arrays.stream(query.group(1).split("&")) : Stream.empty();
  }

  private static String decoded(String parameter) {
    try {
      return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return parameter;
    }
  }

  String of(String address) {
    return QUERY
        .matcher(address)
        .replaceAll(query ->
            Matcher.quoteReplacement(
                Arrays.stream(query.group(1).split("&", -1))
                    .map(this::shown)
                    .collect(Collectors.joining("&", "?", ""))));
  }

  private String shown(String parameter) {
    if (parameter.isEmpty() || !hidden.contains(decoded(parameter))) {
      return parameter;
    }
    return parameter.substring(0, parameter.indexOf('=') + 1) + HIDDEN;
  }

  /// The view, in which each address, a `url` or where a source starts, is as readers see it.
  ObjectNode in(ObjectNode view) {
    view.properties().forEach(field -> field.setValue(in(field.getKey(), field.getValue())));
    return view;
  }

  /// The view of a record, whose own fields are its page's: the address alone that it was found at
  /// is as readers see it.
  ObjectNode inRecord(ObjectNode view) {
    if (view.get(FOUND_AT) instanceof TextNode address) {
      view.put(FOUND_AT, of(address.textValue()));
    }
    return view;
  }

  private JsonNode in(String name, JsonNode value) {
    return switch (value) {
      case ObjectNode object -> in(object);
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, in(name, array.get(i)));
        }
        yield array;
      }
      case TextNode text when isAddress(name) -> TextNode.valueOf(of(text.textValue()));
      default -> value;
    };
  }

  private static boolean isAddress(String name) {
    return name.equals("url") || name.equals("start") || name.equals("sitemap");
  }
}
