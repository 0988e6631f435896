package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.START;
import static org.attune.enrollment.EnrollmentScenario.invalid;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.path;
import static org.attune.enrollment.EnrollmentScenario.pilotAnswers;
import static org.attune.enrollment.EnrollmentScenario.refused;
import static org.attune.enrollment.EnrollmentScenario.signature;

import io.vertx.core.json.JsonArray;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People coming into a study, over HTTP, PostgreSQL and Kafka. Each test has people of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrollmentIT {
  private EnrollmentScenario scenario;
  private int number;

  @BeforeAll
  void start() {
    scenario = new EnrollmentScenario();
  }

  @AfterAll
  void stop() {
    scenario.close();
  }

  @BeforeEach
  void next() {
    scenario.harness.clock().set(START);
    number += 10;
  }

  @Test
  void a_person_is_invited_screened_and_enrolled_and_each_step_may_arrive_twice() {
    var invited = ok(scenario.invite(PILOT.study(), new UUID(1, number)));
    assertThat(ok(scenario.invite(PILOT.study(), new UUID(1, number)))).isEqualTo(invited);
    assertThat(invited.getString("link")).endsWith("/join#" + invited.getString("code"));

    var code = invited.getString("code");
    var admitted = ok(scenario.redeem(code, new UUID(2, number)));
    assertThat(ok(scenario.redeem(code, new UUID(2, number)))).isEqualTo(admitted);
    refused(scenario.redeem(code, new UUID(2, number + 1)), "invitation-used");
    refused(scenario.redeem("A".repeat(22), new UUID(2, number)), "invitation-unknown");

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
    var invited = ok(scenario.invite(PILOT.study(), new UUID(1, number)));
    var device = new UUID(2, number);
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
    refused(scenario.invite(PILOT.study(), new UUID(1, number)), "site-not-open");
    scenario.harness.clock().advance(Duration.ofSeconds(1));
    ok(scenario.invite(PILOT.study(), new UUID(1, number)));
    refused(scenario.invite("unheard-of", new UUID(1, number)), "not-known-yet");
  }

  @Test
  void who_is_ineligible_is_told_why_and_no_answer_is_kept() {
    var key = scenario.opened(PILOT.study(), number);
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
    var key = scenario.opened(PILOT.study(), number);
    invalid(scenario.put(key, "screening", new JsonObject().put("answers", "18")), "answers");
    invalid(scenario.put(key, "screening", pilotAnswers(15)), "answers[0].number");
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
            EnrollmentScenario.invitation(new UUID(1, number + 1), "s9")),
        "site");
  }

  @Test
  void a_participant_changes_zone_hours_and_channel_and_leaves() {
    var key = scenario.enrolled(number);
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
    var stop = leaving.copy().put("way", "stop-prompts");
    ok(scenario.harness.as(key, "POST", path, stop));
    ok(scenario.harness.as(key, "POST", path, stop));
    assertThat(ok(scenario.standing(key)).getJsonArray("stopped"))
        .isEqualTo(new JsonArray().add("stop-prompts"));
    assertThat(ok(scenario.standing(key)).getString("stage")).isEqualTo("enrolled");
    assertThat(scenario.delivered(key, "slot-7", "prompt").getString("outcome"))
        .isEqualTo("REJECTED");
    assertThat(scenario.history(key).stream().filter(ParticipantLeft.class::isInstance)).hasSize(1);
    var left = ok(scenario.harness.as(key, "POST", path, leaving));
    assertThat(ok(scenario.harness.as(key, "POST", path, leaving))).isEqualTo(left);
    assertThat(scenario.history(key).stream().filter(ParticipantLeft.class::isInstance)).hasSize(2);
    assertThat(scenario.delivered(key, "slot-9", "prompt").getString("outcome"))
        .isEqualTo("REJECTED");
    scenario.assertLaw(key);
  }

  @Test
  void staff_of_one_role_or_site_do_not_reach_further() {
    var key = scenario.enrolled(number);
    var invitations = "/studies/" + PILOT.study() + "/invitations";
    var body = EnrollmentScenario.invitation(new UUID(1, number + 1), "s1");
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
