package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagestream.aws.Endpoints;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.query.QueryApiHandler;
import pagestream.scraper.ScraperHandler;
import pagestream.templates.Stack;
import pagestream.yaml.YamlException;

/// The endpoints in the code are those of the templates and of the documents.
class EndpointsTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.folder"));
  private static final Map<Class<?>, Endpoints<?>> ANSWERED =
      Map.of(
          ScraperHandler.class, ScraperHandler.ENDPOINTS,
          QueryApiHandler.class, QueryApiHandler.ENDPOINTS);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /// Those of the functions whose handler's name begins so.
  private static List<String> declared(String handler) {
    return Stack.read(PROJECT, Map.of("suffix", "x", "url", "https://example.org/"))
        .functions()
        .stream()
        .filter(function -> function.handler().startsWith(handler))
        .flatMap(function -> function.routes().stream())
        .map(route -> route.method() + " " + route.template())
        .toList();
  }

  private static Stream<String> answered(Endpoints<?> endpoints) {
    return endpoints.all().stream().map(Object::toString);
  }

  private static List<String> all() {
    return ANSWERED.values().stream().flatMap(EndpointsTest::answered).toList();
  }

  @Test
  void eachFunctionAnswersWhatServerlessYmlDeclares() {
    ANSWERED.forEach((handler, endpoints) ->
        assertThat(answered(endpoints))
            .containsExactlyElementsOf(declared(handler.getName() + "::")));
  }

  @Test
  void everyRouteIsOfOneOfTheseFunctions() {
    assertThat(declared("")).containsExactlyInAnyOrderElementsOf(all());
  }

  private static Stream<String> firstSegments() {
    return all().stream().map(endpoint -> endpoint.split("/")[1]).distinct().sorted();
  }

  @ParameterizedTest
  @MethodSource("firstSegments")
  void noSourceIsCalledAsARoute(String name, @TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yml"), "{recipe: movies, start: 'https://example.org/'}");
    Source byDefault =
        Source.byDefault("movies", URI.create("https://example.org/"), Optional.empty());

    assertThatThrownBy(
            () -> Sources.inFolderOrPackaged(folder.toString(), byDefault, Recipes.packaged()))
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("sources/" + name + ".yml: expected");
  }

  @Test
  void theReadmeNamesEveryEndpointAndNoOther() throws IOException {
    assertThat(
            Markdown.rows(PROJECT.resolve("README.md"), "The API").stream()
                .flatMap(cells -> endpoints(cells.getFirst()).stream()))
        .containsExactlyInAnyOrderElementsOf(all());
  }

  /// A cell such as `GET`, `POST /a` or `GET /a`, `/a/{id}`.
  private static List<String> endpoints(String cell) {
    List<String> endpoints = new ArrayList<>();
    List<String> methods = new ArrayList<>();
    for (MatchResult code : CODE.matcher(cell).results().toList()) {
      String[] words = code.group(1).split(" ");
      if (!words[0].startsWith("/")) {
        methods.add(words[0]);
      }
      if (words[words.length - 1].startsWith("/")) {
        methods.forEach(method -> endpoints.add(method + " " + words[words.length - 1]));
      }
    }
    return endpoints;
  }
}
