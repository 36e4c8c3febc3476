package pagestream.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagestream.config.Settings;

/// `run-local.sh` in Java: starts the host and runs until the process is asked to end.
final class Main {
  private static final int COULD_NOT_START = 1;
  private static final int WRONG_SETTINGS = 2;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    endWithScript();
    Console console = Console.on(System.out);
    try {
      run(HostSettings.from(System.getenv(), List.of(arguments), project()), console);
    } catch (Settings.SettingsException e) {
      fail(WRONG_SETTINGS, e.getMessage());
    } catch (RuntimeException | IOException e) {
      fail(COULD_NOT_START, "Pagestream could not start: " + e.getMessage());
    }
  }

  /// Covers a `run-local.sh` that was killed and could not ask for the end. The thread is its own,
  /// because the end needs those that processes complete on.
  private static void endWithScript() {
    ProcessHandle.current()
        .parent()
        .ifPresent(script ->
            Thread.ofPlatform()
                .daemon()
                .start(() -> {
                  script.onExit().join();
                  System.exit(0);
                }));
  }

  private static void run(HostSettings settings, Console console)
      throws IOException, InterruptedException {
    if (settings.isRehearsal()) {
      Rehearsal.run(settings, console);
      return;
    }
    LocalHost host = LocalHost.start(settings, console);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(host, console)));
    host.announce();
    // No thread of the host's own keeps the process alive.
    Thread.currentThread().join();
  }

  private static void stop(LocalHost host, Console console) {
    console.say("stopping …");
    host.close();
  }

  private static Path project() {
    return Path.of(System.getProperty("project.folder", ".")).toAbsolutePath().normalize();
  }

  private static void fail(int status, @Nullable String message) {
    System.err.println(message);
    System.exit(status);
  }
}
