package pagestream.catalog;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

/// The sources of a stack, by name: the default one, and a file `sources/NAME.yml` for each other.
public final class Sources {
  /// Names that routes of the API have.
  static final Set<String> RESERVED =
      Set.of("errors", "health", "movies", "recipes", "records", "runs", "scrapes", "sources");

  private final Source byDefault;
  private final Map<String, Source> byName = new TreeMap<>();

  private Sources(Source byDefault) {
    this.byDefault = byDefault;
    add(byDefault);
  }

  /// The default source alone.
  public static Sources of(Source byDefault) {
    return new Sources(byDefault);
  }

  /// Reads all sources of a folder, or those packaged where none is named.
  ///
  /// @param byDefault the default source
  /// @param recipes the recipes that sources may name
  /// @throws YamlException naming every mistake in every file
  public static Sources inFolderOrPackaged(String folder, Source byDefault, Recipes recipes) {
    return read(folder, byDefault, recipes, Schedule::of);
  }

  /// The same of a folder, with schedules read by something that refuses more than [Schedule#of]
  /// does.
  public static Sources in(
      Path folder, Source byDefault, Recipes recipes, Function<String, Schedule> schedules) {
    return read(folder.toString(), byDefault, recipes, schedules);
  }

  private static Sources read(
      String folder, Source byDefault, Recipes recipes, Function<String, Schedule> schedules) {
    YamlFiles files = YamlFiles.of("sources", folder);
    Sources sources = new Sources(byDefault);
    Set<Mistake> mistakes = new LinkedHashSet<>();
    for (String file : files.names()) {
      try {
        sources.add(read(files, file, recipes, schedules));
      } catch (YamlException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new YamlException(List.copyOf(mistakes));
    }
    return sources;
  }

  private static Source read(
      YamlFiles files, String file, Recipes recipes, Function<String, Schedule> schedules) {
    String name = name(files, file);
    String yaml = files.read(name).orElseThrow();
    return SourceReader.read(name, files.file(name), yaml, recipes, schedules);
  }

  private static String name(YamlFiles files, String file) {
    String name = files.name(file);
    if (name.equals(Source.DEFAULT)) {
      throw files.refused(
          file, "expected another name: default is the source that url and recipe make");
    }
    if (RESERVED.contains(name)) {
      throw files.refused(file, "expected another name: a route of the API has this one");
    }
    return name;
  }

  private void add(Source source) {
    byName.put(source.name(), source);
  }

  public Optional<Source> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// The default one.
  public Source defaultSource() {
    return byDefault;
  }

  /// By name.
  public List<Source> all() {
    return List.copyOf(byName.values());
  }
}
