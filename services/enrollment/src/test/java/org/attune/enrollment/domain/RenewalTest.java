package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Scenario.ANN;
import static org.attune.enrollment.domain.Scenario.ELIGIBLE;
import static org.attune.enrollment.domain.Scenario.ENROLLED;
import static org.attune.enrollment.domain.Scenario.FEB_15;
import static org.attune.enrollment.domain.Scenario.FULL;
import static org.attune.enrollment.domain.Scenario.INVITED;
import static org.attune.enrollment.domain.Scenario.LEFT;
import static org.attune.enrollment.domain.Scenario.LOCKED;
import static org.attune.enrollment.domain.Scenario.OPEN;
import static org.attune.enrollment.domain.Scenario.PAUSED;
import static org.attune.enrollment.domain.Scenario.REDEEMED;
import static org.attune.enrollment.domain.Scenario.STUDY;
import static org.attune.enrollment.domain.Scenario.given;

import java.time.LocalDate;
import org.attune.enrollment.domain.EnrollmentCommand.DeclineRenewal;
import org.attune.enrollment.domain.EnrollmentCommand.Renew;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewalDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantEnrolled;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantLeft;
import org.junit.jupiter.api.Test;

/**
 * Signing a newer form, or not. Form 2 of protocol version 3 is in force, form 3 of version 4
 * comes; the participant signed form 1, where nothing else is said.
 */
class RenewalTest {
  private static final ParticipantEnrolled UNDER_1 =
      new ParticipantEnrolled(
          STUDY,
          ANN,
          ENROLLED.site(),
          2,
          1,
          "4d",
          "en",
          ENROLLED.zone(),
          ENROLLED.localDate(),
          ENROLLED.channel(),
          ENROLLED.at());
  private static final ParticipantLeft GONE =
      new ParticipantLeft(STUDY, ANN, LeavingWay.WITHDRAW_FOLLOWUP, "consent-not-renewed", FEB_15);

  private static final LocalDate THAT_DAY = LocalDate.parse("2027-02-15");

  private static Renew renew(int consentVersion) {
    return new Renew(consentVersion, "6f", "es", THAT_DAY, FEB_15);
  }

  private static ConsentRenewed renewed(int protocolVersion, int consentVersion) {
    return new ConsentRenewed(
        STUDY, ANN, protocolVersion, consentVersion, "6f", "es", THAT_DAY, FEB_15);
  }

  @Test
  void the_form_in_force_is_signed() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1).when(renew(2)).then(renewed(3, 2));
  }

  @Test
  void the_form_that_comes_is_signed_before_it_is_in_force() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1).when(renew(3)).then(renewed(4, 3));
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, renewed(3, 2))
        .when(renew(3))
        .then(renewed(4, 3));
  }

  @Test
  void recruiting_may_be_paused_or_over() {
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE, UNDER_1).when(renew(2)).then(renewed(3, 2));
    given(FULL, INVITED, REDEEMED, ELIGIBLE, UNDER_1).when(renew(2)).then(renewed(3, 2));
  }

  @Test
  void what_was_signed_before_is_signed_whatever_has_changed_since() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED).when(renew(2)).thenNothing();
    given(LOCKED, INVITED, REDEEMED, ELIGIBLE, UNDER_1, renewed(3, 2)).when(renew(2)).thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, LEFT).when(renew(2)).thenNothing();
  }

  @Test
  void an_older_form_is_not_signed_over_a_newer_one() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED)
        .when(renew(1))
        .thenRefused(Refusal.CONSENT_OUTDATED, "Signed version 1; version 2 is in force.");
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, renewed(4, 3))
        .when(renew(2))
        .thenRefused(Refusal.CONSENT_OUTDATED);
  }

  @Test
  void a_form_that_nobody_published_is_not_signed() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1)
        .when(renew(4))
        .thenRefused(Refusal.CONSENT_OUTDATED, "Signed version 4; version 2 is in force.");
  }

  @Test
  void it_is_for_those_who_are_in_a_study_that_still_changes() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE).when(renew(2)).thenRefused(Refusal.NOT_ENROLLED);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, LEFT)
        .when(renew(2))
        .thenRefused(Refusal.ALREADY_LEFT);
    given(LOCKED, INVITED, REDEEMED, ELIGIBLE, UNDER_1)
        .when(renew(2))
        .thenRefused(Refusal.STUDY_LOCKED);
  }

  private static DeclineRenewal decline(int consentVersion, boolean leaves) {
    return new DeclineRenewal(consentVersion, leaves, FEB_15);
  }

  private static ConsentRenewalDeclined declined(int protocolVersion, int consentVersion) {
    return new ConsentRenewalDeclined(STUDY, ANN, protocolVersion, consentVersion, FEB_15);
  }

  @Test
  void a_no_is_recorded_and_the_form_signed_goes_on_holding() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1).when(decline(2, false)).then(declined(3, 2));
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, declined(3, 2))
        .when(decline(3, false))
        .then(declined(4, 3));
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, declined(3, 2))
        .when(renew(2))
        .then(renewed(3, 2));
  }

  @Test
  void a_no_ends_taking_part_where_the_form_says_so() {
    given(FULL, INVITED, REDEEMED, ELIGIBLE, UNDER_1)
        .when(decline(3, true))
        .then(declined(4, 3), GONE);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, declined(4, 3), GONE)
        .when(renew(3))
        .thenRefused(Refusal.ALREADY_LEFT);
  }

  @Test
  void what_was_declined_before_is_declined_whatever_has_changed_since() {
    given(LOCKED, INVITED, REDEEMED, ELIGIBLE, UNDER_1, declined(3, 2))
        .when(decline(2, false))
        .thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, declined(3, 2), renewed(3, 2))
        .when(decline(2, true))
        .thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, declined(4, 3), GONE)
        .when(decline(3, true))
        .thenNothing();
  }

  @Test
  void a_form_that_was_signed_or_is_not_offered_is_not_declined() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED)
        .when(decline(2, true))
        .thenRefused(Refusal.ALREADY_ENROLLED, "Version 2 was signed; leaving is another act.");
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED)
        .when(decline(1, true))
        .thenRefused(Refusal.CONSENT_OUTDATED, "Refused version 1; version 2 is in force.");
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1)
        .when(decline(4, true))
        .thenRefused(Refusal.CONSENT_OUTDATED, "Refused version 4; version 2 is in force.");
    given(OPEN, INVITED, REDEEMED, ELIGIBLE)
        .when(decline(2, true))
        .thenRefused(Refusal.NOT_ENROLLED);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, UNDER_1, LEFT)
        .when(decline(2, true))
        .thenRefused(Refusal.ALREADY_LEFT);
    given(LOCKED, INVITED, REDEEMED, ELIGIBLE, UNDER_1)
        .when(decline(2, true))
        .thenRefused(Refusal.STUDY_LOCKED);
  }
}
