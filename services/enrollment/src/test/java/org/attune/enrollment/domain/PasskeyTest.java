package org.attune.enrollment.domain;

import static org.assertj.core.api.Assertions.assertThat;
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

import java.util.Map;
import java.util.Optional;
import org.attune.enrollment.domain.EnrollmentCommand.Ceremony;
import org.attune.enrollment.domain.EnrollmentCommand.Ceremony.Challenge;
import org.attune.enrollment.domain.EnrollmentCommand.ComeBack;
import org.attune.enrollment.domain.EnrollmentCommand.ComeBack.Counter;
import org.attune.enrollment.domain.EnrollmentCommand.MakePasskey;
import org.attune.enrollment.domain.EnrollmentCommand.OfferPasskey;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem.Device;
import org.attune.enrollment.domain.EnrollmentCommand.RemovePasskey;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked.Means;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyMade;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyRemoved;
import org.junit.jupiter.api.Test;

/** Who has a passkey, and which device it lets in. */
class PasskeyTest {
  private static final PasskeyMade FIRST = new PasskeyMade(STUDY, ANN, 1, FEB_02);
  private static final DeviceLinked SECOND =
      new DeviceLinked(STUDY, ANN, 2, Optional.of(Means.PASSKEY), FEB_02);
  private static final Counter NONE = new Counter(0, 0);

  /** Ceremonies that are no good, whoever's passkey it is, and the reason given. */
  private static final Map<Ceremony, Refusal> FLAWED =
      Map.of(
          new Ceremony(false, Challenge.OPEN, 0),
          Refusal.PASSKEY_ELSEWHERE,
          with(Challenge.LAPSED),
          Refusal.PASSKEY_CHALLENGE_EXPIRED,
          with(Challenge.USED),
          Refusal.PASSKEY_CHALLENGE_USED,
          with(Challenge.FOREIGN),
          Refusal.PASSKEY_CHALLENGE_FOREIGN);

  private static Ceremony with(Challenge challenge) {
    return new Ceremony(true, challenge, 0);
  }

  private static MakePasskey making(Ceremony ceremony, int passkeys) {
    return new MakePasskey(ceremony, true, false, passkeys, passkeys + 1, FEB_02);
  }

  private static ComeBack back(Device device, Ceremony ceremony, Counter counter) {
    return new ComeBack(device, ceremony, true, counter, 1, 2, FEB_02);
  }

  @Test
  void whoever_opened_an_invitation_may_make_one_at_every_step() {
    var making = making(with(Challenge.OPEN), 0);
    given(OPEN, INVITED, REDEEMED).when(making).then(FIRST);
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE).when(making).then(FIRST);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, LEFT).when(making).then(FIRST);
    given(OPEN, INVITED).when(making).thenRefused(Refusal.INVITATION_NOT_OPENED);
    given(LOCKED, INVITED, REDEEMED).when(making).thenRefused(Refusal.STUDY_LOCKED);
  }

  @Test
  void five_passkeys_are_enough_and_none_is_offered_that_would_be_refused() {
    given(OPEN, INVITED, REDEEMED).when(new OfferPasskey(4, FEB_02)).thenNothing();
    given(OPEN, INVITED, REDEEMED)
        .when(making(with(Challenge.OPEN), 4))
        .then(new PasskeyMade(STUDY, ANN, 5, FEB_02));
    given(OPEN, INVITED, REDEEMED)
        .when(new OfferPasskey(5, FEB_02))
        .thenRefused(Refusal.PASSKEYS_TOO_MANY);
    given(OPEN, INVITED, REDEEMED)
        .when(making(with(Challenge.OPEN), 5))
        .thenRefused(Refusal.PASSKEYS_TOO_MANY);
    given(OPEN, INVITED)
        .when(new OfferPasskey(0, FEB_02))
        .thenRefused(Refusal.INVITATION_NOT_OPENED);
    given(LOCKED, INVITED, REDEEMED)
        .when(new OfferPasskey(0, FEB_02))
        .thenRefused(Refusal.STUDY_LOCKED);
  }

  @Test
  void one_that_is_there_already_is_no_other_and_what_is_none_is_refused() {
    given(OPEN, INVITED, REDEEMED, FIRST)
        .when(new MakePasskey(with(Challenge.OPEN), true, true, 1, 2, FEB_02))
        .thenNothing();
    given(OPEN, INVITED, REDEEMED)
        .when(new MakePasskey(with(Challenge.OPEN), false, false, 0, 1, FEB_02))
        .thenRefused(Refusal.PASSKEY_UNFIT);
  }

  @Test
  void a_flawed_ceremony_makes_nothing_and_lets_nobody_in_whoever_it_is() {
    FLAWED.forEach(
        (ceremony, reason) -> {
          given(OPEN, INVITED, REDEEMED).when(making(ceremony, 0)).thenRefused(reason);
          given(OPEN, INVITED, REDEEMED, FIRST)
              .when(back(Device.UNSEEN, ceremony, NONE))
              .thenRefused(reason);
          assertThat(PasskeyRules.unknown(ceremony).reason()).isEqualTo(reason);
        });
  }

  @Test
  void a_removed_one_is_removed_once_also_when_the_study_is_locked() {
    var removed = new PasskeyRemoved(STUDY, ANN, 1, FEB_02);
    given(LOCKED, INVITED, REDEEMED, FIRST).when(new RemovePasskey(1, true, FEB_02)).then(removed);
    given(OPEN, INVITED, REDEEMED, FIRST, removed)
        .when(new RemovePasskey(1, false, FEB_02))
        .thenNothing();
  }

  @Test
  void it_lets_another_device_in_at_every_step_as_a_link_does() {
    var back = back(Device.UNSEEN, with(Challenge.OPEN), new Counter(7, 8));
    given(OPEN, INVITED, REDEEMED, FIRST).when(back).then(SECOND);
    given(PAUSED, INVITED, REDEEMED, FIRST, ELIGIBLE, ENROLLED, LEFT).when(back).then(SECOND);
    given(LOCKED, INVITED, REDEEMED, FIRST).when(back).thenRefused(Refusal.STUDY_LOCKED);
    given(OPEN, INVITED, REDEEMED, FIRST)
        .when(new ComeBack(Device.UNSEEN, with(Challenge.OPEN), true, NONE, 10, 11, FEB_02))
        .thenRefused(Refusal.DEVICES_TOO_MANY);
  }

  @Test
  void a_device_that_is_known_comes_back_as_itself_and_one_that_was_shut_out_stays_out() {
    given(OPEN, INVITED, REDEEMED, FIRST)
        .when(back(Device.KNOWN, with(Challenge.OPEN), NONE))
        .thenNothing();
    for (var challenge : new Challenge[] {Challenge.OPEN, Challenge.REPEATED}) {
      given(OPEN, INVITED, REDEEMED, FIRST)
          .when(back(Device.REVOKED, with(challenge), NONE))
          .thenRefused(Refusal.DEVICE_REVOKED);
    }
  }

  @Test
  void what_does_not_hold_is_answered_as_if_nobody_had_that_passkey() {
    var wrong = new ComeBack(Device.UNSEEN, with(Challenge.OPEN), false, NONE, 1, 2, FEB_02);
    var nobodys = PasskeyRules.unknown(with(Challenge.OPEN));
    assertThat(nobodys.reason()).isEqualTo(Refusal.PASSKEY_UNKNOWN);
    given(OPEN, INVITED, REDEEMED, FIRST)
        .when(wrong)
        .thenRefused(nobodys.reason(), nobodys.detail());
  }

  @Test
  void a_counter_has_to_rise_unless_it_never_counts() {
    for (var fitting : new Counter[] {NONE, new Counter(0, 1), new Counter(1, 2)}) {
      given(OPEN, INVITED, REDEEMED, FIRST)
          .when(back(Device.UNSEEN, with(Challenge.OPEN), fitting))
          .then(SECOND);
    }
    for (var odd : new Counter[] {new Counter(1, 0), new Counter(2, 1), new Counter(2, 2)}) {
      given(OPEN, INVITED, REDEEMED, FIRST)
          .when(back(Device.UNSEEN, with(Challenge.OPEN), odd))
          .thenRefused(Refusal.PASSKEY_COUNTER_BACK);
    }
  }

  @Test
  void the_eleventh_ceremony_within_a_minute_is_refused() {
    var tenth = new Ceremony(true, Challenge.OPEN, 9);
    var eleventh = new Ceremony(true, Challenge.OPEN, 10);
    given(OPEN, INVITED, REDEEMED, FIRST).when(back(Device.UNSEEN, tenth, NONE)).then(SECOND);
    given(OPEN, INVITED, REDEEMED, FIRST)
        .when(back(Device.UNSEEN, eleventh, NONE))
        .thenRefused(Refusal.PASSKEY_TOO_OFTEN);
    given(OPEN, INVITED, REDEEMED).when(making(eleventh, 0)).thenRefused(Refusal.PASSKEY_TOO_OFTEN);
  }
}
