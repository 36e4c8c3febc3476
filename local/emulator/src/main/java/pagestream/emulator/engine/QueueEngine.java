package pagestream.emulator.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import pagestream.emulator.lambda.Account;
import pagestream.http.LoopbackServer;
import scala.Option;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;

/// ElasticMQ inside this JVM: SQS over HTTP on a free port of the loopback interface only.
public final class QueueEngine implements AutoCloseable {
  private static final FiniteDuration LIMIT = FiniteDuration.create(30, TimeUnit.SECONDS);

  /// How long a stop waits for requests that wait for messages.
  private static final FiniteDuration LAST_REQUESTS = FiniteDuration.create(1, TimeUnit.SECONDS);

  /// Quiet, and stopped by [#close()] alone rather than by a shutdown hook of its own.
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "pekko.daemonic",
          true,
          "pekko.loggers",
          List.of(),
          "pekko.loglevel",
          "OFF",
          "pekko.stdout-loglevel",
          "OFF",
          "pekko.jvm-exit-on-fatal-error",
          false,
          "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook",
          false);

  private final ActorSystem actors;
  private final Optional<QueueStore> store;
  private final Http.ServerBinding server;

  private QueueEngine(ActorSystem actors, Optional<QueueStore> store, Http.ServerBinding server) {
    this.actors = actors;
    this.store = store;
    this.server = server;
  }

  /// Starts an engine that keeps its queues in memory until it is closed.
  ///
  /// @param region the one that the queues' ARNs name
  public static QueueEngine inMemory(String region) {
    return start(region, Optional.empty());
  }

  /// Starts an engine that also keeps queues and messages in the given directory, which is created
  /// when missing. One JVM runs at most one of these at a time.
  ///
  /// @param region the one that the queues' ARNs name
  public static QueueEngine onDisk(String region, Path directory) {
    return start(region, Optional.of(QueueStore.open(directory)));
  }

  /// The address SDK clients use as their endpoint override.
  public URI endpoint() {
    return URI.create(
        "http://%s:%d".formatted(LoopbackServer.ADDRESS, server.localAddress().getPort()));
  }

  /// Stops the HTTP server, then the queues; queues on disk stay there.
  @Override
  public void close() {
    try {
      await(server.terminate(LAST_REQUESTS));
    } finally {
      end(actors, store);
    }
  }

  private static QueueEngine start(String region, Optional<QueueStore> store) {
    Config config = ConfigFactory.parseMap(SETTINGS).withFallback(ConfigFactory.load());
    ActorSystem actors = ActorSystem.create("queue-engine", config);
    try {
      return new QueueEngine(actors, store, listen(actors, store, region));
    } catch (RuntimeException e) {
      end(actors, store);
      throw e;
    }
  }

  private static void end(ActorSystem actors, Optional<QueueStore> store) {
    try {
      await(actors.terminate());
    } finally {
      store.ifPresent(QueueStore::close);
    }
  }

  private static Http.ServerBinding listen(
      ActorSystem actors, Optional<QueueStore> store, String region) {
    Option<ActorRef> listener = Option.apply(store.map(s -> s.listener(actors)).orElse(null));
    ActorRef queues =
        actors.actorOf(
            Props.create(
                QueueManagerActor.class, new NowProvider(), StrictSQSLimits$.MODULE$, listener));
    store.ifPresent(s -> s.restore(listener.get(), queues));
    boolean addressOfItsPort = true;
    TheSQSRestServerBuilder builder =
        new TheSQSRestServerBuilder(
            Option.apply(actors),
            Option.apply(queues),
            LoopbackServer.ADDRESS,
            0,
            new NodeAddress("http", LoopbackServer.ADDRESS, 0, ""),
            addressOfItsPort,
            StrictSQSLimits$.MODULE$,
            region,
            Account.ID,
            listener);
    Http.ServerBinding server = await(builder.start().startFuture());
    withoutMetrics();
    return server;
  }

  /// Nobody reads the metrics, and they would keep the queues of a closed engine in memory.
  private static void withoutMetrics() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .unregisterMBean(new ObjectName("org.elasticmq:name=Queues"));
    } catch (JMException e) {
      // Another engine of this JVM has done it.
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return Await.result(future, LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ElasticMQ starts or stops", e);
    } catch (Exception e) {
      throw new IllegalStateException(
          "expected ElasticMQ to start and stop within %s, found %s".formatted(LIMIT, e), e);
    }
  }
}
