package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Scenario.COMING;
import static org.attune.enrollment.domain.Scenario.FEB_01;
import static org.attune.enrollment.domain.Scenario.FEB_01_LOCAL;
import static org.attune.enrollment.domain.Scenario.FEB_15;
import static org.attune.enrollment.domain.Scenario.FULL;
import static org.attune.enrollment.domain.Scenario.INVITED;
import static org.attune.enrollment.domain.Scenario.LOCKED;
import static org.attune.enrollment.domain.Scenario.OPEN;
import static org.attune.enrollment.domain.Scenario.PAUSED;
import static org.attune.enrollment.domain.Scenario.REDEEMED;
import static org.attune.enrollment.domain.Scenario.given;

import java.util.List;
import org.attune.enrollment.domain.EnrollmentCommand.Invite;
import org.junit.jupiter.api.Test;

/** Whom a site may invite, and when. The site opens on 1 February. */
class InviteTest {
  private static final Invite ANN_TO_S1 = new Invite("s1", "en", FEB_15, FEB_01);

  @Test
  void a_site_invites_from_its_first_day_on() {
    given(OPEN).when(ANN_TO_S1).then(INVITED);
  }

  @Test
  void a_site_does_not_invite_the_day_before() {
    var eve =
        new StudyTerms(
            true, false, false, 3, 2, COMING, FEB_01_LOCAL, FEB_01_LOCAL.minusDays(1), List.of());
    given(eve)
        .when(ANN_TO_S1)
        .thenRefused(Refusal.SITE_NOT_OPEN, "The site may invite from 2027-02-01 on.");
  }

  @Test
  void a_site_where_nobody_would_be_told_of_an_alert_does_not_invite() {
    given(OPEN.unnamed(List.of("clinician")))
        .when(ANN_TO_S1)
        .thenRefused(
            Refusal.SAFETY_CONTACT_MISSING,
            "Nobody is named for clinician at site s1: load contacts.yaml with somebody before"
                + " inviting.");
    given(OPEN.unnamed(List.of("clinician")), INVITED).when(ANN_TO_S1).thenNothing();
    given(PAUSED.unnamed(List.of("clinician"))).when(ANN_TO_S1).thenRefused(Refusal.STUDY_NOT_OPEN);
  }

  @Test
  void inviting_twice_records_nothing_new_even_when_the_study_has_paused() {
    given(OPEN, INVITED).when(ANN_TO_S1).thenNothing();
    given(PAUSED, INVITED, REDEEMED).when(ANN_TO_S1).thenNothing();
  }

  @Test
  void an_invitation_belongs_to_one_site() {
    given(OPEN, INVITED)
        .when(new Invite("s2", "en", FEB_15, FEB_01))
        .thenRefused(Refusal.INVITATION_DIFFERS);
  }

  @Test
  void nobody_is_invited_to_a_study_that_is_paused_full_or_locked() {
    given(PAUSED).when(ANN_TO_S1).thenRefused(Refusal.STUDY_NOT_OPEN);
    given(FULL).when(ANN_TO_S1).thenRefused(Refusal.TARGET_REACHED);
    given(LOCKED).when(ANN_TO_S1).thenRefused(Refusal.STUDY_LOCKED);
  }
}
