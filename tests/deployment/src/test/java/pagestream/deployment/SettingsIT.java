package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// How a call's settings go together with those of earlier calls.
class SettingsIT {
  private static final String URL = "https://example.org/list";

  /// What the script does with the lines, and then shows what a variable has come to.
  private static final String SHOW =
      """
      lines=$(node scripts/deploy/settings.mjs aws "$which")
      eval "$lines"
      for name in $names; do echo "$name=${!name-unset}"; done
      """;

  @Test
  void whatIsNotGivenIsAsItWasAndWhatDiffersIsSaid() {
    Command.Result result =
        settings(
            "all",
            Map.of("shards", "4", "recipe", "movies", "LOG_LEVEL", "default"),
            memory("\"schedule\":\"rate(6 hours)\",\"shards\":\"2\",\"LOG_LEVEL\":\"DEBUG\""),
            "url schedule shards recipe LOG_LEVEL");

    assertThat(result.output())
        .isEqualTo(
            """
            shards: 2 -> 4
            LOG_LEVEL: DEBUG -> INFO
            url=https://example.org/list
            schedule=rate(6 hours)
            shards=4
            recipe=movies
            LOG_LEVEL=INFO
            """);
  }

  @Test
  void theWordDefaultBringsBackTheDefaultAndIsNotKept() {
    Command.Result result =
        settings(
            "all",
            Map.of("schedule", "default", "alarm_email", "default"),
            memory("\"schedule\":\"rate(6 hours)\",\"alarm_email\":\"me@example.org\""),
            "schedule alarm_email remembered");

    assertThat(result.output())
        .isEqualTo(
            """
            schedule: rate(6 hours) -> none
            alarm_email: me@example.org -> none
            schedule=unset
            alarm_email=unset
            remembered={"url":"https://example.org/list"}
            """);
  }

  /// Only what was told is kept, so that another default of a later version takes effect.
  @Test
  void whatIsKeptIsReadAgain() {
    String url = "https://example.org/{{a}}?b='${c}'";
    String kept =
        settings("all", Map.of("url", url, "shards", "2"), "{}", "remembered")
            .output()
            .strip()
            .substring("remembered=".length());

    assertThat(kept).doesNotContain("{{", "${", "recipe", "suffix", "AWS_REGION");
    assertThat(settings("all", Map.of(), kept, "url shards").output())
        .isEqualTo("url=" + url + "\nshards=2\n");
  }

  @Test
  void aFirstCallDiffersFromNothing() {
    assertThat(settings("all", Map.of("url", URL, "shards", "2"), "{}", "shards").output())
        .isEqualTo("shards=2\n");
  }

  @Test
  void theUrlMustBeGivenOnce() {
    Command.Result result = settings("all", Map.of(), "{}", "url");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo(
            "url: expected an address such as https://example.org/movies, without a user's name or password, found none; call as:"
                + " suffix=courseX url=http://my.url ./deploy-resources.sh\n");
  }

  @Test
  void aKeptSettingThatIsWrongByNowIsSaidToBeOne() {
    Command.Result result = settings("all", Map.of(), memory("\"recipe\":\"films\""), "recipe");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .startsWith("recipe: expected one of ")
        .endsWith(", found \"films\", as an earlier call named it\n");
  }

  /// A parameter of the Systems Manager, and the variables of a function, take 4,096 bytes.
  @Test
  void settingsThatNoParameterTakesAreRefused() {
    String url = URL + "?" + "q".repeat(3400);

    Command.Result result = settings("all", Map.of("url", url), "{}", "url");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo(
            "settings: expected at most 3400 bytes together, found %d; shorten url\n"
                .formatted(url.length() + "{\"url\":\"\"}".length()));
  }

  @Test
  void noSettingHasTheWordAsAValue() {
    JsonNode all = Templates.read(Path.of("serverless/settings.json"));

    for (Map.Entry<String, JsonNode> each : all.properties()) {
      if (!List.of("suffix", "AWS_REGION").contains(each.getKey())
          && Expression.texts(each.getValue().path("commands")).contains("deploy-resources")) {
        JsonNode setting = each.getValue();
        assertThat(Expression.texts(setting.path("values"))).doesNotContain("default");
        String pattern = setting.path("pattern").asText("none");
        assertThat(Pattern.matches(pattern, "default")).as(each.getKey()).isFalse();
        Path files = Command.PROJECT.resolve(setting.path("files").asText("none"));
        assertThat(files.resolve("default.yml")).doesNotExist();
      }
    }
  }

  private static String memory(String settings) {
    return "{\"url\":\"%s\",%s}".formatted(URL, settings);
  }

  private static Command.Result settings(
      String which, Map<String, String> given, String remembered, String names) {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("suffix", "me");
    environment.put("remembered", remembered);
    environment.put("which", which);
    environment.put("names", names);
    return new Command(environment, "bash", "-euc", SHOW).run(Duration.ofSeconds(30));
  }
}
