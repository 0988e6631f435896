package org.attune.standalone.momentary;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.http.BlockingClient.Call;

/**
 * What answers are set beside: a server of the same kind, each of whose requests inserts one bare
 * row in a transaction of its own.
 */
final class BareInserts implements AutoCloseable {
  private static final String INSERT = "insert into bench_row values (?)";
  private static final int OK = 200;
  private static final int FAILED = 500;

  private final Database database;
  private final BlockingClient http;
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong ids = new AtomicLong();
  private final HttpServer server;

  /**
   * Makes the table and begins to listen.
   *
   * @param http by which requests are sent
   */
  BareInserts(Database database, BlockingClient http) {
    this.database = database;
    this.http = http;
    database.transact(c -> Sql.update(c, "create table bench_row (id bigint primary key)"));
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .compose(_ -> vertx.executeBlocking(this::insertRow, false))
        .onSuccess(_ -> request.response().end())
        .onFailure(_ -> request.response().setStatusCode(FAILED).end());
  }

  private int insertRow() {
    return database.inTransaction(c -> Sql.update(c, INSERT, ids.incrementAndGet()));
  }

  /** Asks for one row; true if it was inserted. */
  boolean insert(int number) {
    var url = "http://127.0.0.1:" + server.actualPort() + "/" + number;
    try {
      return http.send(new Call("PUT", url, "", Optional.of(new JsonObject()))).status() == OK;
    } catch (IOException e) {
      return false; // counted, and said with the figures
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    database.transact(c -> Sql.update(c, "drop table bench_row"));
  }
}
