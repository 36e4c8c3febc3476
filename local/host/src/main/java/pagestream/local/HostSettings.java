package pagestream.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Recipes;
import pagestream.catalog.Schedule;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.config.Settings;
import pagestream.extraction.Extractor;
import pagestream.templates.StackSettings;
import pagestream.yaml.YamlException;

/// What the host is told by its environment and its command line.
///
/// @param values of the stack's settings by name, without those that are unset and have no default
/// @param recipe the name of the default source's
/// @param url the page to scrape; empty for the demo site's
/// @param schedule when that page is scraped by the clock; empty for never
/// @param data where data is kept; empty for memory
/// @param endpoint of engines that run elsewhere; empty for the host's own
/// @param project the folder with `serverless.yml` and `recipes`
record HostSettings(
    Map<String, String> values,
    String suffix,
    String recipe,
    Optional<URI> url,
    Optional<Schedule> schedule,
    int port,
    Optional<Path> data,
    Optional<URI> endpoint,
    boolean verbose,
    boolean isRehearsal,
    Path project) {
  /// The script that starts the host, as the list of settings names it.
  private static final String COMMAND = "run-local";

  static HostSettings from(Map<String, String> env, List<String> arguments, Path project) {
    StackSettings known = StackSettings.read(project);
    Map<String, String> values = known.values(COMMAND, env);
    Settings settings = new Settings(values);
    Arguments options = Arguments.read(arguments, settings);
    known.faults(COMMAND, env).forEach(settings::fault);
    Recipes recipes = recipes(project);
    recipes.mistakes().forEach(mistake -> settings.fault("recipes", mistake.toString()));
    Optional<String> recipe = settings.parsed("recipe", "", recipes::existing);
    Optional<URI> url = settings.parsed("url", "", HttpAddress::parse);
    Optional<Schedule> schedule = settings.parsed("schedule", "", Timetable::schedule);
    Optional<URI> endpoint = settings.parsed("AWS_ENDPOINT_URL", "", HttpAddress::parse);
    readSources(project, recipes, settings);
    settings.check();
    return new HostSettings(
        values,
        settings.text("suffix"),
        recipe.orElseThrow(),
        url,
        schedule,
        Integer.parseInt(settings.text("PORT")),
        options.data(),
        endpoint,
        options.verbose(),
        options.isRehearsal(),
        project);
  }

  private static Recipes recipes(Path project) {
    return Recipes.in(project.resolve("recipes")).checkedBy(Extractor::mistakes);
  }

  /// For their mistakes alone: where the demo sources begin is known only once the host runs.
  private static void readSources(Path project, Recipes recipes, Settings settings) {
    Source byDefault = Source.byDefault("", URI.create(""), Optional.empty());
    try {
      Sources.in(SourceFolder.ofProject(project), byDefault, recipes, Timetable::schedule);
    } catch (YamlException e) {
      e.mistakes().forEach(mistake -> settings.fault("sources", mistake.toString()));
    }
  }

  Recipes recipes() {
    return recipes(project);
  }

  /// The default source.
  ///
  /// @param demo the demo site's page
  Source defaultSource(URI demo) {
    return Source.byDefault(recipe, url.orElse(demo), schedule);
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
