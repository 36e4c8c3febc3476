package pagestream.scraper;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.aws.ApiRequest;
import pagestream.aws.BadRequestException;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;

/// Which source a request, or the event of a schedule, asks to scrape.
record RequestedSource(Sources sources) {
  private static final String SOURCE = "source";
  private static final String SCHEDULED_AT = "scheduledAt";
  private static final String WHY_NO_PARAMETERS = "a source says what is scraped and how";

  /// A request for the default source, which says nothing else.
  Source ofDefault(ApiRequest request) {
    request.refuseParameters(WHY_NO_PARAMETERS);
    return sources.defaultSource();
  }

  /// A request whose body is `{"source": "books"}`.
  Source ofBody(ApiRequest request) {
    request.refuseParameters(WHY_NO_PARAMETERS);
    JsonNode body = request.body();
    List<String> others =
        body.properties().stream()
            .map(Map.Entry::getKey)
            .filter(name -> !name.equals(SOURCE))
            .toList();
    if (!body.path(SOURCE).isTextual() || !others.isEmpty()) {
      throw new BadRequestException(
          "the body: expected {\"source\": \"NAME\"}, found %s"
              .formatted(others.isEmpty() ? "no text \"source\"" : String.join(", ", others)));
    }
    return named(body);
  }

  /// For which time of its schedule the event of a schedule comes; empty where it does not say.
  static Optional<Instant> scheduledAt(JsonNode event) {
    if (!event.has(SCHEDULED_AT)) {
      return Optional.empty();
    }
    String time = event.path(SCHEDULED_AT).asText();
    try {
      return Optional.of(Instant.parse(time));
    } catch (DateTimeParseException e) {
      throw new BadRequestException(
          "%s: expected an ISO-8601 time, found \"%s\"".formatted(SCHEDULED_AT, time));
    }
  }

  /// The one that `{"source": "books"}` names, whatever else stands there: a schedule's event.
  Source named(JsonNode json) {
    String name = json.path(SOURCE).asText();
    return sources
        .find(name)
        .orElseThrow(() ->
            new BadRequestException(
                "source: expected one of %s, found \"%s\""
                    .formatted(
                        String.join(", ", sources.all().stream().map(Source::name).toList()),
                        name)));
  }
}
