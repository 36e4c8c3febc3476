package pagestream.emulator.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import scala.collection.immutable.Nil$;
import scala.util.Either;
import scalikejdbc.ConnectionPool;

/// The H2 database in which ElasticMQ keeps its queues and messages. There is at most one in a JVM,
/// because ElasticMQ has one pool of connections for all.
final class QueueStore {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String DRIVER = "org.h2.Driver";
  private static final AtomicBoolean IS_OPEN = new AtomicBoolean();
  private static final String USER = "";
  private static final String PASSWORD = "";

  private final Path directory;
  private final String url;

  /// Keeps the database open.
  private final Connection connection;

  private QueueStore(Path directory, String url, Connection connection) {
    this.directory = directory;
    this.url = url;
    this.connection = connection;
  }

  static QueueStore open(Path directory) {
    if (!IS_OPEN.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "expected no other SQS engine on disk in this JVM, found one; close it first");
    }
    try {
      Path absolute = Files.createDirectories(directory).toAbsolutePath();
      // H2's own shutdown hook would close it before the host has stopped.
      String url = "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE".formatted(absolute.resolve("queues"));
      return new QueueStore(absolute, url, DriverManager.getConnection(url, USER, PASSWORD));
    } catch (IOException | SQLException e) {
      IS_OPEN.set(false);
      throw new IllegalStateException(
          "expected a writable directory for the SQS messages, which no other host uses, found %s (%s); choose another directory or fix its permissions"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /// The actor that writes down what happens to queues and messages.
  ActorRef listener(ActorSystem actors) {
    ConnectionPool.singleton(
        url,
        USER,
        PASSWORD,
        ConnectionPool.singleton$default$4(),
        ConnectionPool.singleton$default$5(
            url, USER, PASSWORD, ConnectionPool.singleton$default$4()));
    boolean enabled = true;
    boolean emptied = false;
    SqlQueuePersistenceConfig config =
        new SqlQueuePersistenceConfig(enabled, DRIVER, url, USER, PASSWORD, emptied);
    return actors.actorOf(Props.create(SqlQueuePersistenceActor.class, config, Nil$.MODULE$));
  }

  /// Makes the queues that were kept, with their messages.
  void restore(ActorRef listener, ActorRef queues) {
    try {
      Object answer =
          Patterns.ask(listener, new QueueEvent.Restore(queues), LIMIT)
              .toCompletableFuture()
              .join();
      if (answer instanceof Either<?, ?> either && either.isRight()) {
        return;
      }
      throw unreadable(new IllegalStateException(String.valueOf(answer)));
    } catch (CompletionException e) {
      throw unreadable(e);
    }
  }

  void close() {
    ConnectionPool.closeAll();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "expected the SQS messages in %s to be kept, found %s".formatted(directory, e), e);
    } finally {
      IS_OPEN.set(false);
    }
  }

  private IllegalStateException unreadable(Exception cause) {
    return new IllegalStateException(
        "expected the SQS messages of another start in %s, found %s; choose another directory or delete it"
            .formatted(directory, cause.getMessage()),
        cause);
  }
}
