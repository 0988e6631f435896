package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Scenario.ANSWERS;
import static org.attune.enrollment.domain.Scenario.DECLINED;
import static org.attune.enrollment.domain.Scenario.ELIGIBLE;
import static org.attune.enrollment.domain.Scenario.ENROLLED;
import static org.attune.enrollment.domain.Scenario.FEB_02;
import static org.attune.enrollment.domain.Scenario.FULL;
import static org.attune.enrollment.domain.Scenario.INELIGIBLE;
import static org.attune.enrollment.domain.Scenario.INVITED;
import static org.attune.enrollment.domain.Scenario.OPEN;
import static org.attune.enrollment.domain.Scenario.PAUSED;
import static org.attune.enrollment.domain.Scenario.REDEEMED;
import static org.attune.enrollment.domain.Scenario.given;

import java.util.Optional;
import org.attune.enrollment.domain.EnrollmentCommand.Screen;
import org.junit.jupiter.api.Test;

/** What screening decides, and what of it is kept. */
class ScreenTest {
  private static final Screen FITS = new Screen(Optional.empty(), ANSWERS, FEB_02);
  private static final Screen TOO_YOUNG = new Screen(Optional.of("adult"), ANSWERS, FEB_02);

  @Test
  void who_meets_all_criteria_is_eligible_and_the_answers_are_kept() {
    given(OPEN, INVITED, REDEEMED).when(FITS).then(ELIGIBLE);
  }

  @Test
  void the_answers_of_an_ineligible_person_are_not_kept() {
    given(OPEN, INVITED, REDEEMED).when(TOO_YOUNG).then(INELIGIBLE);
  }

  @Test
  void screening_again_changes_nothing_whatever_is_answered() {
    given(OPEN, INVITED, REDEEMED, INELIGIBLE).when(FITS).thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE).when(TOO_YOUNG).thenNothing();
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE, ENROLLED).when(FITS).thenNothing();
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE, DECLINED).when(FITS).thenNothing();
  }

  @Test
  void the_invitation_is_opened_first() {
    given(OPEN).when(FITS).thenRefused(Refusal.INVITATION_NOT_OPENED);
    given(OPEN, INVITED).when(FITS).thenRefused(Refusal.INVITATION_NOT_OPENED);
  }

  @Test
  void nobody_is_screened_for_a_study_that_is_paused_or_full() {
    given(PAUSED, INVITED, REDEEMED).when(FITS).thenRefused(Refusal.STUDY_NOT_OPEN);
    given(FULL, INVITED, REDEEMED)
        .when(FITS)
        .thenRefused(Refusal.TARGET_REACHED, "The study has all the participants it needs.");
  }
}
