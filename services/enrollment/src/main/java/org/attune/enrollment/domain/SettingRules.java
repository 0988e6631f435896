package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Decision.accept;
import static org.attune.enrollment.domain.Decision.refuse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import org.attune.enrollment.domain.EnrollmentState.Declined;
import org.attune.enrollment.domain.EnrollmentState.Eligible;
import org.attune.enrollment.domain.EnrollmentState.Enrolled;
import org.attune.enrollment.domain.EnrollmentState.Erased;
import org.attune.enrollment.domain.EnrollmentState.Ineligible;
import org.attune.enrollment.domain.EnrollmentState.Invited;
import org.attune.enrollment.domain.EnrollmentState.Left;
import org.attune.enrollment.domain.EnrollmentState.Membership;
import org.attune.enrollment.domain.EnrollmentState.Opened;
import org.attune.enrollment.domain.EnrollmentState.Unknown;

/** Decides what somebody in the study may change: zone, hours, channel, a pause, and leaving. */
final class SettingRules {
  private SettingRules() {}

  static Decision changeZone(Person p, EnrollmentState state, ChangeZone c, StudyTerms terms) {
    return inStudy(
        state,
        terms,
        m ->
            m.zone().equals(c.zone())
                ? accept()
                : accept(new ZoneChanged(p.study(), p.participantId(), c.zone(), c.at())));
  }

  static Decision narrowHours(Person p, EnrollmentState state, NarrowHours c, StudyTerms terms) {
    var hours = c.hours();
    return inStudy(
        state,
        terms,
        m ->
            m.hours().equals(Optional.of(hours.from() + "-" + hours.until()))
                ? accept()
                : unfit(hours)
                    .orElseGet(
                        () ->
                            accept(
                                new PromptHoursNarrowed(
                                    p.study(),
                                    p.participantId(),
                                    hours.from(),
                                    hours.until(),
                                    c.at()))));
  }

  static Decision widenHours(Person p, EnrollmentState state, WidenHours c, StudyTerms terms) {
    return inStudy(
        state,
        terms,
        m ->
            m.hours().isEmpty()
                ? accept()
                : accept(new PromptHoursWidened(p.study(), p.participantId(), c.at())));
  }

  /** Up to the local midnight at which the days are over; ending no pause changes nothing. */
  static Decision pause(Person p, EnrollmentState state, Pause c, StudyTerms terms) {
    return inStudy(
        state,
        terms,
        m -> {
          var until = c.days() == 0 ? c.at() : midnight(m, c);
          boolean holds =
              c.days() == 0 ? !m.isPaused(c.at()) : m.pausedUntil().equals(Optional.of(until));
          return holds
              ? accept()
              : accept(new PauseChosen(p.study(), p.participantId(), until, c.at()));
        });
  }

  private static Instant midnight(Membership m, Pause c) {
    var zone = ZoneId.of(m.zone());
    return LocalDate.ofInstant(c.at(), zone).plusDays(c.days()).atStartOfDay(zone).toInstant();
  }

  static Decision chooseChannels(
      Person p, EnrollmentState state, ChooseChannels c, StudyTerms terms) {
    var chosen =
        new ChannelChosen(
            p.study(), p.participantId(), c.channels().getFirst(), c.channels(), c.at());
    return inStudy(
        state,
        terms,
        m ->
            m.channels().equals(c.channels())
                ? accept()
                : unreachable(c.channels(), c.reach()).orElseGet(() -> accept(chosen)));
  }

  /** Nobody is left with a chosen channel that has no address. */
  static Decision keepAddress(EnrollmentState state, KeepAddress c, StudyTerms terms) {
    return inStudy(
        state,
        terms,
        m ->
            m.channels().stream()
                .filter(c.emptied()::contains)
                .findFirst()
                .flatMap(SettingRules::missing)
                .orElseGet(() -> accept()));
  }

  /** Knows no arm: whatever way of leaving, everybody is answered alike. */
  static Decision leave(Person p, EnrollmentState state, Leave c, StudyTerms terms) {
    if (c.way() == LeavingWay.WITHDRAW_DATA) return withdrawData(p, state, c);
    if (state instanceof Left(_, var way, _) && way == c.way()) return accept();
    return inStudy(
        state,
        terms,
        m ->
            m.stopped().contains(c.way())
                ? accept()
                : accept(
                    new ParticipantLeft(
                        p.study(), p.participantId(), c.way(), c.reason(), c.at())));
  }

  /** At any stage, and also of those who left and of a locked study: it is their right. */
  private static Decision withdrawData(Person p, EnrollmentState state, Leave c) {
    if (state instanceof Erased) return accept();
    var origin = state.origin();
    if (origin.isEmpty())
      return refuse(Refusal.INVITATION_UNKNOWN, "Nobody of this id was invited.");
    var reached = state.stage().orElseThrow();
    return accept(
        new ParticipantErased(
            p.study(),
            p.participantId(),
            origin.get().site(),
            state.member().map(Membership::protocolVersion).orElse(origin.get().protocolVersion()),
            reached == Stage.LEFT ? Stage.ENROLLED : reached,
            c.reason(),
            c.at()));
  }

  /** The refusal of hours that do not fit the protocol. */
  static Optional<Decision> unfit(Hours hours) {
    return switch (hours.fit()) {
      case FITS -> Optional.empty();
      case TOO_WIDE ->
          Optional.of(
              refuse(Refusal.HOURS_TOO_WIDE, "These hours reach into the study's quiet hours."));
      case TOO_NARROW ->
          Optional.of(
              refuse(Refusal.HOURS_TOO_NARROW, "A day's questions do not fit into these hours."));
    };
  }

  /** The refusal of channels of which one cannot be used. */
  static Optional<Decision> unreachable(List<Channel> channels, Reach reach) {
    for (var channel : channels) {
      if (!reach.offered().contains(channel)) {
        return Optional.of(
            refuse(
                Refusal.CHANNEL_NOT_OFFERED,
                "This platform does not reach anybody over this channel."));
      }
      if (!reach.addressed().contains(channel)) {
        var missing = missing(channel);
        if (missing.isPresent()) return missing;
      }
    }
    return Optional.empty();
  }

  private static Optional<Decision> missing(Channel channel) {
    return switch (channel) {
      case EMAIL ->
          Optional.of(refuse(Refusal.EMAIL_MISSING, "To be reached by e-mail, give an address."));
      case SMS ->
          Optional.of(
              refuse(Refusal.PHONE_MISSING, "To be reached by SMS, give a telephone number."));
      case WEB_PUSH ->
          Optional.of(
              refuse(
                  Refusal.SUBSCRIPTION_MISSING,
                  "To be notified on a device, allow notifications there."));
      case NONE -> Optional.empty();
    };
  }

  /** What holds for somebody in the study decides; everybody else is refused. */
  static Decision inStudy(
      EnrollmentState state, StudyTerms terms, Function<Membership, Decision> decide) {
    return switch (state) {
      case Enrolled _ when terms.locked() -> EnrollmentRules.locked();
      case Enrolled(var membership) -> decide.apply(membership);
      case Left _ -> refuse(Refusal.ALREADY_LEFT, "The participant left the study.");
      case Erased _ -> EnrollmentRules.erased();
      case Unknown _, Invited _, Opened _, Eligible _, Ineligible _, Declined _ ->
          refuse(Refusal.NOT_ENROLLED, "This is for those who are in the study.");
    };
  }
}
