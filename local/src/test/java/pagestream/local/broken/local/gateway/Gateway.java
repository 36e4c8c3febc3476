package pagestream.local.broken.local.gateway;

import com.sun.net.httpserver.HttpExchange;

/// A gateway that knows which server it stands on.
public record Gateway(HttpExchange exchange) {}
