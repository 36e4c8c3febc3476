package pagestream.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.config.Settings;
import pagestream.extraction.Extractor;

/// What the host is told by its environment and its command line.
///
/// @param url the page to scrape; empty for the demo site's
/// @param data where data is kept; empty for memory
/// @param endpoint of engines that run elsewhere; empty for the host's own
/// @param project the folder with `serverless.yml` and `recipes`
record HostSettings(
    String suffix,
    Recipe recipe,
    Optional<URI> url,
    int port,
    Optional<Path> data,
    Optional<URI> endpoint,
    boolean verbose,
    boolean isRehearsal,
    Path project) {
  private static final String SUFFIX = "[A-Za-z]([A-Za-z0-9-]{0,18}[A-Za-z0-9])?";

  static HostSettings from(Map<String, String> env, List<String> arguments, Path project) {
    Settings settings = new Settings(env);
    Arguments options = Arguments.read(arguments, settings);
    Recipes recipes = Recipes.in(project.resolve("recipes")).checkedBy(Extractor::mistakes);
    Optional<Recipe> recipe = settings.parsed("recipe", "movies", recipes::get);
    Optional<String> suffix = settings.parsed("suffix", "local", HostSettings::suffix);
    Optional<URI> url = settings.parsed("url", "", HttpAddress::parse);
    Optional<Integer> port = settings.parsed("PORT", "8080", HostSettings::port);
    Optional<URI> endpoint = settings.parsed("AWS_ENDPOINT_URL", "", HttpAddress::parse);
    settings.check();
    return new HostSettings(
        suffix.orElseThrow(),
        recipe.orElseThrow(),
        url,
        port.orElseThrow(),
        options.data(),
        endpoint,
        options.verbose(),
        options.isRehearsal(),
        project);
  }

  private static String suffix(String suffix) {
    if (!suffix.matches(SUFFIX)) {
      throw new IllegalArgumentException(
          "expected 1 to 20 letters, digits and hyphens, a letter first and no hyphen last,"
              + " found \"%s\"".formatted(suffix));
    }
    return suffix;
  }

  private static int port(String port) {
    if (port.matches("\\d{1,5}") && Integer.parseInt(port) < 65_535) {
      return Integer.parseInt(port);
    }
    throw new IllegalArgumentException("expected a number from 0 to 65534, found \"" + port + "\"");
  }

  /// The port of the demo site: the one after the API's.
  int demoPort() {
    return port == 0 ? 0 : port + 1;
  }

  /// The command line.
  private record Arguments(Optional<Path> data, boolean verbose, boolean isRehearsal) {
    static Arguments read(List<String> arguments, Settings settings) {
      Optional<Path> data = Optional.empty();
      boolean verbose = false;
      boolean rehearse = false;
      for (int i = 0; i < arguments.size(); i++) {
        switch (arguments.get(i)) {
          case "-v", "--verbose" -> verbose = true;
          case "--rehearse" -> rehearse = true;
          case "--data" -> {
            if (i + 1 == arguments.size() || arguments.get(i + 1).startsWith("-")) {
              settings.fault("--data", "expected a folder after it, found none");
            } else {
              i++;
              data = Optional.of(Path.of(arguments.get(i)));
            }
          }
          default ->
              settings.fault("arguments", "expected --data DIR or -v, found " + arguments.get(i));
        }
      }
      return new Arguments(data, verbose, rehearse);
    }
  }
}
