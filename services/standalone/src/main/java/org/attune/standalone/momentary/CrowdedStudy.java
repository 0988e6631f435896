package org.attune.standalone.momentary;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.attune.protocol.bundle.Bundle;
import org.attune.standalone.platform.Platform;
import org.attune.testkit.harness.MadeUpStaff;

/**
 * An open study with many participants: an example study whose sites lie where it is day now, so
 * that no prompt meets quiet hours, and which lasts long enough for one further day to be planned.
 *
 * @param zone of site and participants
 * @param today local date there
 */
record CrowdedStudy(ZoneId zone, LocalDate today) {
  static final String STUDY = "daily-connection";
  static final String SCHEDULE = "moments";

  /** Items of each prompt. */
  static final int ITEMS = 8;

  private static final List<String> ZONES =
      List.of("UTC", "Asia/Tokyo", "America/Bogota", "Pacific/Honolulu", "Asia/Dubai");

  private static final int CONFLICT = 409;
  private static final int TRIES_MAX = 300;
  private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

  static CrowdedStudy at(Instant now) {
    var zone =
        ZONES.stream()
            .map(ZoneId::of)
            .min(Comparator.comparingInt(z -> Math.abs(now.atZone(z).getHour() - 12)))
            .orElseThrow();
    return new CrowdedStudy(zone, LocalDate.ofInstant(now, zone));
  }

  private Bundle bundle() {
    var files = new TreeMap<>(Bundle.read(Path.of("docs", "studies", STUDY)).files());
    files.computeIfPresent(
        "study.yaml",
        (_, text) ->
            text.replace("Europe/Madrid", zone.getId())
                .replace("for: P14D", "for: P60D")
                .replace("{random: 4, between: \"09:30\"", "{random: 5, between: \"09:30\""));
    files.put("instruments/moment.yaml", moment());
    files.remove("rehearsal.yaml");
    return new Bundle(files);
  }

  /** A questionnaire of {@link #ITEMS} sliders. */
  private static String moment() {
    var text =
        new StringBuilder(
            "questionnaire: moment\nversion: 1\ntitle: {en: Now, es: Ahora}\nitems:\n");
    for (int i = 1; i <= ITEMS; i++) {
      text.append("  - {id: feels%d, type: slider, min: 0, max: 100, text: ".formatted(i))
          .append("{en: \"How strong is feeling %d?\", ".formatted(i))
          .append("es: \"¿Cómo de fuerte es la sensación %d?\"}}\n".formatted(i));
    }
    return text.toString();
  }

  /** Publishes and opens it. */
  void begin(Platform platform) throws IOException, InterruptedException {
    var files = new JsonObject();
    bundle().files().forEach(files::put);
    send(
        platform,
        "PUT",
        "/studies/studies/" + STUDY + "/versions/1",
        new JsonObject().put("files", files));
    var named =
        send(platform, "PUT", "/enrollment/studies/" + STUDY + "/contacts", MadeUpStaff.contacts());
    send(
        platform,
        "POST",
        "/studies/studies/" + STUDY + "/opening",
        new JsonObject().put("naming", named.getLong("naming")));
  }

  /** A service that has not heard of something says so, and knows it soon. */
  private static boolean isNotKnownYet(HttpResponse<String> reply) {
    return reply.statusCode() == CONFLICT
        && new JsonObject(reply.body()).getString("type", "").endsWith("/not-known-yet");
  }

  private static JsonObject send(Platform platform, String method, String path, JsonObject body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(platform.url() + "/api" + path))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + platform.adminToken())
            .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      for (int again = 0; again < TRIES_MAX && isNotKnownYet(reply); again++) {
        LockSupport.parkNanos(AGAIN_AFTER.toNanos());
        reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      }
      if (reply.statusCode() / 100 != 2) {
        throw new IOException(
            "%s %s answered %d: %s".formatted(method, path, reply.statusCode(), reply.body()));
      }
      return reply.body().isEmpty() ? new JsonObject() : new JsonObject(reply.body());
    }
  }
}
