package pagestream.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/// A web site on this machine with a certificate of its own for one name.
final class SecureSite implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder = Files.createTempDirectory("certificate");
  private final Path keys = folder.resolve("keys.p12");
  private final HttpsServer server;

  /// The names that TLS was asked for, of each request.
  final List<String> names = new CopyOnWriteArrayList<>();

  SecureSite(String name) throws Exception {
    makeCertificate(name);
    SSLContext own =
        SSLContexts.custom().loadKeyMaterial(keys.toFile(), PASSWORD, PASSWORD).build();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(own));
    server.createContext("/", this::respond);
    server.start();
  }

  private void makeCertificate(String name) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "site",
                "-keyalg",
                "EC",
                "-keystore",
                keys.toString(),
                "-storepass",
                new String(PASSWORD),
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException(said);
    }
  }

  private void respond(HttpExchange exchange) throws IOException {
    ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
    session
        .getRequestedServerNames()
        .forEach(name -> names.add(new SNIHostName(name.getEncoded()).getAsciiName()));
    byte[] page = "<p>secure</p>".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, page.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(page);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// For whom this site's certificate is a valid one.
  SSLContext trusted() {
    try {
      return SSLContexts.custom().loadTrustMaterial(keys.toFile(), PASSWORD).build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    Files.delete(keys);
    Files.delete(folder);
  }
}
