package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bill of materials that the build makes names each jar of the functions' archives, with its
/// hash and a licence of `licences.txt`.
class BillOfMaterialsIT {
  private static final Path FILE =
      Command.PROJECT.resolve(Path.of("tests", "all-functions", "target", "bom.json"));

  @Test
  void itNamesAllThatTheFunctionsAreMadeOf() throws IOException {
    assertThat(faults(read())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeForTheWorseIsSeen(Consumer<ArrayNode> change) throws IOException {
    ObjectNode bill = read();
    change.accept((ArrayNode) bill.path("components"));

    assertThat(faults(bill)).hasSize(1);
  }

  static Stream<Named<Consumer<ArrayNode>>> changes() {
    return Stream.of(
        Named.of("a jar forgotten", components -> components.remove(0)),
        Named.of(
            "another licence",
            components -> first(components).putArray("licenses").add(licence("GPL-3.0-only"))),
        Named.of("no licence", components -> first(components).remove("licenses")),
        Named.of("no hash", components -> first(components).remove("hashes")));
  }

  private static ObjectNode first(ArrayNode components) {
    return (ObjectNode) components.path(0);
  }

  private static ObjectNode licence(String id) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.putObject("license").put("id", id);
    return json;
  }

  private static ObjectNode read() throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(FILE.toFile());
  }

  private static List<String> faults(JsonNode bill) {
    Faults faults = new Faults();
    List<String> permitted = Listing.lines("licences.txt");
    for (JsonNode component : bill.path("components")) {
      String name = jar(component);
      List<String> licences =
          component.path("licenses").valueStream().map(BillOfMaterialsIT::name).toList();
      faults.expect(
          !licences.isEmpty() && permitted.containsAll(licences),
          name,
          "one of " + permitted,
          licences);
      faults.expect(
          component
              .path("hashes")
              .valueStream()
              .anyMatch(hash -> hash.path("alg").asText().equals("SHA-256")),
          name,
          "a hash by SHA-256",
          component.path("hashes"));
    }
    faults.same(
        "components",
        Archive.functions().stream()
            .flatMap(function -> Archive.of(function).files().stream())
            .distinct()
            .toList(),
        bill.path("components").valueStream().map(BillOfMaterialsIT::jar).toList());
    return faults.found();
  }

  private static String jar(JsonNode component) {
    return "lib/%s-%s.jar"
        .formatted(component.path("name").asText(), component.path("version").asText());
  }

  private static String name(JsonNode choice) {
    JsonNode licence = choice.path("license");
    return licence.path("id").asText(licence.path("name").asText());
  }
}
