package pagestream.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.config.Build;
import pagestream.encoding.Json;

class UserAgentTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.org/bot, https://example.org/bot",
    "http://example.org, http://example.org",
    "'https://example.org:8443/bot?lang=en&x=%20#who', 'https://example.org:8443/bot?lang=en&x=%20#who'",
    "me@example.org, mailto:me@example.org",
    "first.last+bot@mail.example.org, mailto:first.last+bot@mail.example.org"
  })
  void namesWhoAnswersForIt(String contact, String address) {
    assertThat(UserAgent.withContact(contact).header())
        .isEqualTo("Pagestream/%s (+%s)".formatted(Build.version(), address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "me",
        "example.org/bot",
        "ftp://example.org/",
        "https://",
        "me@example",
        "me@example.org, you@example.org",
        "https://example.org/bot (mine)",
        "https://example.org/bot\r\nX-Own: 1",
        "jüri@example.org"
      })
  void takesNothingElseForAContact(String contact) {
    assertThatThrownBy(() -> UserAgent.withContact(contact))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected an address such as https://example.org/bot or me@example.org, found \""
                + contact
                + "\"");
  }

  @Test
  void isWhatRobotsTxtCallsPagestream() {
    assertThat(UserAgent.WITHOUT_CONTACT.header()).startsWithIgnoringCase(UserAgent.TOKEN + "/");
  }

  @Test
  void theSettingTakesTheSame() throws IOException {
    Path settings =
        Path.of(System.getProperty("project.folder")).resolve("serverless/settings.json");

    assertThat(Json.MAPPER.readTree(Files.readString(settings)).at("/contact/pattern").asText())
        .isEqualTo(UserAgent.CONTACT);
  }
}
