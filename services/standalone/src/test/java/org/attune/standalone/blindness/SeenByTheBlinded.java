package org.attune.standalone.blindness;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Topics;
import org.attune.platform.http.Restriction;
import org.attune.platform.http.ServiceRoutes.Declared;
import org.attune.platform.log.Envelope;
import org.attune.platform.service.ServiceRuntime;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.standalone.platform.Platform;

/** All that a blinded role can come by of a study that runs on a platform. */
final class SeenByTheBlinded {
  private static final Duration POLL_MAX = Duration.ofMillis(200);

  private final Platform platform;
  private final String study;
  private final EventCatalog catalog = EventCatalog.standard();

  SeenByTheBlinded(Platform platform, String study) {
    this.platform = platform;
    this.study = study;
  }

  /** Records of every topic that is not restricted, as texts: where, key, headers and value. */
  Map<String, String> records() {
    var seen = new TreeMap<String, String>();
    for (var record : publicRecords()) {
      var type = Envelope.type(record);
      if (type.equals("StudyPublished")) continue; // the protocol names its arms to everybody
      var text = new StringBuilder(text(record.key()));
      for (var header : record.headers()) text.append(header.key()).append(text(header.value()));
      seen.put(
          type + " " + record.topic() + "/" + record.partition() + "/" + record.offset(),
          text.append(text(record.value())).toString());
    }
    return seen;
  }

  /** Events of every topic that is not restricted, decoded, in an order of their own. */
  List<String> events() {
    var seen = new ArrayList<String>();
    for (var record : publicRecords()) {
      var message = Envelope.message(catalog, record);
      if (message.isErased()) continue;
      seen.add(
          "%s %s %s %s"
              .formatted(message.type(), message.key(), message.at(), message.asWritten()));
    }
    seen.sort(null);
    return seen;
  }

  private List<ConsumerRecord<byte[], byte[]>> publicRecords() {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            platform.runtime("studies").config().kafka().brokers(),
            "auto.offset.reset",
            "none",
            "enable.auto.commit",
            false);
    var partitions = new ArrayList<TopicPartition>();
    for (var topic : Topics.all(catalog)) {
      if (topic.contains(".restricted.") || topic.equals(Topics.SCHEMAS)) continue;
      for (int i = 0; i < Topics.PARTITIONS; i++) partitions.add(new TopicPartition(topic, i));
    }
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (var record : consumer.poll(POLL_MAX)) records.add(record);
      }
    }
    return records;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** What every service measures. */
  Map<String, String> metrics() {
    var seen = new TreeMap<String, String>();
    for (var runtime : platform.runtimes()) seen.put(runtime.name(), runtime.metrics().scrape());
    return seen;
  }

  /**
   * What every route says to every blinded role that may use it, of the study and each of its
   * participants; by role and path. Routes that need more than these two to be named are left out,
   * and the protocol itself.
   */
  Map<String, String> answers() {
    var seen = new TreeMap<String, String>();
    try (var http = HttpClient.newHttpClient()) {
      for (var runtime : platform.runtimes()) {
        for (var route : runtime.routes().declared()) {
          if (isBlinded(route)) ask(http, runtime, route, seen);
        }
      }
    }
    return seen;
  }

  private static boolean isBlinded(Declared route) {
    return route.method().name().equals("GET")
        && route.access().restriction().equals(Restriction.NEVER)
        && !route.path().contains("/versions")
        && route.path().replace(":study", "").replace(":participant", "").indexOf(':') < 0;
  }

  private void ask(
      HttpClient http, ServiceRuntime runtime, Declared route, Map<String, String> seen) {
    var roles =
        Arrays.stream(Role.values())
            .filter(role -> !role.seesArms() && route.access().roles().contains(role))
            .filter(role -> role != Role.PARTICIPANT && role != Role.SERVICE)
            .toList();
    var participants = route.path().contains(":participant") ? participants() : List.of("");
    for (var role : roles) {
      for (var participant : participants) {
        var path =
            "/api/"
                + runtime.name()
                + route.path().replace(":study", study).replace(":participant", participant);
        var token = platform.staffToken(role, "curious", Caller.ALL, Caller.ALL).text();
        seen.put(role + " " + path, get(http, path, token));
      }
    }
  }

  private List<String> participants() {
    return platform
        .runtime("randomization")
        .database()
        .inTransaction(
            connection ->
                Sql.query(
                    connection,
                    "select participant from candidate where study = ? order by participant",
                    row -> row.getString("participant"),
                    study));
  }

  private String get(HttpClient http, String path, String token) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(platform.url() + path))
              .header("authorization", "Bearer " + token)
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.headers().map().keySet() + " " + answer.body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Every file of a blinded package, by its path. */
  Map<String, String> blindedExport() throws IOException, InterruptedException {
    var token = platform.staffToken(Role.DATA_MANAGER, "curious", Caller.ALL, Caller.ALL).text();
    var exports = platform.url() + "/api/analytics/studies/" + study + "/exports";
    try (var http = HttpClient.newHttpClient()) {
      var made =
          http.send(
              HttpRequest.newBuilder(URI.create(exports))
                  .header("authorization", "Bearer " + token)
                  .header("content-type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          new JsonObject().put("blinded", true).encode()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      var id = new JsonObject(made.body()).getString("id");
      var archive =
          http.send(
              HttpRequest.newBuilder(URI.create(exports + "/" + id + "/archive"))
                  .header("authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return files(archive.body());
    }
  }

  private static Map<String, String> files(byte[] archive) throws IOException {
    var files = new TreeMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
