package pagestream.templates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pagestream.yaml.YamlMapping;

/// The resources of one kind whose ARNs `resources.yml` exports.
///
/// @param kind as messages call one of them
/// @param byExport by the names of the exports
record ExportedArns<T>(String kind, Map<String, T> byExport) {
  /// @param resources by their names in the file
  static <T> ExportedArns<T> of(String kind, YamlMapping outputs, Map<String, T> resources) {
    Map<String, T> byExport = new LinkedHashMap<>();
    for (YamlMapping output : outputs.allMappings().values()) {
      Optional<String> export = output.section("Export").text("Name");
      output.section("Value").texts("Fn::GetAtt").stream()
          .findFirst()
          .flatMap(name -> Optional.ofNullable(resources.get(name)))
          .ifPresent(resource -> export.ifPresent(name -> byExport.put(name, resource)));
    }
    return new ExportedArns<>(kind, byExport);
  }

  /// The resource of an export, or an [IllegalArgumentException] that says which exports there are.
  T get(String export) {
    return Optional.ofNullable(byExport.get(export))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected %s's ARN that %s exports (%s), found \"%s\""
                    .formatted(
                        kind, ResourcesFile.FILE, String.join(", ", byExport.keySet()), export)));
  }
}
