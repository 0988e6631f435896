package org.attune.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What stands in a log file after something was logged. */
class JsonLogsTest {
  @TempDir Path directory;

  private List<JsonObject> logged(String logger, Runnable logging) throws Exception {
    var file = directory.resolve("logs/attune.jsonl");
    try (var _ = JsonLogs.toFile(file)) {
      logging.run();
    }
    LoggerFactory.getLogger(logger).warn("after the file was closed");
    return Files.readAllLines(file).stream().map(JsonObject::new).toList();
  }

  @Test
  void a_line_is_an_object_that_says_when_where_and_what() throws Exception {
    var log = LoggerFactory.getLogger("org.attune.ema.handle.Something");
    var lines = logged(log.getName(), () -> log.warn("an answer with {} and \"quotes\"\n", 503));
    assertThat(lines).hasSize(1);
    var line = lines.getFirst();
    assertThat(Instant.parse(line.getString("time"))).isNotNull();
    assertThat(line.getString("level")).isEqualTo("WARN");
    assertThat(line.getString("service")).isEqualTo("ema");
    assertThat(line.getString("logger")).isEqualTo(log.getName());
    assertThat(line.getString("thread")).isEqualTo(Thread.currentThread().getName());
    assertThat(line.getString("message")).isEqualTo("an answer with 503 and \"quotes\"\n");
  }

  @Test
  void a_loop_of_the_platform_names_its_service_by_its_thread() throws Exception {
    var log = LoggerFactory.getLogger("org.attune.platform.log.Relay");
    var lines =
        logged(
            log.getName(),
            () -> {
              var thread = new Thread(() -> log.warn("starts over"), "attune-outcomes-relay");
              thread.start();
              try {
                thread.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(lines.getFirst().getString("service")).isEqualTo("outcomes");
  }

  @Test
  void a_failure_is_written_without_what_it_quotes() throws Exception {
    var log = LoggerFactory.getLogger("org.attune.platform.http.Failures");
    var cause = new IllegalArgumentException("ann@example.org");
    var failure = new IllegalStateException("participant 0000-01 answered 'so tired'", cause);
    var lines = logged(log.getName(), () -> log.error("a request failed", failure));
    assertThat(lines.getFirst().encode())
        .contains("java.lang.IllegalStateException", "JsonLogsTest")
        .doesNotContain("ann@example.org", "0000-01", "so tired");
    assertThat(lines.getFirst().getJsonArray("failure")).hasSize(2);
  }
}
