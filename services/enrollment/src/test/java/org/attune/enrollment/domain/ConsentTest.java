package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Scenario.ANN;
import static org.attune.enrollment.domain.Scenario.DECLINED;
import static org.attune.enrollment.domain.Scenario.ELIGIBLE;
import static org.attune.enrollment.domain.Scenario.ENROLLED;
import static org.attune.enrollment.domain.Scenario.FEB_02;
import static org.attune.enrollment.domain.Scenario.FULL;
import static org.attune.enrollment.domain.Scenario.INELIGIBLE;
import static org.attune.enrollment.domain.Scenario.INVITED;
import static org.attune.enrollment.domain.Scenario.LEFT;
import static org.attune.enrollment.domain.Scenario.LOCKED;
import static org.attune.enrollment.domain.Scenario.OPEN;
import static org.attune.enrollment.domain.Scenario.PAUSED;
import static org.attune.enrollment.domain.Scenario.REDEEMED;
import static org.attune.enrollment.domain.Scenario.STUDY;
import static org.attune.enrollment.domain.Scenario.given;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.domain.EnrollmentCommand.Decline;
import org.attune.enrollment.domain.EnrollmentCommand.Reach;
import org.attune.enrollment.domain.EnrollmentCommand.Sign;
import org.attune.enrollment.domain.EnrollmentEvent.PromptHoursNarrowed;
import org.junit.jupiter.api.Test;

/** Who comes into the study by signing, and who does not. Consent form 2 is in force. */
class ConsentTest {
  private static final Reach REACHED =
      new Reach(EnumSet.allOf(Channel.class), EnumSet.of(Channel.EMAIL));
  private static final Reach UNREACHED =
      new Reach(EnumSet.allOf(Channel.class), EnumSet.noneOf(Channel.class));
  private static final Sign SIGN = sign(2, REACHED, Optional.empty());
  private static final Decline DECLINE = new Decline(2, FEB_02);

  private static Sign sign(int version, Reach reach, Optional<Hours> hours) {
    return new Sign(
        version,
        "5e",
        "en",
        "Europe/Dublin",
        LocalDate.parse("2027-02-02"),
        List.of(Channel.EMAIL),
        reach,
        hours,
        FEB_02);
  }

  @Test
  void an_eligible_person_who_signs_the_form_in_force_is_enrolled() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE).when(SIGN).then(ENROLLED);
  }

  @Test
  void narrower_hours_come_with_the_signature() {
    var hours = new Hours("10:00", "20:00", Hours.Fit.FITS);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE)
        .when(sign(2, REACHED, Optional.of(hours)))
        .then(ENROLLED, new PromptHoursNarrowed(STUDY, ANN, "10:00", "20:00", FEB_02));
  }

  @Test
  void hours_that_do_not_fit_the_study_stop_the_signature() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE)
        .when(sign(2, REACHED, Optional.of(new Hours("10:00", "11:00", Hours.Fit.TOO_NARROW))))
        .thenRefused(Refusal.HOURS_TOO_NARROW);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE)
        .when(sign(2, REACHED, Optional.of(new Hours("05:00", "23:00", Hours.Fit.TOO_WIDE))))
        .thenRefused(Refusal.HOURS_TOO_WIDE);
  }

  @Test
  void an_outdated_consent_is_refused() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE)
        .when(sign(1, REACHED, Optional.empty()))
        .thenRefused(Refusal.CONSENT_OUTDATED, "Signed version 1; version 2 is in force.");
  }

  @Test
  void who_wants_mail_gives_an_address() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE)
        .when(sign(2, UNREACHED, Optional.empty()))
        .thenRefused(Refusal.EMAIL_MISSING);
  }

  @Test
  void nobody_enrolls_in_a_study_that_is_paused_full_or_locked() {
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE).when(SIGN).thenRefused(Refusal.STUDY_NOT_OPEN);
    given(FULL, INVITED, REDEEMED, ELIGIBLE).when(SIGN).thenRefused(Refusal.TARGET_REACHED);
    given(LOCKED, INVITED, REDEEMED, ELIGIBLE).when(SIGN).thenRefused(Refusal.STUDY_LOCKED);
  }

  @Test
  void screening_comes_first() {
    given(OPEN, INVITED, REDEEMED).when(SIGN).thenRefused(Refusal.NOT_SCREENED);
    given(OPEN, INVITED, REDEEMED).when(DECLINE).thenRefused(Refusal.NOT_SCREENED);
    given(OPEN, INVITED, REDEEMED, INELIGIBLE).when(SIGN).thenRefused(Refusal.NOT_ELIGIBLE);
  }

  @Test
  void signing_twice_records_nothing_new_even_in_a_full_study() {
    given(FULL, INVITED, REDEEMED, ELIGIBLE, ENROLLED).when(SIGN).thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, LEFT).when(SIGN).thenNothing();
  }

  @Test
  void another_version_cannot_be_signed_over_the_first() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED)
        .when(sign(1, REACHED, Optional.empty()))
        .thenRefused(Refusal.ALREADY_ENROLLED, "Enrolled under consent version 2.");
  }

  @Test
  void who_declines_stays_out() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE).when(DECLINE).then(DECLINED);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, DECLINED)
        .when(SIGN)
        .thenRefused(Refusal.ALREADY_DECLINED);
  }

  @Test
  void one_may_decline_while_the_study_is_paused_but_not_after_signing() {
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE).when(DECLINE).then(DECLINED);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED)
        .when(DECLINE)
        .thenRefused(Refusal.ALREADY_ENROLLED);
  }
}
