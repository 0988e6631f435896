package org.attune.enrollment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.domain.Scenario.ANN;
import static org.attune.enrollment.domain.Scenario.ELIGIBLE;
import static org.attune.enrollment.domain.Scenario.ENROLLED;
import static org.attune.enrollment.domain.Scenario.FEB_15;
import static org.attune.enrollment.domain.Scenario.INVITED;
import static org.attune.enrollment.domain.Scenario.LEFT;
import static org.attune.enrollment.domain.Scenario.LOCKED;
import static org.attune.enrollment.domain.Scenario.OPEN;
import static org.attune.enrollment.domain.Scenario.PAUSED;
import static org.attune.enrollment.domain.Scenario.REDEEMED;
import static org.attune.enrollment.domain.Scenario.STUDY;
import static org.attune.enrollment.domain.Scenario.given;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.attune.enrollment.domain.EnrollmentCommand.ChangeZone;
import org.attune.enrollment.domain.EnrollmentCommand.ChooseChannels;
import org.attune.enrollment.domain.EnrollmentCommand.KeepAddress;
import org.attune.enrollment.domain.EnrollmentCommand.Leave;
import org.attune.enrollment.domain.EnrollmentCommand.NarrowHours;
import org.attune.enrollment.domain.EnrollmentCommand.Pause;
import org.attune.enrollment.domain.EnrollmentCommand.Reach;
import org.attune.enrollment.domain.EnrollmentCommand.WidenHours;
import org.attune.enrollment.domain.EnrollmentEvent.ChannelChosen;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantLeft;
import org.attune.enrollment.domain.EnrollmentEvent.PauseChosen;
import org.attune.enrollment.domain.EnrollmentEvent.PromptHoursNarrowed;
import org.attune.enrollment.domain.EnrollmentEvent.PromptHoursWidened;
import org.attune.enrollment.domain.EnrollmentEvent.ZoneChanged;
import org.junit.jupiter.api.Test;

/** What somebody in the study may change, and leaving. Ann enrolled in Dublin, by e-mail. */
class SettingsTest {
  private static final EnrollmentEvent[] IN = {INVITED, REDEEMED, ELIGIBLE, ENROLLED};
  private static final Leave LEAVE = new Leave(LeavingWay.WITHDRAW_FOLLOWUP, "no-time", FEB_15);

  @Test
  void a_new_zone_is_recorded_and_the_same_one_is_not() {
    given(PAUSED, IN)
        .when(new ChangeZone("Pacific/Auckland", FEB_15))
        .then(new ZoneChanged(STUDY, ANN, "Pacific/Auckland", FEB_15));
    given(OPEN, IN).when(new ChangeZone("Europe/Dublin", FEB_15)).thenNothing();
  }

  @Test
  void narrower_hours_are_recorded_if_a_days_prompts_fit() {
    given(OPEN, IN)
        .when(new NarrowHours(new Hours("10:00", "20:00", Hours.Fit.FITS), FEB_15))
        .then(new PromptHoursNarrowed(STUDY, ANN, "10:00", "20:00", FEB_15));
    given(OPEN, IN)
        .when(new NarrowHours(new Hours("10:00", "10:30", Hours.Fit.TOO_NARROW), FEB_15))
        .thenRefused(Refusal.HOURS_TOO_NARROW);
    given(OPEN, IN)
        .when(new NarrowHours(new Hours("00:00", "20:00", Hours.Fit.TOO_WIDE), FEB_15))
        .thenRefused(Refusal.HOURS_TOO_WIDE);
  }

  @Test
  void all_hours_of_the_protocol_can_be_had_again() {
    var narrowed = new PromptHoursNarrowed(STUDY, ANN, "10:00", "20:00", FEB_15);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, narrowed)
        .when(new WidenHours(FEB_15))
        .then(new PromptHoursWidened(STUDY, ANN, FEB_15));
    given(OPEN, IN).when(new WidenHours(FEB_15)).thenNothing();
    var widened = new PromptHoursWidened(STUDY, ANN, FEB_15);
    var state =
        EnrollmentState.after(List.of(INVITED, REDEEMED, ELIGIBLE, ENROLLED, narrowed, widened));
    assertThat(state.member().orElseThrow().hours()).isEmpty();
  }

  @Test
  void a_pause_lasts_until_the_local_midnight_after_its_days() {
    var zone = ZoneId.of("Europe/Dublin");
    var today = LocalDate.ofInstant(FEB_15, zone);
    var tomorrow = today.plusDays(1).atStartOfDay(zone).toInstant();
    given(OPEN, IN).when(new Pause(1, FEB_15)).then(new PauseChosen(STUDY, ANN, tomorrow, FEB_15));
    var paused = new PauseChosen(STUDY, ANN, tomorrow, FEB_15);
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE, ENROLLED, paused)
        .when(new Pause(1, FEB_15.plusSeconds(60)))
        .thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, paused)
        .when(new Pause(14, FEB_15))
        .then(
            new PauseChosen(STUDY, ANN, today.plusDays(14).atStartOfDay(zone).toInstant(), FEB_15));
    var state = EnrollmentState.after(List.of(INVITED, REDEEMED, ELIGIBLE, ENROLLED, paused));
    var member = state.member().orElseThrow();
    assertThat(member.isPaused(tomorrow.minusMillis(1))).isTrue();
    assertThat(member.isPaused(tomorrow)).isFalse();
  }

  @Test
  void a_pause_can_be_ended_and_where_there_is_none_nothing_ends() {
    var later = FEB_15.plusSeconds(60);
    var paused = new PauseChosen(STUDY, ANN, FEB_15.plusSeconds(3_600), FEB_15);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, paused)
        .when(new Pause(0, later))
        .then(new PauseChosen(STUDY, ANN, later, later));
    given(OPEN, IN).when(new Pause(0, later)).thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, paused)
        .when(new Pause(0, FEB_15.plusSeconds(3_600)))
        .thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE)
        .when(new Pause(1, FEB_15))
        .thenRefused(Refusal.NOT_ENROLLED);
  }

  @Test
  void a_channel_needs_an_address() {
    given(OPEN, IN)
        .when(choose(EnumSet.noneOf(Channel.class), Channel.NONE))
        .then(new ChannelChosen(STUDY, ANN, Channel.NONE, FEB_15));
    var none = new ChannelChosen(STUDY, ANN, Channel.NONE, FEB_15);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, none)
        .when(choose(EnumSet.noneOf(Channel.class), Channel.EMAIL))
        .thenRefused(Refusal.EMAIL_MISSING);
    given(OPEN, IN)
        .when(choose(EnumSet.of(Channel.EMAIL), Channel.WEB_PUSH, Channel.EMAIL))
        .thenRefused(Refusal.SUBSCRIPTION_MISSING);
    given(OPEN, IN)
        .when(choose(EnumSet.of(Channel.EMAIL), Channel.EMAIL, Channel.SMS))
        .thenRefused(Refusal.PHONE_MISSING);
  }

  @Test
  void several_channels_are_chosen_in_an_order_that_counts() {
    var both = EnumSet.of(Channel.EMAIL, Channel.WEB_PUSH);
    var order = List.of(Channel.WEB_PUSH, Channel.EMAIL);
    var chosen = new ChannelChosen(STUDY, ANN, Channel.WEB_PUSH, order, FEB_15);
    given(OPEN, IN).when(choose(both, Channel.WEB_PUSH, Channel.EMAIL)).then(chosen);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, chosen)
        .when(choose(both, Channel.WEB_PUSH, Channel.EMAIL))
        .thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, chosen)
        .when(choose(both, Channel.EMAIL, Channel.WEB_PUSH))
        .then(
            new ChannelChosen(
                STUDY, ANN, Channel.EMAIL, List.of(Channel.EMAIL, Channel.WEB_PUSH), FEB_15));
  }

  @Test
  void what_was_written_with_one_channel_alone_reads_as_a_list_of_one() {
    var old = new ChannelChosen(STUDY, ANN, Channel.NONE, List.of(), FEB_15);
    var state = EnrollmentState.after(List.of(INVITED, REDEEMED, ELIGIBLE, ENROLLED, old));
    assertThat(state.member().orElseThrow().channels()).containsExactly(Channel.NONE);
  }

  @Test
  void a_channel_that_the_platform_has_not_is_refused() {
    var reach = new Reach(EnumSet.of(Channel.EMAIL, Channel.NONE), EnumSet.allOf(Channel.class));
    given(OPEN, IN)
        .when(new ChooseChannels(List.of(Channel.SMS), reach, FEB_15))
        .thenRefused(Refusal.CHANNEL_NOT_OFFERED);
  }

  @Test
  void an_address_is_taken_back_unless_messages_come_by_it() {
    var by = List.of(Channel.WEB_PUSH, Channel.SMS);
    var chosen = new ChannelChosen(STUDY, ANN, Channel.WEB_PUSH, by, FEB_15);
    given(OPEN, IN).when(empty(Channel.SMS)).thenNothing();
    given(OPEN, IN).when(empty(Channel.EMAIL)).thenRefused(Refusal.EMAIL_MISSING);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, chosen)
        .when(empty(Channel.EMAIL))
        .thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, chosen)
        .when(empty(Channel.EMAIL, Channel.SMS))
        .thenRefused(Refusal.PHONE_MISSING);
    given(LOCKED, IN).when(empty(Channel.SMS)).thenRefused(Refusal.STUDY_LOCKED);
  }

  private static KeepAddress empty(Channel... channels) {
    return new KeepAddress(Set.of(channels), FEB_15);
  }

  private static ChooseChannels choose(Set<Channel> addressed, Channel... channels) {
    var reach = new Reach(EnumSet.allOf(Channel.class), addressed);
    return new ChooseChannels(List.of(channels), reach, FEB_15);
  }

  @Test
  void leaving_follow_up_is_recorded_once_whether_or_not_the_study_runs() {
    given(OPEN, IN).when(LEAVE).then(LEFT);
    given(PAUSED, IN).when(LEAVE).then(LEFT);
    given(PAUSED, INVITED, REDEEMED, ELIGIBLE, ENROLLED, LEFT).when(LEAVE).thenNothing();
  }

  @Test
  void who_withdraws_data_is_erased_at_any_stage_even_after_leaving_or_in_a_locked_study() {
    var withdraw = new Leave(LeavingWay.WITHDRAW_DATA, "privacy", FEB_15);
    given(OPEN, IN).when(withdraw).then(erased(Stage.ENROLLED));
    given(LOCKED, IN).when(withdraw).then(erased(Stage.ENROLLED));
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, LEFT)
        .when(withdraw)
        .then(erased(Stage.ENROLLED));
    given(OPEN, INVITED, REDEEMED, ELIGIBLE).when(withdraw).then(erased(Stage.ELIGIBLE));
    given(OPEN).when(withdraw).thenRefused(Refusal.INVITATION_UNKNOWN);
  }

  @Test
  void after_erasure_nothing_is_accepted_but_erasure_again() {
    given(OPEN, INVITED, erased(Stage.INVITED))
        .when(new Leave(LeavingWay.WITHDRAW_DATA, "privacy", FEB_15))
        .thenNothing();
    given(OPEN, INVITED, erased(Stage.INVITED)).when(LEAVE).thenRefused(Refusal.ERASED);
  }

  private static ParticipantErased erased(Stage reached) {
    return new ParticipantErased(STUDY, ANN, "s1", 3, reached, "privacy", FEB_15);
  }

  @Test
  void whoever_stops_a_part_stays_in_the_study_and_may_stop_more_or_leave() {
    var noProgramme = new Leave(LeavingWay.STOP_INTERVENTION, "no-time", FEB_15);
    var noPrompts = new Leave(LeavingWay.STOP_PROMPTS, "too-many", FEB_15);
    var stopped = new ParticipantLeft(STUDY, ANN, LeavingWay.STOP_INTERVENTION, "no-time", FEB_15);
    var silent = new ParticipantLeft(STUDY, ANN, LeavingWay.STOP_PROMPTS, "too-many", FEB_15);
    given(OPEN, IN).when(noProgramme).then(stopped);
    given(PAUSED, IN).when(noPrompts).then(silent);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, stopped).when(noPrompts).then(silent);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, stopped, silent)
        .when(noProgramme)
        .thenNothing();
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, stopped, silent).when(LEAVE).then(LEFT);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, LEFT)
        .when(noPrompts)
        .thenRefused(Refusal.ALREADY_LEFT);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, silent)
        .when(new ChangeZone("Pacific/Auckland", FEB_15))
        .then(new ZoneChanged(STUDY, ANN, "Pacific/Auckland", FEB_15));
    given(LOCKED, IN).when(noPrompts).thenRefused(Refusal.STUDY_LOCKED);
  }

  @Test
  void who_is_not_in_the_study_changes_nothing() {
    given(OPEN, INVITED, REDEEMED, ELIGIBLE).when(LEAVE).thenRefused(Refusal.NOT_ENROLLED);
    given(OPEN, INVITED).when(new KeepAddress(Set.of(), FEB_15)).thenRefused(Refusal.NOT_ENROLLED);
    given(OPEN, INVITED, REDEEMED, ELIGIBLE, ENROLLED, LEFT)
        .when(new ChangeZone("Pacific/Auckland", FEB_15))
        .thenRefused(Refusal.ALREADY_LEFT);
  }

  @Test
  void nothing_changes_in_a_locked_study() {
    given(LOCKED, IN).when(LEAVE).thenRefused(Refusal.STUDY_LOCKED);
    given(LOCKED, IN)
        .when(new ChangeZone("Pacific/Auckland", FEB_15))
        .thenRefused(Refusal.STUDY_LOCKED);
  }
}
