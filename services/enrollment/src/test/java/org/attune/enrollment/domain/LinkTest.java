package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Scenario.ANN;
import static org.attune.enrollment.domain.Scenario.ELIGIBLE;
import static org.attune.enrollment.domain.Scenario.ENROLLED;
import static org.attune.enrollment.domain.Scenario.FEB_02;
import static org.attune.enrollment.domain.Scenario.INVITED;
import static org.attune.enrollment.domain.Scenario.LEFT;
import static org.attune.enrollment.domain.Scenario.LOCKED;
import static org.attune.enrollment.domain.Scenario.OPEN;
import static org.attune.enrollment.domain.Scenario.PAUSED;
import static org.attune.enrollment.domain.Scenario.REDEEMED;
import static org.attune.enrollment.domain.Scenario.STUDY;
import static org.attune.enrollment.domain.Scenario.given;

import java.util.Optional;
import org.attune.enrollment.domain.EnrollmentCommand.Link;
import org.attune.enrollment.domain.EnrollmentCommand.Link.Standing;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem.Device;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked.Means;
import org.junit.jupiter.api.Test;

/** Which further device a link lets in. */
class LinkTest {
  private static final DeviceLinked SECOND =
      new DeviceLinked(STUDY, ANN, 2, Optional.of(Means.LINK), FEB_02);

  private static Link by(Device device, Standing link) {
    return new Link(device, link, 1, 2, FEB_02);
  }

  @Test
  void a_further_device_is_let_in_at_every_step_from_the_opened_invitation_on() {
    var link = by(Device.UNSEEN, Standing.OPEN);
    given(OPEN, INVITED, REDEEMED).when(link).then(SECOND);
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE).when(link).then(SECOND);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED).when(link).then(SECOND);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, LEFT).when(link).then(SECOND);
  }

  @Test
  void before_the_invitation_is_opened_there_is_nothing_to_go_on_with() {
    given(OPEN, INVITED)
        .when(by(Device.UNSEEN, Standing.OPEN))
        .thenRefused(Refusal.INVITATION_NOT_OPENED);
  }

  @Test
  void the_device_that_used_it_is_let_in_again_and_no_other() {
    given(OPEN, INVITED, REDEEMED).when(by(Device.KNOWN, Standing.REPEATED)).thenNothing();
    given(OPEN, INVITED, REDEEMED)
        .when(by(Device.UNSEEN, Standing.USED))
        .thenRefused(Refusal.LINK_USED);
  }

  @Test
  void a_device_that_is_known_comes_back_without_becoming_another() {
    given(OPEN, INVITED, REDEEMED).when(by(Device.KNOWN, Standing.OPEN)).thenNothing();
  }

  @Test
  void a_lapsed_link_or_one_that_was_asked_for_elsewhere_lets_nobody_in() {
    for (var device : new Device[] {Device.UNSEEN, Device.KNOWN}) {
      given(OPEN, INVITED, REDEEMED)
          .when(by(device, Standing.LAPSED))
          .thenRefused(Refusal.LINK_EXPIRED);
      given(OPEN, INVITED, REDEEMED)
          .when(by(device, Standing.FOREIGN))
          .thenRefused(Refusal.LINK_FOREIGN);
    }
  }

  @Test
  void a_revoked_device_stays_out_whatever_link_it_shows() {
    for (var link : Standing.values()) {
      given(OPEN, INVITED, REDEEMED)
          .when(by(Device.REVOKED, link))
          .thenRefused(Refusal.DEVICE_REVOKED);
    }
  }

  @Test
  void there_are_ten_devices_at_most_and_none_more_once_the_study_is_locked() {
    given(OPEN, INVITED, REDEEMED)
        .when(new Link(Device.UNSEEN, Standing.OPEN, 10, 13, FEB_02))
        .thenRefused(Refusal.DEVICES_TOO_MANY);
    given(LOCKED, INVITED, REDEEMED)
        .when(by(Device.UNSEEN, Standing.OPEN))
        .thenRefused(Refusal.STUDY_LOCKED);
  }
}
