package pagestream.architecture.broken.emulator.gateway;

import com.sun.net.httpserver.HttpExchange;
import pagestream.architecture.broken.pipeline.Batch;

/// A gateway that knows which server it stands on, and a word of the pipeline.
public record Gateway(HttpExchange exchange, Batch batch) {}
