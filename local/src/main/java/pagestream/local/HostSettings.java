package pagestream.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pagestream.pipeline.HttpAddress;
import pagestream.recipe.Recipe;
import pagestream.recipe.Recipes;

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
  private static final int DEFAULT_PORT = 8080;

  /// Settings the host cannot start with: every fault, one a line.
  static final class SettingsException extends RuntimeException {
    SettingsException(List<String> faults) {
      super(String.join("\n", faults));
    }
  }

  static HostSettings from(Map<String, String> env, List<String> arguments, Path project) {
    return new Reader(env, project).read(arguments);
  }

  /// The port of the demo site: the one after the API's.
  int demoPort() {
    return port == 0 ? 0 : port + 1;
  }

  /// Reads and remembers every fault.
  private static final class Reader {
    private final Map<String, String> env;
    private final Path project;
    private final List<String> faults = new ArrayList<>();

    Reader(Map<String, String> env, Path project) {
      this.env = new TreeMap<>(env);
      this.project = project;
    }

    HostSettings read(List<String> arguments) {
      Optional<Path> data = Optional.empty();
      boolean verbose = false;
      boolean rehearse = false;
      for (int i = 0; i < arguments.size(); i++) {
        switch (arguments.get(i)) {
          case "-v", "--verbose" -> verbose = true;
          case "--rehearse" -> rehearse = true;
          case "--data" -> {
            if (i + 1 == arguments.size() || arguments.get(i + 1).startsWith("-")) {
              faults.add("--data: expected a folder after it, found none");
            } else {
              i++;
              data = Optional.of(Path.of(arguments.get(i)));
            }
          }
          default -> faults.add("arguments: expected --data DIR or -v, found " + arguments.get(i));
        }
      }
      Optional<Recipe> recipe = recipe();
      HostSettings settings = settings(recipe, data, verbose, rehearse);
      if (!faults.isEmpty()) {
        throw new SettingsException(faults);
      }
      return settings;
    }

    @SuppressWarnings("NullAway") // without a recipe there is a fault, and nobody gets to see this
    private HostSettings settings(
        Optional<Recipe> recipe, Optional<Path> data, boolean verbose, boolean rehearse) {
      return new HostSettings(
          suffix(),
          recipe.orElse(null),
          url("url"),
          port(),
          data,
          url("AWS_ENDPOINT_URL"),
          verbose,
          rehearse,
          project);
    }

    /// An empty variable counts as unset.
    private String setting(String name, String whenUnset) {
      String value = env.getOrDefault(name, "").strip();
      return value.isEmpty() ? whenUnset : value;
    }

    private String suffix() {
      String suffix = setting("suffix", "local");
      if (!suffix.matches(SUFFIX)) {
        faults.add(
            "suffix: expected 1 to 20 letters, digits and hyphens, a letter first and no hyphen"
                + " last, found \"%s\"".formatted(suffix));
      }
      return suffix;
    }

    private Optional<Recipe> recipe() {
      String name = setting("recipe", "movies");
      try {
        return Optional.of(Recipes.in(project.resolve("recipes")).get(name));
      } catch (IllegalArgumentException e) {
        faults.add("recipe: " + e.getMessage());
        return Optional.empty();
      }
    }

    private Optional<URI> url(String name) {
      String text = setting(name, "");
      if (text.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(HttpAddress.parse(text));
      } catch (IllegalArgumentException e) {
        faults.add(name + ": " + e.getMessage());
        return Optional.empty();
      }
    }

    private int port() {
      String port = setting("PORT", Integer.toString(DEFAULT_PORT));
      if (port.matches("\\d{1,5}") && Integer.parseInt(port) < 65_535) {
        return Integer.parseInt(port);
      }
      faults.add("PORT: expected a number from 0 to 65534, found \"" + port + "\"");
      return DEFAULT_PORT;
    }
  }
}
