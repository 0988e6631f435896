package org.attune.enrollment.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/** A real HTTP server of this machine that says what it is told and remembers what it heard. */
public final class LocalServer implements AutoCloseable {
  /**
   * What was posted.
   *
   * @param headers by lower-case name
   * @param hex the body, hexadecimal
   */
  public record Heard(String path, Map<String, String> headers, String hex) {
    public byte[] body() {
      return HexFormat.of().parseHex(hex);
    }

    public String text() {
      return new String(body(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** What the server does with a request it has read. */
  public interface Script {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private volatile Script script = exchange -> exchange.sendResponseHeaders(201, -1);

  public LocalServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    var body = exchange.getRequestBody().readAllBytes();
    heard.add(
        new Heard(exchange.getRequestURI().getPath(), headers, HexFormat.of().formatHex(body)));
    try {
      script.answer(exchange);
    } finally {
      exchange.close();
    }
  }

  public void answers(Script next) {
    script = next;
  }

  public void answers(int status) {
    script = exchange -> exchange.sendResponseHeaders(status, -1);
  }

  public List<Heard> heard() {
    return heard;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
    if (server.getExecutor() instanceof ThreadPoolExecutor threads) threads.shutdownNow();
  }
}
