package pagestream.demo;

import java.util.List;
import pagestream.http.LoopbackServer;
import pagestream.http.Request;

/// Makes addresses absolute, under the name by which the visitor knows the site.
final class SiteAddress {
  private SiteAddress() {}

  static String of(Request request, String path) {
    String otherwise = LoopbackServer.ADDRESS + ":" + request.port();
    String host = request.headers().getOrDefault("Host", List.of(otherwise)).getLast();
    return "http://" + host + path;
  }
}
