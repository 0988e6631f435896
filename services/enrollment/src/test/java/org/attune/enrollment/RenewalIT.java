package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.invalid;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.refused;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewalDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantLeft;
import org.attune.enrollment.domain.LeavingWay;
import org.attune.enrollment.screening.ConsentText;
import org.attune.platform.event.EventKey;
import org.attune.testkit.harness.NextVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Version 2 of the pilot has a new consent form and takes effect on 3 March, in Dublin. */
class RenewalIT {
  private static final LocalDate MARCH_03 = LocalDate.parse("2027-03-03");

  private EnrollmentScenario scenario;
  private EventKey ann;

  @BeforeEach
  void start() {
    scenario = new EnrollmentScenario();
    ann = scenario.enrolled(1);
    scenario.publish(NextVersion.of(PILOT, MARCH_03).consentAgain().sealed());
  }

  @AfterEach
  void stop() {
    scenario.close();
  }

  private static JsonObject renewal(int version) {
    return new JsonObject()
        .put("decision", "renew")
        .put("consentVersion", version)
        .put("signature", "Ann Other")
        .put("language", "en");
  }

  /** The form that was signed last, as its participant may keep it. */
  private JsonObject kept() {
    var path = EnrollmentScenario.path(ann) + "/consent";
    return ok(scenario.harness.as(ann, "GET", path, new JsonObject()));
  }

  private int signed() {
    return ConsentText.of(PILOT, "en").version();
  }

  @Test
  void a_form_that_is_in_force_asks_for_a_second_signature() {
    scenario.harness.clock().advance(Duration.ofDays(2));
    var standing = ok(scenario.standing(ann));
    assertThat(standing.getString("next")).isEqualTo("re-consent");
    assertThat(standing.getInteger("protocolVersion")).as("not signed").isEqualTo(1);
    var form = standing.getJsonObject("consent");
    assertThat(form.getInteger("version")).isEqualTo(signed() + 1);
    assertThat(form.encode()).as("the same words").doesNotContain("\"change\"");
    assertThat(form.getJsonArray("gone")).isEmpty();
    assertThat(form.getBoolean("lateUseChanged")).isFalse();

    refused(scenario.put(ann, "consent", renewal(signed() + 2)), "consent-outdated");
    invalid(scenario.put(ann, "consent", renewal(signed() + 1).put("language", "tlh")), "language");
    assertThat(kept().getInteger("version")).isEqualTo(signed());
    ok(scenario.put(ann, "consent", renewal(signed() + 1)));
    ok(scenario.put(ann, "consent", renewal(signed() + 1)));
    assertThat(kept().getString("sha256")).isEqualTo(form.getString("sha256"));
    assertThat(kept().getString("signedOn")).isEqualTo(MARCH_03.toString());

    var renewed = (ConsentRenewed) scenario.history(ann).getLast();
    assertThat(renewed.consentFormSha256()).isEqualTo(form.getString("sha256"));
    assertThat(renewed.protocolVersion()).isEqualTo(2);
    assertThat(renewed.localDate()).isEqualTo(MARCH_03);
    var after = ok(scenario.standing(ann));
    assertThat(after.getString("next")).isEqualTo("take-part");
    assertThat(after.containsKey("consent")).isFalse();
    assertThat(after.getInteger("protocolVersion")).isEqualTo(2);
    scenario.assertLaw(ann);
  }

  @Test
  void a_form_that_comes_is_shown_and_may_be_signed_before() {
    var standing = ok(scenario.standing(ann));
    assertThat(standing.getString("next")).isEqualTo("take-part");
    assertThat(standing.getJsonObject("consent").getString("effective"))
        .isEqualTo(MARCH_03.toString());
    ok(scenario.put(ann, "consent", renewal(signed() + 1)));
    assertThat(ok(scenario.standing(ann)).getInteger("protocolVersion")).isEqualTo(1);
    scenario.harness.clock().advance(Duration.ofDays(2));
    var after = ok(scenario.standing(ann));
    assertThat(after.getString("next")).isEqualTo("take-part");
    assertThat(after.getInteger("protocolVersion")).isEqualTo(2);
    scenario.assertLaw(ann);
  }

  private static JsonObject no(int version) {
    return new JsonObject().put("decision", "decline-renewal").put("consentVersion", version);
  }

  @Test
  void a_no_keeps_the_version_that_was_signed_and_may_be_taken_back() {
    scenario.harness.clock().advance(Duration.ofDays(2));
    var asked = ok(scenario.standing(ann)).getJsonObject("consent");
    assertThat(asked.getString("refusing")).isEqualTo("keep");
    assertThat(asked.getBoolean("declined")).isFalse();
    refused(scenario.put(ann, "consent", no(signed())), "already-enrolled");
    refused(scenario.put(ann, "consent", no(signed() + 2)), "consent-outdated");

    ok(scenario.put(ann, "consent", no(signed() + 1)));
    ok(scenario.put(ann, "consent", no(signed() + 1)));
    assertThat(scenario.history(ann).getLast()).isInstanceOf(ConsentRenewalDeclined.class);
    var standing = ok(scenario.standing(ann));
    assertThat(standing.getString("next")).isEqualTo("take-part");
    assertThat(standing.getInteger("protocolVersion")).isEqualTo(1);
    assertThat(standing.getJsonObject("consent").getBoolean("declined")).isTrue();

    ok(scenario.put(ann, "consent", renewal(signed() + 1)));
    assertThat(ok(scenario.standing(ann)).getInteger("protocolVersion")).isEqualTo(2);
    scenario.assertLaw(ann);
  }

  @Test
  void a_no_to_a_form_that_the_study_cannot_do_without_is_leaving() {
    var ben = scenario.enrolled(2);
    var third =
        NextVersion.of(
            NextVersion.of(PILOT, MARCH_03).consentAgain().sealed(), MARCH_03.plusDays(1));
    scenario.publish(third.consentOrLeave().sealed());
    scenario.harness.clock().advance(Duration.ofDays(3));
    var asked = ok(scenario.standing(ben)).getJsonObject("consent");
    assertThat(asked.getString("refusing")).isEqualTo("leave");
    assertThat(asked.getInteger("version")).isEqualTo(signed() + 2);

    var told = ok(scenario.put(ben, "consent", no(signed() + 2)));
    assertThat(told.getString("stage")).isEqualTo("left");
    ok(scenario.put(ben, "consent", no(signed() + 2)));
    var left = (ParticipantLeft) scenario.history(ben).getLast();
    assertThat(left.way()).isEqualTo(LeavingWay.WITHDRAW_FOLLOWUP);
    assertThat(left.reason()).isEqualTo("consent-not-renewed");
    refused(scenario.put(ben, "consent", renewal(signed() + 2)), "already-left");
    assertThat(ok(scenario.standing(ann)).getString("next"))
        .as("undecided")
        .isEqualTo("re-consent");
    scenario.assertLaw(ben);
  }
}
