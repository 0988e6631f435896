package org.attune.outcomes;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceCalls;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;

/** Enrollment's delivery endpoint as outcomes meets it: hears, and answers what the test says. */
final class Deliveries implements AutoCloseable {
  private final HttpServer server;
  private final BlockingClient http = ServiceCalls.newClient();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  Deliveries() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/api/enrollment/deliveries",
        exchange -> {
          var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var body = new JsonObject(text);
          var message = body.getJsonArray("messages").getJsonObject(0);
          heard.add(message.getString("occasion") + " " + message.getString("id"));
          var before =
              new JsonObject()
                  .put("channel", "web-push")
                  .put("verdict", "gone")
                  .put("cause", "http-410")
                  .put("at", "2026-03-02T11:00:00Z");
          var told =
              new JsonObject()
                  .put("outcome", "ACCEPTED")
                  .put("channel", "email")
                  .put("at", "2026-03-02T11:00:01Z")
                  .put("passedOver", new JsonArray().add(before));
          var answer = new JsonObject().put("deliveries", new JsonArray().add(told)).encode();
          exchange.sendResponseHeaders(status, answer.length());
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  /** The service, with its calls coming here. */
  ServiceDefinition of(ServiceDefinition definition) {
    return new ServiceDefinition() {
      @Override
      public String name() {
        return definition.name();
      }

      @Override
      public Wiring wire(Ports ports) {
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        var calls = new ServiceCalls(http, url, definition.name(), ports.signer());
        return definition.wire(
            new Ports(
                ports.config(),
                ports.database(),
                ports.history(),
                ports.due(),
                ports.catalog(),
                ports.codec(),
                ports.entropy(),
                ports.studies(),
                calls,
                ports.signer(),
                ports.metrics()));
      }
    };
  }

  /** What is answered from here on, as an HTTP status. */
  void answer(int with) {
    status = with;
  }

  /** Occasion and visit of each request, oldest first. */
  List<String> heard() {
    return heard;
  }

  @Override
  public void close() {
    http.close();
    server.stop(0);
  }
}
