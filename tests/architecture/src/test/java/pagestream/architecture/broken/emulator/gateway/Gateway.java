package pagestream.architecture.broken.emulator.gateway;

import com.sun.net.httpserver.HttpExchange;
import org.elasticmq.NodeAddress;
import pagestream.architecture.broken.pipeline.Batch;

/// A gateway that knows which server it stands on, what the queues are made of, and a word of the
/// pipeline.
public record Gateway(HttpExchange exchange, NodeAddress queues, Batch batch) {}
