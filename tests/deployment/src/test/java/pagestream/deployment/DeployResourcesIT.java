package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `deploy-resources.sh` says to a call it cannot follow, before it has touched anything.
class DeployResourcesIT {
  private static final String URL = "https://example.org/list";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /// What the scripts themselves tell resources.yml.
  private static final String OF_THE_SCRIPT = "remembered";

  private static final String FUNCTIONS = String.join(", ", Archive.functions());
  private static final JsonNode SETTINGS = Templates.read(Path.of("serverless/settings.json"));
  private static final String SUFFIX =
      "at most 20 letters, digits and hyphens, a letter first and no hyphen last";

  @TempDir private Path folder;

  @Test
  void helpNamesEveryOptionFunctionAndSetting() {
    Command.Result help = deploy(Map.of(), "--help");

    assertThat(help.exit()).isZero();
    assertThat(help.output())
        .contains("suffix=NAME url=URL", "--dry-run", "--function NAME", "--config-only")
        .contains("--remove", "--yes", "--local", "--smoke", "--force", "--api-key")
        .contains("--pause", "--resume", "--rollback")
        .contains(FUNCTIONS)
        .contains(
            "  shards               how many shards each stream has (unset, 1):",
            "                       a whole number from 1 to 10")
        .contains(settings("deploy-resources"))
        .doesNotContain("PORT");
  }

  @Test
  void helpOfTheLocalHostNamesItsSettings() {
    Command.Result help = new Command(Map.of(), "./run-local.sh", "--help").run(LIMIT);

    assertThat(help.exit()).isZero();
    assertThat(help.output())
        .contains("--data DIR", "-v ")
        .contains(settings("run-local"))
        .doesNotContain("alarm_email");
  }

  /// The names of what a script can be told.
  private static List<String> settings(String script) {
    return SETTINGS.properties().stream()
        .filter(each -> Expression.texts(each.getValue().path("commands")).contains(script))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// A setting that has a default has it in the list alone; the others say what stands for them.
  @Test
  void theTemplatesAskForListedSettingsAndKnowNoDefaultOfTheirs() throws IOException {
    for (MatchResult variable : variables()) {
      String name = variable.group(1);
      if (name.equals(OF_THE_SCRIPT)) {
        continue;
      }
      assertThat(settings("deploy-resources")).contains(name);
      boolean listed = SETTINGS.path(name).has("default") || SETTINGS.path(name).has("required");
      assertThat(variable.group(2).isEmpty()).as(variable.group()).isEqualTo(listed);
    }
  }

  /// What the stack's files ask of the environment.
  private static List<MatchResult> variables() throws IOException {
    List<MatchResult> variables = new ArrayList<>();
    try (Stream<Path> parts = Files.list(Command.PROJECT.resolve("serverless"))) {
      Stream<Path> files =
          Stream.of("serverless.yml", "resources.yml").map(Command.PROJECT::resolve);
      for (Path file : Stream.concat(files, parts).toList()) {
        Pattern.compile("\\$\\{env:(\\w+)([^}]*)")
            .matcher(Files.readString(file))
            .results()
            .forEach(variables::add);
      }
    }
    assertThat(variables).hasSizeGreaterThan(10);
    return variables;
  }

  @Test
  void aSuffixIsNeeded() {
    refused(
        Map.of("url", URL),
        "suffix: expected "
            + SUFFIX
            + ", found none; call as: suffix=courseX url=http://my.url ./deploy-resources.sh");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1a",
        "-a",
        "a-",
        "a_b",
        "a.b",
        "a b",
        "ä",
        "a/b",
        "abcdefghijklmnopqrstu",
        "a\nb"
      })
  void aSuffixIsOfLettersDigitsAndHyphens(String suffix) {
    refused(
        Map.of("suffix", suffix, "url", URL),
        "suffix: expected " + SUFFIX + ", found \"" + suffix + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z9", "courseX", "abcdefghijklmnopqrst", "a-b-c"})
  void aGoodSuffixIsTaken(String suffix) {
    refused(
        Map.of("suffix", suffix),
        "url: expected an address such as https://example.org/movies, without a user's name or password, found none; call as:"
            + " suffix=courseX url=http://my.url ./deploy-resources.sh",
        "--dry-run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.org", "ftp://example.org/", "http://", "https:///list", "http://a b"})
  void aUrlIsAnAddressOfHttp(String url) {
    refused(
        Map.of("suffix", "me", "url", url),
        "url: expected an address such as https://example.org/movies, without a user's name or password, found \""
            + url
            + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8081/",
        "http://127.0.0.1",
        "https://127.8.9.1/x",
        "http://[::1]:80/",
        "http://10.0.0.4/",
        "http://172.20.1.1:8080/",
        "http://192.168.1.5/a",
        "http://169.254.169.254/"
      })
  void awsCannotReachThisMachine(String url) {
    refused(
        Map.of("suffix", "me", "url", url),
        "url: expected a page that AWS can reach, found \""
            + url
            + "\", which is an address of this machine or its network");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runtime           | java17      | runtime: expected one of java25, java21, found "java17"
          LOG_LEVEL         | LOUD        | LOG_LEVEL: expected one of DEBUG, INFO, WARN, found "LOUD"
          reading_needs_key | yes         | reading_needs_key: expected one of true, false, found "yes"
          MAX_PAGE_BYTES    | 0           | MAX_PAGE_BYTES: expected a whole number from 1 to 67108864, found "0"
          MAX_PAGE_BYTES    | 67108865    | MAX_PAGE_BYTES: expected a whole number from 1 to 67108864, found "67108865"
          shards            | 0           | shards: expected a whole number from 1 to 10, found "0"
          alarm_email       | me          | alarm_email: expected an address such as me@example.org, found "me"
          contact           | me          | contact: expected an address such as https://example.org/bot or me@example.org, found "me"
          AWS_REGION        | Europe      | AWS_REGION: expected a region such as eu-west-2, found "Europe"
          schedule          | hourly      | schedule: expected 'rate(6 hours)' or 'cron(0 6 * * ? *)' (minute, hour, day, month, day of the week, year), found "hourly"
          schedule          | rate(0 min) | schedule: expected 'rate(6 hours)' or 'cron(0 6 * * ? *)' (minute, hour, day, month, day of the week, year), found "rate(0 min)"
          schedule          | rate(1 hours) | schedule: expected 'rate(6 hours)' or 'cron(0 6 * * ? *)' (minute, hour, day, month, day of the week, year), found "rate(1 hours)"
          schedule          | rate(6 hour)  | schedule: expected 'rate(6 hours)' or 'cron(0 6 * * ? *)' (minute, hour, day, month, day of the week, year), found "rate(6 hour)"
          schedule          | cron(0 6)   | schedule: expected 'rate(6 hours)' or 'cron(0 6 * * ? *)' (minute, hour, day, month, day of the week, year), found "cron(0 6)"
          """)
  void aWrongSettingIsNamed(String name, String value, String message) {
    refused(Map.of("suffix", "me", "url", URL, name, value), message);
  }

  @Test
  void aWrongRecipeIsNamedWithThoseThereAre() {
    Command.Result result = deploy(Map.of("suffix", "me", "url", URL, "recipe", "films"));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .startsWith("recipe: expected one of ")
        .contains("imdb-chart, ", "movies")
        .endsWith(", found \"films\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --dryrun               | expected an option, found "--dryrun". ./deploy-resources.sh --help lists the options.
          me                     | expected an option, found "me". ./deploy-resources.sh --help lists the options.
          --config-only          | --config-only: expected --function NAME beside it, found none. ./deploy-resources.sh --help lists the options.
          --remove --dry-run     | --dry-run: expected one thing to do, found --remove before it. ./deploy-resources.sh --help lists the options.
          --remove --smoke       | --smoke: expected nothing else to do than to deploy, found --remove.
          --pause --force        | --force: expected nothing else to do than to deploy, found --pause.
          --yes                  | --yes: expected --remove, --pause or --rollback beside it, found none.
          """)
  void aWrongOptionIsNamed(String options, String message) {
    refused(Map.of("suffix", "me", "url", URL), message, options.split(" "));
  }

  @Test
  void aWrongFunctionIsNamedWithThoseThereAre() {
    Map<String, String> told = Map.of("suffix", "me", "url", URL);
    String expected = "--function: expected one of " + FUNCTIONS + ", found \"%s\".";

    refused(told, expected.formatted(""), "--function");
    refused(told, expected.formatted("scrapper"), "--function", "scrapper");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          node | Pagestream is deployed by osls, which runs in Node.js; install Node.js 20.19 or newer: node not found on the PATH.
          npm  | Pagestream is deployed by osls, which runs in Node.js; install Node.js 20.19 or newer: npm not found on the PATH.
          mvn  | Pagestream is built by Maven; install Maven 3.8 or newer: mvn not found on the PATH.
          """)
  void aMissingToolIsNamed(String tool, String message) throws IOException {
    refused(Map.of("suffix", "me", "url", URL, "PATH", pathWithout(tool)), message);
  }

  @Test
  void everyFaultIsToldAtOnce() {
    refused(
        Map.of("suffix", "1", "url", "http://10.0.0.1/", "shards", "0"),
        """
        suffix: expected %s, found "1"
        shards: expected a whole number from 1 to 10, found "0"
        url: expected a page that AWS can reach, found "http://10.0.0.1/", which is an address of \
        this machine or its network\
        """
            .formatted(SUFFIX));
  }

  @Test
  void anEndpointIsForTheEmulatorAlone() {
    refused(
        Map.of("suffix", "me", "url", URL, "AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        "AWS_ENDPOINT_URL is set: expected --local beside it, or AWS_ENDPOINT_URL unset to deploy to"
            + " AWS.");
  }

  @Test
  void anEmulatorThatIsNotThereIsNamed() {
    refused(
        Map.of("suffix", "me", "url", URL, "AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        "--local: expected an emulator at http://127.0.0.1:1, found none; start one by"
            + " local/localstack/start.sh, or set AWS_ENDPOINT_URL.",
        "--local");
  }

  @Test
  void credentialsAreNeeded() {
    Command.Result result = deploy(Map.of("suffix", "me", "url", URL));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.lastLine())
        .startsWith("expected credentials of an AWS account, found none that work (")
        .endsWith("set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
  }

  @Test
  void aDryRunNeedsNoAccountAndLeavesBothTemplates() {
    Command.Result result =
        deploy(Map.of("suffix", "dry", "url", URL, "schedule", "rate(3 hours)"), "--dry-run");

    assertThat(result.exit()).as(result.output()).isZero();
    for (String stack : List.of("pagestream-resources-dry", "pagestream-functions-dry")) {
      Path template =
          Path.of("target", "deploy", stack, "cloudformation-template-update-stack.json");
      assertThat(result.output()).contains("valid: " + template);
      assertThat(Command.PROJECT.resolve(template)).exists();
    }
  }

  /// Whoever only wants the key needs neither Maven nor a JDK, and pipes what is printed.
  @Test
  void theKeyAloneIsPrintedAndNothingIsBuiltForIt() throws IOException {
    try (StubbedStack me = new StubbedStack("UPDATE_COMPLETE", "UPDATE_COMPLETE")) {
      Command.Result result =
          new Command(
                  Map.of(
                      "suffix",
                      "me",
                      "AWS_ENDPOINT_URL",
                      me.aws().url(),
                      "PATH",
                      pathWithout("mvn"),
                      "JAVA_HOME",
                      ""),
                  "bash",
                  "-c",
                  "./deploy-resources.sh --local --api-key 2>/dev/null")
              .run(LIMIT);

      assertThat(result).isEqualTo(new Command.Result(0, "the key\n"));
    }
  }

  @Test
  void aStackThatIsNotInTheRegionIsSaidNotToBeThere() throws IOException {
    try (StubbedStack me = new StubbedStack("none", "none")) {
      assertThat(me.deploy("--api-key").lastLine())
          .isEqualTo(
              "expected me to be deployed, found no stack pagestream-resources-me in eu-west-2; is"
                  + " AWS_REGION the region that you deployed to?");
      Command.Result removed = me.deploy("--remove", "--yes");
      assertThat(removed.exit()).isZero();
      assertThat(removed.lastLine())
          .isEqualTo(
              "nothing to remove: me is not deployed in eu-west-2; is AWS_REGION the region that you"
                  + " deployed to?");
      for (String action : List.of("--rollback", "--pause", "--resume")) {
        assertThat(me.deploy(action).lastLine()).contains("is AWS_REGION the region");
      }
    }
  }

  @Test
  void aPausedStackIsSaidToBeOne() throws IOException {
    try (StubbedStack me = new StubbedStack("UPDATE_COMPLETE", "none")) {
      Command.Result result = me.deploy("--function", "writer");

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.lastLine())
          .isEqualTo(
              "expected me to run, found only its data in eu-west-2: it is paused, or its deployment"
                  + " was interrupted; ./deploy-resources.sh --resume brings back the rest.");
    }
  }

  @Test
  void aSuffixThatDiffersFromAnothersByCaseAloneIsRefused() throws IOException {
    try (StubbedStack me = new StubbedStack("none", "none")) {
      me.aws()
          .on("DescribeStacks", AwsStub.stack("pagestream-functions-ME", "UPDATE_COMPLETE", ""));

      assertThat(me.deploy().lastLine())
          .isEqualTo(
              "suffix: expected one that differs from \"ME\", which is deployed, by more than upper"
                  + " and lower case, found \"me\".");
    }
  }

  private static Command.Result deploy(Map<String, String> environment, String... options) {
    List<String> line = new ArrayList<>(List.of("./deploy-resources.sh"));
    line.addAll(List.of(options));
    return new Command(line, environment).run(LIMIT);
  }

  private static void refused(Map<String, String> environment, String message, String... options) {
    Command.Result result = deploy(environment, options);

    assertThat(result.output()).isEqualTo(message + "\n");
    assertThat(result.exit()).isEqualTo(1);
  }

  private String pathWithout(String tool) throws IOException {
    return ToolPath.without(tool, folder);
  }
}
