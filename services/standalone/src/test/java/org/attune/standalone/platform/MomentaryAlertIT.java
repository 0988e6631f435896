package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.attune.platform.service.Backends;
import org.attune.protocol.bundle.Bundle;
import org.attune.standalone.platform.LiveStudy.Person;
import org.attune.testkit.harness.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real study that asks right now whether somebody is alone, and has to know at once: from the
 * answer to a prompt over the alert and the message to staff until it is acknowledged.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MomentaryAlertIT {
  private static final String STUDY = "daily-connection";
  private static final String RULE =
      """

      safety:
        - {id: alone, when: "moment.company == 0", severity: urgent, show: crisis, notify: clinician, acknowledge-within: PT4H, escalate-to: [investigator]}
      """;

  private final Progress progress = new Progress(Duration.ofMinutes(2));

  @TempDir Path directory;

  private static Map<String, String> bundle() {
    var files = new HashMap<>(Bundle.read(Path.of("../../docs/studies/" + STUDY)).files());
    files.computeIfPresent(
        "study.yaml",
        (_, text) ->
            // who signs may tell of a contact on the same day
            text.replaceFirst("(?s)(id: contact.*?at: )P1D", "$1P0D").stripTrailing() + RULE);
    return files;
  }

  private Platform start() {
    var live = Backends.live();
    return Platform.start(
        new PlatformOptions(directory, PlatformKind.UP, 0),
        new Backends(live.studyClock(), live.machineClock(), live.entropy(), progress, false));
  }

  /** Begins a prompt as a device does, and answers it. */
  private static JsonObject answer(LiveStudy study, Person person, UUID slot, UUID id) {
    var now = Clock.systemUTC().instant();
    study.done(
        person.token(),
        "PUT",
        study.own("ema", person, "/prompts/" + slot),
        new JsonObject()
            .put("schedule", "contact")
            .put("startedAt", now.toString())
            .put("deviceNow", now.toString()));
    var answer = form(id, 0, now);
    return study.done(
        person.token(), "PUT", study.own("ema", person, "/prompts/" + slot + "/answer"), answer);
  }

  private static JsonObject form(UUID id, int company, Instant now) {
    var item =
        new JsonObject().put("item", "moment_company").put("number", company).put("order", 1);
    return new JsonObject()
        .put("answerId", id.toString())
        .put("items", new JsonArray().add(item))
        .put("completedAt", now.toString())
        .put("deviceNow", now.toString());
  }

  private static List<JsonObject> alerts(LiveStudy study, String state) throws IOException {
    var path = "/outcomes/studies/" + STUDY + "/alerts?state=" + state;
    var said = study.send(study.platform().adminToken(), "GET", path, new JsonObject());
    var list = new ArrayList<JsonObject>();
    said.body().getJsonArray("alerts").forEach(alert -> list.add((JsonObject) alert));
    return list;
  }

  @Test
  void an_answer_to_a_prompt_shows_the_card_and_is_told_until_it_is_acknowledged()
      throws IOException {
    try (var platform = start()) {
      var study = new LiveStudy(platform, STUDY, bundle(), directory, progress);
      study.open();
      var ann = study.join(1, "Ann Other", "ann@example.org");
      var slot = UUID.fromString("5b6f6a1e-3c1d-4f5a-9d5e-0a1b2c3d4e5f");
      var answer = new UUID(3, 1);
      var said = answer(study, ann, slot, answer);
      assertThat(said.getString("outcome")).isEqualTo("COUNTED");
      assertThat(said.getJsonObject("crisis").getJsonArray("contacts")).isNotEmpty();
      var path = study.own("ema", ann, "/prompts/" + slot + "/answer");
      var again = form(answer, 0, Clock.systemUTC().instant());
      assertThat(study.done(ann.token(), "PUT", path, again).containsKey("crisis")).isTrue();
      var misfit = form(new UUID(3, 2), 9, Clock.systemUTC().instant());
      assertThat(study.send(ann.token(), "PUT", path, misfit).status()).isEqualTo(400);

      progress.until(() -> study.mail().contains("clinician@example.org"));
      assertThat(study.mail()).contains("Una alerta le espera").doesNotContain("moment_company");
      var open = alerts(study, "open");
      assertThat(open).hasSize(1);
      var alert = open.getFirst();
      assertThat(alert.getString("participant")).isEqualTo(ann.participant());
      assertThat(alert.getString("rule")).isEqualTo("alone");
      assertThat(alert.getString("instrument")).isEqualTo("moment");
      assertThat(alert.getString("site")).isEqualTo("s1");
      var acknowledgement =
          study.own("outcomes", ann, "/alerts/" + alert.getString("alert") + "/acknowledgement");
      var role = new JsonObject().put("role", "clinician");
      study.done(platform.adminToken(), "PUT", acknowledgement, role);
      assertThat(alerts(study, "open")).isEmpty();
      assertThat(alerts(study, "all")).hasSize(1);
      study.assertPromises();
    }
  }
}
