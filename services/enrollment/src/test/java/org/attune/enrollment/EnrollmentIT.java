package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.DAILY;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.START;
import static org.attune.enrollment.EnrollmentScenario.invalid;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.path;
import static org.attune.enrollment.EnrollmentScenario.pilotAnswers;
import static org.attune.enrollment.EnrollmentScenario.refused;
import static org.attune.enrollment.EnrollmentScenario.signature;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentEvent.InvitationRedeemed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantEnrolled;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantInvited;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantLeft;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantScreened;
import org.attune.enrollment.screening.ConsentText;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.randomization.v1.ClosingReason;
import org.attune.randomization.v1.NotRandomizedReason;
import org.attune.randomization.v1.ParticipantNotRandomized;
import org.attune.randomization.v1.ParticipantRandomized;
import org.attune.randomization.v1.RandomizationClosed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People coming into a study, over HTTP, PostgreSQL and Kafka. */
class EnrollmentIT {
  private EnrollmentScenario scenario;

  @BeforeEach
  void start() {
    scenario = new EnrollmentScenario();
  }

  @AfterEach
  void stop() {
    scenario.close();
  }

  @Test
  void a_person_is_invited_screened_and_enrolled_and_each_step_may_arrive_twice() {
    var invited = ok(scenario.invite(PILOT.study(), new UUID(1, 1)));
    assertThat(ok(scenario.invite(PILOT.study(), new UUID(1, 1)))).isEqualTo(invited);
    assertThat(invited.getString("link")).endsWith("/join#" + invited.getString("code"));

    var code = invited.getString("code");
    var admitted = ok(scenario.redeem(code, new UUID(2, 1)));
    assertThat(ok(scenario.redeem(code, new UUID(2, 1)))).isEqualTo(admitted);
    refused(scenario.redeem(code, new UUID(2, 2)), "invitation-used");
    refused(scenario.redeem("A".repeat(22), new UUID(2, 1)), "invitation-unknown");

    var key = new EventKey(PILOT.study(), invited.getString("participant"));
    var standing = ok(scenario.standing(key));
    assertThat(standing.getString("next")).isEqualTo("screening");
    assertThat(standing.getJsonObject("screener").getJsonArray("items")).isNotEmpty();
    assertThat(standing.getJsonObject("help").getJsonArray("contacts")).isNotEmpty();

    var screened = ok(scenario.put(key, "screening", pilotAnswers(30)));
    assertThat(screened.getString("outcome")).isEqualTo("eligible");
    assertThat(ok(scenario.put(key, "screening", pilotAnswers(30)))).isEqualTo(screened);

    var consent = ok(scenario.standing(key)).getJsonObject("consent");
    assertThat(consent.getString("sha256")).isEqualTo(ConsentText.of(PILOT, "en").sha256());

    var body = signature(PILOT, "Ann Other", "ann@example.org");
    var enrolled = ok(scenario.put(key, "consent", body));
    assertThat(ok(scenario.put(key, "consent", body))).isEqualTo(enrolled);

    assertThat(scenario.history(key))
        .extracting(Object::getClass)
        .containsExactly(
            ParticipantInvited.class,
            InvitationRedeemed.class,
            ParticipantScreened.class,
            ParticipantEnrolled.class);
    assertThat(ok(scenario.standing(key)).getString("next")).isEqualTo("take-part");
    scenario.assertLaw(key);
  }

  @Test
  void a_device_token_is_exchanged_for_a_short_one_until_it_is_revoked() {
    var invited = ok(scenario.invite(PILOT.study(), new UUID(1, 1)));
    var device = new UUID(2, 1);
    var admitted = ok(scenario.redeem(invited.getString("code"), device));
    var deviceToken = admitted.getString("deviceToken");
    var key = new EventKey(PILOT.study(), invited.getString("participant"));

    var token =
        ok(scenario.harness.send(deviceToken, "POST", "/token", new JsonObject()))
            .getString("token");
    assertThat(scenario.harness.send(token, "GET", path(key), new JsonObject()).status())
        .isEqualTo(200);
    var other = path(new EventKey(PILOT.study(), new UUID(9, 9).toString()));
    assertThat(scenario.harness.send(token, "GET", other, new JsonObject()).status())
        .isEqualTo(404);

    var revocation = path(key) + "/devices/" + device + "/revocation";
    ok(scenario.harness.as(key, "POST", revocation, new JsonObject()));
    ok(scenario.harness.as(key, "POST", revocation, new JsonObject()));
    assertThat(scenario.harness.send(deviceToken, "POST", "/token", new JsonObject()).status())
        .isEqualTo(401);
    refused(scenario.redeem(invited.getString("code"), device), "device-revoked");
  }

  @Test
  void an_invitation_that_nobody_opens_lapses() {
    var invited = ok(scenario.invite(PILOT.study(), new UUID(1, 1)));
    var key = new EventKey(PILOT.study(), invited.getString("participant"));
    scenario.harness.clock().advance(Duration.ofDays(14).minusSeconds(1));
    assertThat(scenario.harness.tick(key)).isZero();
    scenario.harness.clock().advance(Duration.ofSeconds(1));
    assertThat(scenario.harness.tick(key)).isEqualTo(1);
    refused(scenario.redeem(invited.getString("code"), new UUID(2, 1)), "invitation-expired");
    assertThat(dispositions().getInteger("lapsed")).isEqualTo(1);
    scenario.assertLaw(key);
  }

  private JsonObject dispositions() {
    return ok(
        scenario.harness.as(
            Role.MONITOR, "GET", "/studies/" + PILOT.study() + "/dispositions", new JsonObject()));
  }

  @Test
  void a_site_that_is_not_open_and_a_study_not_heard_of_invite_nobody() {
    scenario
        .harness
        .clock()
        .set(
            PILOT
                .sites()
                .getFirst()
                .opens()
                .atStartOfDay(PILOT.sites().getFirst().zone())
                .toInstant()
                .minusSeconds(1));
    refused(scenario.invite(PILOT.study(), new UUID(1, 1)), "site-not-open");
    scenario.harness.clock().advance(Duration.ofSeconds(1));
    ok(scenario.invite(PILOT.study(), new UUID(1, 1)));
    refused(scenario.invite("unheard-of", new UUID(1, 1)), "not-known-yet");
  }

  @Test
  void who_is_ineligible_is_told_why_and_no_answer_is_kept() {
    var key = scenario.opened(PILOT.study(), 1);
    var screened = ok(scenario.put(key, "screening", pilotAnswers(17)));
    assertThat(screened.getString("outcome")).isEqualTo("ineligible");
    assertThat(screened.getString("told")).isNotBlank();
    assertThat(((ParticipantScreened) scenario.history(key).getLast()).answers()).isEmpty();
    refused(
        scenario.put(key, "consent", signature(PILOT, "Ann", "ann@example.org")), "not-eligible");
    scenario.assertLaw(key);
  }

  @Test
  void a_request_that_does_not_fit_names_its_field() {
    var key = scenario.opened(PILOT.study(), 1);
    invalid(scenario.put(key, "screening", new JsonObject().put("answers", "18")), "answers");
    invalid(scenario.put(key, "screening", pilotAnswers(15)), "answers[0]");
    ok(scenario.put(key, "screening", pilotAnswers(18)));
    var good = signature(PILOT, "Ann", "ann@example.org");
    invalid(scenario.put(key, "consent", good.copy().put("email", "nobody")), "email");
    invalid(scenario.put(key, "consent", good.copy().put("zone", "Mars/Olympus")), "zone");
    invalid(scenario.put(key, "consent", good.copy().put("language", "fr")), "language");
    invalid(scenario.put(key, "consent", good.copy().put("arm", "kindness")), "arm");
    var hours = new JsonObject().put("from", "8").put("until", "22:00");
    invalid(scenario.put(key, "consent", good.copy().put("hours", hours)), "hours.from");
    refused(scenario.put(key, "consent", good.copy().put("consentVersion", 2)), "consent-outdated");
    invalid(
        scenario.harness.as(
            Role.ADMIN,
            "POST",
            "/studies/" + PILOT.study() + "/invitations",
            EnrollmentScenario.invitation(new UUID(1, 2), "s9")),
        "site");
  }

  @Test
  void a_participant_changes_zone_hours_and_channel_and_leaves() {
    var key = scenario.enrolled(1);
    ok(scenario.put(key, "zone", new JsonObject().put("zone", "Pacific/Auckland")));
    ok(
        scenario.put(
            key, "prompt-hours", new JsonObject().put("from", "09:00").put("until", "21:00")));
    refused(
        scenario.put(
            key, "prompt-hours", new JsonObject().put("from", "13:00").put("until", "21:00")),
        "hours-too-narrow");
    ok(scenario.put(key, "channel", new JsonObject().put("channel", "none")));
    var standing = ok(scenario.standing(key));
    assertThat(standing.getString("zone")).isEqualTo("Pacific/Auckland");
    assertThat(standing.getJsonObject("promptHours").getString("until")).isEqualTo("21:00");

    var leaving = new JsonObject().put("way", "withdraw-followup").put("reason", "no-time");
    var path = path(key) + "/leaving";
    refused(
        scenario.harness.as(key, "POST", path, leaving.copy().put("way", "withdraw-data")),
        "not-acted-on-yet");
    var left = ok(scenario.harness.as(key, "POST", path, leaving));
    assertThat(ok(scenario.harness.as(key, "POST", path, leaving))).isEqualTo(left);
    assertThat(scenario.history(key).stream().filter(ParticipantLeft.class::isInstance)).hasSize(1);
    assertThat(ok(scenario.deliver(key, "slot-9", "prompt")).getString("outcome"))
        .isEqualTo("REJECTED");
    scenario.assertLaw(key);
  }

  @Test
  void a_study_without_arms_closes_at_its_target() {
    for (int i = 1; i <= EnrollmentScenario.DAILY_TARGET; i++) {
      var key = scenario.opened(DAILY.study(), i);
      ok(scenario.put(key, "screening", EnrollmentScenario.answers(30)));
      ok(scenario.put(key, "consent", signature(DAILY, "Ann", "ann@example.org")));
      scenario.assertLaw(key);
    }
    refused(scenario.invite(DAILY.study(), new UUID(1, 99)), "target-reached");
    scenario.assertLaw(EventKey.ofStudy(DAILY.study()));
  }

  @Test
  void who_was_eligible_when_the_target_was_reached_is_refused_and_told() {
    var late = scenario.opened(PILOT.study(), 1);
    ok(scenario.put(late, "screening", pilotAnswers(30)));
    var here = scenario.enrolled(2);
    scenario.harness.awaitApplied(
        scenario
            .harness
            .foreign()
            .publish(
                RandomizationClosed.newBuilder()
                    .setStudy(PILOT.study())
                    .setReason(ClosingReason.TARGET_REACHED)
                    .setAllocations(40)
                    .setAt(START)
                    .build()));
    refused(
        scenario.put(late, "consent", signature(PILOT, "Ann", "ann@example.org")),
        "target-reached");
    assertThat(ok(scenario.standing(late)).getString("next")).isEqualTo("study-full");

    scenario.harness.awaitApplied(
        scenario
            .harness
            .foreign()
            .publish(
                ParticipantNotRandomized.newBuilder()
                    .setStudy(PILOT.study())
                    .setParticipantId(here.participantId())
                    .setReason(NotRandomizedReason.TARGET_REACHED)
                    .setAt(START)
                    .build()));
    assertThat(ok(scenario.standing(here)).getString("next")).isEqualTo("not-randomized");
    assertThat(dispositions().getInteger("not-randomized")).isEqualTo(1);
  }

  @Test
  void who_was_randomized_counts_as_such() {
    var key = scenario.enrolled(1);
    scenario.harness.awaitApplied(
        scenario
            .harness
            .foreign()
            .publish(
                ParticipantRandomized.newBuilder()
                    .setStudy(PILOT.study())
                    .setParticipantId(key.participantId())
                    .setLocalDate(java.time.LocalDate.parse("2027-03-10"))
                    .setZone("Europe/Dublin")
                    .setProtocolVersion(1)
                    .setAt(START)
                    .build()));
    assertThat(ok(scenario.standing(key)).getBoolean("randomized")).isTrue();
    assertThat(dispositions().getInteger("randomized")).isEqualTo(1);
  }

  @Test
  void staff_of_one_role_or_site_do_not_reach_further() {
    var key = scenario.enrolled(1);
    var invitations = "/studies/" + PILOT.study() + "/invitations";
    var body = EnrollmentScenario.invitation(new UUID(1, 3), "s1");
    assertThat(scenario.harness.as(Role.MONITOR, "POST", invitations, body).status())
        .isEqualTo(403);
    assertThat(scenario.harness.send("", "POST", invitations, body).status()).isEqualTo(401);
    assertThat(scenario.harness.as(Role.ADMIN, "POST", "/deliveries", new JsonObject()).status())
        .isEqualTo(403);
    assertThat(
            scenario
                .harness
                .as(
                    Role.ADMIN,
                    "PUT",
                    path(key) + "/consent",
                    signature(PILOT, "Bob", "bob@example.org"))
                .status())
        .isEqualTo(403);
  }
}
