package pagestream.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Closes a connection whose client sends, or takes, a byte now and then and is never done.
final class Deadlines implements Connection.Listener {
  private final Connector connector;
  private final Duration head;
  private final Duration request;
  private final Map<Connection, Scheduler.Task> tasks = new ConcurrentHashMap<>();

  Deadlines(Connector connector, Duration head, Duration request) {
    this.connector = connector;
    this.head = head;
    this.request = request;
  }

  @Override
  public void onOpened(Connection connection) {
    set(connection, head);
  }

  void requestBegins(Connection connection) {
    set(connection, request);
  }

  void requestEnds(Connection connection) {
    set(connection, head);
  }

  @Override
  public void onClosed(Connection connection) {
    cancel(tasks.remove(connection));
  }

  private void set(Connection connection, Duration time) {
    Scheduler.Task task =
        connector
            .getScheduler()
            .schedule(() -> close(connection), time.toMillis(), TimeUnit.MILLISECONDS);
    cancel(tasks.put(connection, task));
  }

  private void close(Connection connection) {
    tasks.remove(connection);
    connection.getEndPoint().close();
  }

  private static void cancel(Scheduler.@Nullable Task task) {
    if (task != null) {
      task.cancel();
    }
  }
}
