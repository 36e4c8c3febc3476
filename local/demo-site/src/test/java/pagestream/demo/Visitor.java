package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import pagestream.encoding.Json;

/// Visits a demo site.
final class Visitor implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI site;

  Visitor(DemoSite site) {
    this.site = site.url();
  }

  /// @param address relative to the site's, or absolute
  /// @param headers names and values in turn
  HttpResponse<String> get(String address, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(site.resolve(address))
            .timeout(Duration.ofSeconds(20))
            .header("User-Agent", "Visitor/1 (+mailto:visitor@example.org)");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  int status(String address) throws IOException, InterruptedException {
    return get(address).statusCode();
  }

  /// A page that is there.
  Document page(String address) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(address);
    assertThat(answer.statusCode()).as(address).isEqualTo(200);
    return Jsoup.parse(answer.body(), answer.uri().toString());
  }

  JsonNode json(String address) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(get(address).body());
  }

  @Override
  public void close() {
    client.close();
  }
}
