package pagestream.emulator.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import pagestream.http.LoopbackServer;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// DynamoDB Local inside this JVM, served over HTTP on a free port of the loopback interface only.
/// It mounts DynamoDB Local's request handler on its own Jetty server, because the bundled server
/// listens on every interface, prints to stdout and sends telemetry; this path contains none of
/// that.
public final class DynamoEngine implements AutoCloseable {

  private static final int MAX_THREADS = 24;
  private static final int MIN_THREADS = 4;

  /// Held strongly: the log manager would forget a silenced logger that nobody references.
  private static final Logger SQLITE_LOG = Logger.getLogger("com.almworks.sqlite4java");

  private final Server server;
  private final ServerConnector connector;
  private final LocalDynamoDBServerHandler handler;

  private DynamoEngine(
      Server server, ServerConnector connector, LocalDynamoDBServerHandler handler) {
    this.server = server;
    this.connector = connector;
    this.handler = handler;
  }

  /// Starts an engine that keeps its tables in memory until it is closed.
  public static DynamoEngine inMemory() {
    return start(null);
  }

  /// Starts an engine that keeps its tables in the given directory, which is created when missing.
  public static DynamoEngine onDisk(Path directory) {
    try {
      return start(Files.createDirectories(directory).toAbsolutePath());
    } catch (IOException e) {
      throw new IllegalStateException(
          "expected a writable directory for the DynamoDB tables, found %s (%s); choose another directory or fix its permissions"
              .formatted(directory, e),
          e);
    }
  }

  /// The address SDK clients use as their endpoint override.
  public URI endpoint() {
    return URI.create("http://%s:%d".formatted(LoopbackServer.ADDRESS, connector.getLocalPort()));
  }

  /// Stops the HTTP server, then closes the database; tables on disk stay there.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(
          "expected the DynamoDB engine at %s to stop, found %s".formatted(endpoint(), e), e);
    } finally {
      handler.close();
    }
  }

  private static DynamoEngine start(@Nullable Path directory) {
    SQLITE_LOG.setLevel(Level.OFF);
    LocalDynamoDBRequestHandler requests = requestHandler(directory);
    LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(requests, null);
    Server server = new Server(threads());
    ServerConnector connector = loopbackConnector(server);
    server.addConnector(connector);
    server.setHandler(handler);
    DynamoEngine engine = new DynamoEngine(server, connector, handler);
    try {
      openDatabase(requests);
      server.start();
      return engine;
    } catch (Exception | LinkageError e) {
      engine.close();
      throw new IllegalStateException(
          "expected DynamoDB Local to start %s, found %s; check that the native SQLite library can be written to and loaded from java.io.tmpdir"
              .formatted(directory == null ? "in memory" : "in " + directory, e),
          e);
    }
  }

  private static LocalDynamoDBRequestHandler requestHandler(@Nullable Path directory) {
    int authorityLevel = 0;
    boolean oneDatabaseForAllCredentials = true;
    boolean slowTableTransitions = false;
    return new LocalDynamoDBRequestHandler(
        authorityLevel,
        directory == null,
        directory == null ? null : directory.toString(),
        oneDatabaseForAllCredentials,
        slowTableTransitions);
  }

  /// The database opens on the first request; asking now makes a broken native library fail the
  /// start.
  private static void openDatabase(LocalDynamoDBRequestHandler requests) {
    requests.listTables("local", "us-east-1", ListTablesRequest.builder().build());
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    pool.setName("dynamo-engine");
    pool.setDaemon(true);
    return pool;
  }

  private static ServerConnector loopbackConnector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(LoopbackServer.ADDRESS);
    connector.setPort(0);
    return connector;
  }
}
