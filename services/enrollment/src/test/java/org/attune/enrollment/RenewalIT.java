package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.invalid;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.refused;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
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
}
