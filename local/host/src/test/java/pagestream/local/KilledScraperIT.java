package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pagestream.local.ApiAnswers.assertCounts;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.demo.DemoSite;

/// A scrape whose function is killed before it could answer. It takes a minute: the task is
/// delivered again when the function must have ended.
class KilledScraperIT {
  private static final String SLOW = "/shop/?books=3&rows=3&delay=3s";

  @Test
  void aRunWhoseScraperIsKilledOnItsFirstPageIsFinishedByAnotherOne(@TempDir Path folder)
      throws Exception {
    try (DemoSite shop = new DemoSite(0, new Random());
        ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
      Path project = ProjectCopy.in(folder, Map.of("sources/slow.yml", source(shop)));
      try (LocalHost host = Hosts.startIn(project, Map.of("suffix", "killed"))) {
        ApiClient api = new ApiClient(host.api());
        Future<ApiClient.Answer> scrape =
            caller.submit(() -> api.send("POST", "/scrapes", "{\"source\": \"slow\"}"));
        await().until(() -> !api.all("/runs").isEmpty());
        JsonNode run = api.all("/runs").getFirst();
        killFunctions();

        assertThat(scrape.get().status()).isEqualTo(502);
        assertThat(run.at("/tasks/ended").asInt()).isZero();
        JsonNode settled = api.settled("/runs/" + run.path("run").asText());
        assertThat(settled.path("status").asText()).isEqualTo("settled");
        assertCounts(settled, 3, 3, 0, 0, 0);
        assertThat(settled.at("/tasks/ended").asInt()).isEqualTo(1 + 3);
      }
    }
  }

  private static String source(DemoSite shop) {
    return """
    recipe: books
    start: %s
    pace: {delay: 0 seconds, atOnce: 3}
    """
        .formatted(shop.url().resolve(SLOW));
  }

  /// The scraper is one of them; the others are started again when they are needed.
  private static void killFunctions() {
    List<ProcessHandle> functions = FunctionProcesses.running();
    assertThat(functions).isNotEmpty();
    functions.forEach(ProcessHandle::destroyForcibly);
  }
}
