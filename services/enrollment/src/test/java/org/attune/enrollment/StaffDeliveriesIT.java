package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.contact;
import static org.attune.enrollment.EnrollmentScenario.invalid;
import static org.attune.enrollment.EnrollmentScenario.invitation;
import static org.attune.enrollment.EnrollmentScenario.message;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.path;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.enrollment.channel.Carriers;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.enrollment.delivery.Deliveries;
import org.attune.enrollment.delivery.DeliveryRequest;
import org.attune.enrollment.delivery.Outcome;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.vault.Vault;
import org.attune.enrollment.vault.VaultKey;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventKey;
import org.attune.platform.study.StudyBook;
import org.attune.platform.token.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Messages to staff. Each test has a participant of its own, recruited by site s1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffDeliveriesIT {
  private static final JsonObject ACCEPTED =
      new JsonObject()
          .put("outcome", "ACCEPTED")
          .put("channel", "email")
          .put("at", EnrollmentScenario.START.toString());
  private static final JsonObject NO_CHANNEL =
      new JsonObject().put("outcome", "NO_CHANNEL").put("channel", "none");

  private EnrollmentScenario scenario;
  private EventKey ann;
  private int number;

  @BeforeAll
  void start() {
    scenario = new EnrollmentScenario();
  }

  @AfterAll
  void stop() {
    scenario.close();
  }

  /** At s1 two clinicians and nobody else, at s2 one clinician. */
  @BeforeEach
  void enroll() {
    ann = scenario.enrolled(++number);
    name(
        contact("s1", "clinician", "second@example.org", 2),
        contact("s1", "clinician", "first@example.org", 1),
        contact("s2", "clinician", "tercera@example.org", 1));
  }

  private void name(JsonObject... contacts) {
    ok(scenario.name(PILOT.study(), contacts));
  }

  /** A message to staff about an alert. */
  private static JsonObject alert(EventKey key, String id, String role) {
    return message(key, id, "round-1-1")
        .put("kind", "safety")
        .put("link", "/console/alerts/" + id)
        .put("role", role);
  }

  private JsonObject told(JsonObject message) {
    return ok(scenario.deliver(message)).getJsonArray("deliveries").getJsonObject(0);
  }

  /** The letters that lead to an alert, by addressee. */
  private Map<String, String> letters(String alert) throws IOException {
    var file =
        scenario.harness.directory().resolve(EnrollmentDefinition.MAIL).resolve("2027-03-01.mbox");
    var letters = new LinkedHashMap<String, String>();
    for (var letter : Files.readString(file).split("(?m)^From attune")) {
      if (!letter.contains("/console/alerts/" + alert + "\n")) continue;
      var to = letter.lines().filter(line -> line.startsWith("To: ")).findFirst().orElseThrow();
      assertThat(letters.put(to.substring(4), letter)).as("an earlier letter").isNull();
    }
    return letters;
  }

  @Test
  void everybody_who_holds_the_role_at_the_site_is_told_once() throws IOException {
    var alert = alert(ann, "alert-a", "clinician");
    assertThat(told(alert)).isEqualTo(ACCEPTED);
    assertThat(letters("alert-a")).containsOnlyKeys("first@example.org", "second@example.org");
    assertThat(told(alert)).isEqualTo(ACCEPTED);
    assertThat(letters("alert-a")).hasSize(2);
  }

  @Test
  void the_letter_says_nothing_of_participant_and_study() throws IOException {
    told(alert(ann, "alert-b", "clinician"));
    assertThat(letters("alert-b").values())
        .allSatisfy(
            letter ->
                assertThat(letter)
                    .contains("Subject: An alert is waiting for you\n", "SYNTHETIC")
                    .doesNotContain(ann.participant(), "ann" + number + "@example.org")
                    .doesNotContainIgnoringCase("kindness", "study", "clinician", "doctor"));
  }

  @Test
  void a_role_that_nobody_holds_has_no_channel_and_keeps_that_answer() throws IOException {
    var alert = alert(ann, "alert-c", "investigator");
    assertThat(told(alert)).isEqualTo(NO_CHANNEL);
    name(contact("s1", "investigator", "late@example.org", 1));
    assertThat(told(alert)).isEqualTo(NO_CHANNEL);
    assertThat(told(alert.copy().put("occasion", "round-2-1"))).isEqualTo(ACCEPTED);
    assertThat(letters("alert-c")).containsOnlyKeys("late@example.org");
  }

  @Test
  void a_role_goes_with_safety_and_with_nothing_else() {
    var alert = alert(ann, "alert-d", "clinician");
    invalid(scenario.deliver(alert.copy().put("kind", "prompt")), "messages[0].role");
    invalid(scenario.deliver(alert.copy().put("role", "All Staff")), "messages[0].role");
    alert.remove("role");
    invalid(scenario.deliver(alert), "messages[0].role");
    assertThat(scenario.ledger("alert-d")).isEqualTo("none");
  }

  @Test
  void staff_are_told_of_a_participant_who_left() throws IOException {
    var leaving = new JsonObject().put("way", "withdraw-followup").put("reason", "no-time");
    ok(scenario.harness.as(ann, "POST", path(ann) + "/leaving", leaving));
    assertThat(scenario.delivered(ann, "slot-e", "prompt").getString("outcome"))
        .isEqualTo("REJECTED");
    assertThat(told(alert(ann, "alert-e", "clinician"))).isEqualTo(ACCEPTED);
    assertThat(letters("alert-e")).hasSize(2);
  }

  @Test
  void staff_of_another_site_read_its_first_language() throws IOException {
    var invited =
        ok(
            scenario.harness.as(
                Role.COORDINATOR,
                "POST",
                "/studies/" + PILOT.study() + "/invitations",
                invitation(new UUID(7, 7), "s2")));
    var bob = new EventKey(PILOT.study(), invited.getString("participant"));
    assertThat(told(alert(bob, "alert-f", "clinician"))).isEqualTo(ACCEPTED);
    assertThat(letters("alert-f"))
        .containsOnlyKeys("tercera@example.org")
        .allSatisfy((_, letter) -> assertThat(letter).contains("Subject: Una alerta le espera\n"));
  }

  @Test
  void answers_keep_the_order_of_a_request_that_tells_both() {
    var stranger = new EventKey(PILOT.study(), new UUID(9, 9).toString());
    told(alert(ann, "alert-g", "clinician"));
    var bob = scenario.enrolled(++number);
    var reply =
        scenario.deliver(
            alert(stranger, "alert-h", "clinician"),
            message(ann, "slot-g", "prompt"),
            alert(ann, "alert-i", "investigator"),
            message(stranger, "slot-h", "prompt"),
            alert(bob, "alert-g", "clinician"),
            alert(bob, "alert-j", "clinician"));
    assertThat(ok(reply).getJsonArray("deliveries"))
        .containsExactly(
            new JsonObject().put("refused", "not-found"),
            ACCEPTED,
            NO_CHANNEL,
            new JsonObject().put("refused", "not-found"),
            new JsonObject().put("refused", "id-taken"),
            ACCEPTED);
    assertThat(scenario.ledger("alert-h")).isEqualTo("none");
  }

  private Outcome told(SlowCarrier mailer, String id) {
    var entropy = new SeededEntropy(7);
    var deliveries =
        new Deliveries(
            scenario.harness.database(),
            scenario.harness.runtime().history(),
            new StudyBook(),
            new Vault(VaultKey.of(scenario.harness.directory(), entropy), entropy),
            new Carriers(mailer, Map.of(Channel.EMAIL, mailer)),
            "http://127.0.0.1:1",
            new SimpleMeterRegistry());
    var request =
        new DeliveryRequest(
            ann,
            id,
            "round-1-1",
            DeliveryRequest.Kind.SAFETY,
            "/",
            Optional.of("clinician"),
            Optional.empty(),
            false);
    return switch (deliveries.deliver(List.of(request)).getFirst()) {
      case Deliveries.Delivery.Told told -> told.outcome();
      case Deliveries.Delivery.Refused(var refusal) ->
          throw new IllegalStateException(refusal.name());
    };
  }

  @Test
  void letters_whose_outcome_was_not_learned_are_sent_again_under_the_same_ids() {
    var mailer = new SlowCarrier(true);
    mailer.crash = Optional.of(new IllegalStateException("the process ends here"));
    assertThatThrownBy(() -> told(mailer, "alert-k")).isSameAs(mailer.crash.get());
    assertThat(scenario.ledger("alert-k")).isEqualTo("unknown");
    mailer.crash = Optional.empty();
    assertThat(told(mailer, "alert-k")).isEqualTo(Outcome.ACCEPTED);
    assertThat(told(mailer, "alert-k")).isEqualTo(Outcome.ACCEPTED);
    assertThat(mailer.sent)
        .extracting(letter -> letter.to().written())
        .contains("first@example.org", "second@example.org");
    assertThat(mailer.sent.stream().map(Letter::id).distinct()).hasSize(2);
    assertThat(scenario.ledger("alert-k")).isEqualTo("ACCEPTED");
  }

  @Test
  void one_letter_that_arrives_is_enough_and_one_that_may_yet_arrive_is_tried_again() {
    var mailer = new SlowCarrier(true);
    mailer.verdicts.put("first@example.org", Verdict.REJECTED);
    mailer.verdicts.put("second@example.org", Verdict.UNKNOWN);
    assertThat(told(mailer, "alert-l")).isEqualTo(Outcome.FAILED);
    mailer.verdicts.put("second@example.org", Verdict.ACCEPTED);
    assertThat(told(mailer, "alert-l")).isEqualTo(Outcome.ACCEPTED);
    assertThat(told(mailer, "alert-l")).isEqualTo(Outcome.ACCEPTED);
    assertThat(mailer.sent).hasSize(4);
  }
}
