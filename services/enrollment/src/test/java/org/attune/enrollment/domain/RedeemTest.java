package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Scenario.ANN;
import static org.attune.enrollment.domain.Scenario.FEB_15;
import static org.attune.enrollment.domain.Scenario.INVITED;
import static org.attune.enrollment.domain.Scenario.LOCKED;
import static org.attune.enrollment.domain.Scenario.OPEN;
import static org.attune.enrollment.domain.Scenario.PAUSED;
import static org.attune.enrollment.domain.Scenario.REDEEMED;
import static org.attune.enrollment.domain.Scenario.STUDY;
import static org.attune.enrollment.domain.Scenario.given;

import java.time.Instant;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem.Device;
import org.attune.enrollment.domain.EnrollmentEvent.InvitationRedeemed;
import org.junit.jupiter.api.Test;

/** Which device an invitation lets in. Ann's lapses on 15 February at noon. */
class RedeemTest {
  private static final Instant JUST_BEFORE = FEB_15.minusNanos(1_000);

  @Test
  void the_first_device_is_let_in_until_the_invitation_lapses() {
    given(OPEN, INVITED)
        .when(new Redeem(Device.UNSEEN, JUST_BEFORE))
        .then(new InvitationRedeemed(STUDY, ANN, 1, JUST_BEFORE));
  }

  @Test
  void a_lapsed_invitation_lets_nobody_in() {
    given(OPEN, INVITED)
        .when(new Redeem(Device.UNSEEN, FEB_15))
        .thenRefused(Refusal.INVITATION_EXPIRED);
    given(OPEN, INVITED, REDEEMED)
        .when(new Redeem(Device.KNOWN, FEB_15))
        .thenRefused(Refusal.INVITATION_EXPIRED);
  }

  @Test
  void a_pause_keeps_nobody_from_looking() {
    given(PAUSED, INVITED)
        .when(new Redeem(Device.UNSEEN, JUST_BEFORE))
        .then(new InvitationRedeemed(STUDY, ANN, 1, JUST_BEFORE));
  }

  @Test
  void another_device_needs_another_invitation() {
    given(OPEN, INVITED, REDEEMED)
        .when(new Redeem(Device.UNSEEN, JUST_BEFORE))
        .thenRefused(Refusal.INVITATION_USED);
  }

  @Test
  void a_revoked_device_stays_out() {
    given(OPEN, INVITED, REDEEMED)
        .when(new Redeem(Device.REVOKED, JUST_BEFORE))
        .thenRefused(Refusal.DEVICE_REVOKED);
  }

  @Test
  void an_unknown_code_or_a_locked_study_lets_nobody_in() {
    given(OPEN).when(new Redeem(Device.UNSEEN, FEB_15)).thenRefused(Refusal.INVITATION_UNKNOWN);
    given(LOCKED, INVITED)
        .when(new Redeem(Device.UNSEEN, JUST_BEFORE))
        .thenRefused(Refusal.STUDY_LOCKED);
  }
}
