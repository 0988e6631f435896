package org.attune.enrollment.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.attune.enrollment.domain.EnrollmentEvent.ChannelChosen;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewalDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentEvent.DeliveryReported;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.enrollment.domain.EnrollmentEvent.InvitationRedeemed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantEnrolled;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantInvited;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantLeft;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantScreened;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyMade;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyRemoved;
import org.attune.enrollment.domain.EnrollmentEvent.PauseChosen;
import org.attune.enrollment.domain.EnrollmentEvent.PromptHoursNarrowed;
import org.attune.enrollment.domain.EnrollmentEvent.PromptHoursWidened;
import org.attune.enrollment.domain.EnrollmentEvent.PushSubscriptionEnded;
import org.attune.enrollment.domain.EnrollmentEvent.ZoneChanged;

/**
 * Where one participant stands in one study.
 *
 * <pre>
 *   Unknown --ParticipantInvited--&gt; Invited --InvitationRedeemed--&gt; Opened
 *   Opened --ParticipantScreened--&gt; Eligible | Ineligible
 *   Eligible --ParticipantEnrolled--&gt; Enrolled --ParticipantLeft (follow-up)--&gt; Left
 *       \------ConsentDeclined-----&gt; Declined
 *   Enrolled --ConsentRenewed, ConsentRenewalDeclined--&gt; Enrolled
 *   Enrolled --ZoneChanged, ChannelChosen--&gt; Enrolled
 *   Enrolled --PromptHoursNarrowed, PromptHoursWidened, PauseChosen--&gt; Enrolled
 *   Enrolled --ParticipantLeft (intervention, prompts)--&gt; Enrolled
 *   Enrolled, Left --PushSubscriptionEnded, DeliveryReported--&gt; the same
 *   from Opened on --DeviceLinked, PasskeyMade, PasskeyRemoved--&gt; the same
 *   any but Erased --ParticipantErased--&gt; Erased
 * </pre>
 */
public sealed interface EnrollmentState {
  /**
   * What holds from the invitation on.
   *
   * @param protocolVersion version in force when the site invited
   * @param language of the invitation
   */
  record Invitation(String site, int protocolVersion, String language, Instant expiresAt) {}

  /**
   * What holds from consent on.
   *
   * @param protocolVersion version under which the participant came in
   * @param consentVersion version of the form that was signed last
   * @param channels how to be reached, in the order in which it is tried; at least one
   * @param hours narrowed hours, as {@code HH:MM-HH:MM}; empty: the protocol's
   * @param pausedUntil until when nothing is sent; empty if there was no pause
   * @param stopped what the participant stopped while staying in the study
   * @param declined versions of the form that the participant did not want to sign, in that order
   */
  record Membership(
      Invitation invitation,
      int protocolVersion,
      int consentVersion,
      String language,
      String zone,
      LocalDate consentDate,
      List<Channel> channels,
      Optional<String> hours,
      Optional<Instant> pausedUntil,
      Set<LeavingWay> stopped,
      List<Integer> declined) {
    /** Copies {@code stopped}, in the order of the ways, {@code channels} and {@code declined}. */
    public Membership {
      channels = List.copyOf(channels);
      stopped = Collections.unmodifiableSet(new TreeSet<>(stopped));
      declined = List.copyOf(declined);
    }

    Membership under(int newConsent) {
      return with(newConsent, zone, channels, hours, pausedUntil, stopped, declined);
    }

    Membership in(String newZone) {
      return with(consentVersion, newZone, channels, hours, pausedUntil, stopped, declined);
    }

    Membership by(List<Channel> newChannels) {
      return with(consentVersion, zone, newChannels, hours, pausedUntil, stopped, declined);
    }

    Membership within(Optional<String> newHours) {
      return with(consentVersion, zone, channels, newHours, pausedUntil, stopped, declined);
    }

    Membership pausing(Instant until) {
      return with(consentVersion, zone, channels, hours, Optional.of(until), stopped, declined);
    }

    /** Whether nothing is sent at that time. */
    public boolean isPaused(Instant at) {
      return pausedUntil.filter(at::isBefore).isPresent();
    }

    Membership without(LeavingWay way) {
      var more = EnumSet.of(way);
      more.addAll(stopped);
      return with(consentVersion, zone, channels, hours, pausedUntil, more, declined);
    }

    Membership declining(int version) {
      var more = new ArrayList<>(declined);
      more.add(version);
      return with(consentVersion, zone, channels, hours, pausedUntil, stopped, more);
    }

    private Membership with(
        int newConsent,
        String newZone,
        List<Channel> newChannels,
        Optional<String> newHours,
        Optional<Instant> newPause,
        Set<LeavingWay> newStopped,
        List<Integer> newDeclined) {
      return new Membership(
          invitation,
          protocolVersion,
          newConsent,
          language,
          newZone,
          consentDate,
          newChannels,
          newHours,
          newPause,
          newStopped,
          newDeclined);
    }
  }

  record Unknown() implements EnrollmentState {}

  record Invited(Invitation invitation) implements EnrollmentState {}

  record Opened(Invitation invitation) implements EnrollmentState {}

  record Eligible(Invitation invitation) implements EnrollmentState {}

  record Ineligible(Invitation invitation, String criterion) implements EnrollmentState {}

  record Declined(Invitation invitation, int consentVersion) implements EnrollmentState {}

  record Enrolled(Membership membership) implements EnrollmentState {}

  record Left(Membership membership, LeavingWay way, String reason) implements EnrollmentState {}

  /** Nothing is known any more; the history holds that this happened, and nothing else. */
  record Erased() implements EnrollmentState {}

  /** The state after {@code history}, oldest event first; an empty history is {@link Unknown}. */
  static EnrollmentState after(List<EnrollmentEvent> history) {
    EnrollmentState state = new Unknown();
    for (var event : history) state = state.next(event);
    return state;
  }

  /**
   * The state after one more event.
   *
   * @throws IllegalStateException if the diagram has no such arrow: the history is corrupt
   */
  default EnrollmentState next(EnrollmentEvent event) {
    if (event instanceof ParticipantErased && !(this instanceof Erased)) return new Erased();
    if (isOfDevices(event) && admitsDevices()) return this;
    return switch (this) {
      case Unknown _ when event instanceof ParticipantInvited e ->
          new Invited(new Invitation(e.site(), e.protocolVersion(), e.language(), e.expiresAt()));
      case Invited(var i) when event instanceof InvitationRedeemed -> new Opened(i);
      case Opened(var i) when event instanceof ParticipantScreened e ->
          switch (e.outcome()) {
            case ELIGIBLE -> new Eligible(i);
            case INELIGIBLE -> new Ineligible(i, e.criterion().orElse(""));
          };
      case Eligible(var i) when event instanceof ConsentDeclined e ->
          new Declined(i, e.consentVersion());
      case Eligible(var i) when event instanceof ParticipantEnrolled e ->
          new Enrolled(membership(i, e));
      case Enrolled(var m) when event instanceof ConsentRenewed e ->
          new Enrolled(m.under(e.consentVersion()));
      case Enrolled(var m) when event instanceof ConsentRenewalDeclined e ->
          new Enrolled(m.declining(e.consentVersion()));
      case Enrolled(var m) when event instanceof ZoneChanged e -> new Enrolled(m.in(e.zone()));
      case Enrolled(var m) when event instanceof ChannelChosen e ->
          new Enrolled(m.by(order(e.channel(), e.channels())));
      case Enrolled e when isOfDelivery(event) -> e;
      case Left l when isOfDelivery(event) -> l;
      case Enrolled(var m) when event instanceof PromptHoursNarrowed e ->
          new Enrolled(m.within(Optional.of(e.from() + "-" + e.until())));
      case Enrolled(var m) when event instanceof PromptHoursWidened ->
          new Enrolled(m.within(Optional.empty()));
      case Enrolled(var m) when event instanceof PauseChosen e ->
          new Enrolled(m.pausing(e.until()));
      case Enrolled(var m) when event instanceof ParticipantLeft e && e.way().staysInStudy() ->
          new Enrolled(m.without(e.way()));
      case Enrolled(var m) when event instanceof ParticipantLeft e ->
          new Left(m, e.way(), e.reason());
      case Unknown _,
          Invited _,
          Opened _,
          Eligible _,
          Ineligible _,
          Declined _,
          Enrolled _,
          Left _,
          Erased _ ->
          throw new IllegalStateException(
              "no arrow from %s by %s"
                  .formatted(getClass().getSimpleName(), event.getClass().getSimpleName()));
    };
  }

  /** True once an invitation was opened, for as long as anything is known. */
  default boolean admitsDevices() {
    return !(this instanceof Unknown || this instanceof Invited || this instanceof Erased);
  }

  /** Which devices may come in, and by what, changes nothing of where somebody stands. */
  private static boolean isOfDevices(EnrollmentEvent event) {
    return event instanceof DeviceLinked
        || event instanceof PasskeyMade
        || event instanceof PasskeyRemoved;
  }

  /** Earlier writers knew one channel alone. */
  private static List<Channel> order(Channel first, List<Channel> all) {
    return all.isEmpty() ? List.of(first) : all;
  }

  /** What happens to messages changes nothing of where somebody stands. */
  private static boolean isOfDelivery(EnrollmentEvent event) {
    return event instanceof PushSubscriptionEnded || event instanceof DeliveryReported;
  }

  private static Membership membership(Invitation invitation, ParticipantEnrolled e) {
    return new Membership(
        invitation,
        e.protocolVersion(),
        e.consentVersion(),
        e.language(),
        e.zone(),
        e.localDate(),
        order(e.channel(), e.channels()),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        List.of());
  }

  /** The invitation behind this state; empty before there is one. */
  default Optional<Invitation> origin() {
    return switch (this) {
      case Unknown _ -> Optional.empty();
      case Invited(var i) -> Optional.of(i);
      case Opened(var i) -> Optional.of(i);
      case Eligible(var i) -> Optional.of(i);
      case Ineligible(var i, _) -> Optional.of(i);
      case Declined(var i, _) -> Optional.of(i);
      case Enrolled(var m) -> Optional.of(m.invitation());
      case Left(var m, _, _) -> Optional.of(m.invitation());
      case Erased _ -> Optional.empty();
    };
  }

  /** The name of this state; empty before the invitation. */
  default Optional<Stage> stage() {
    return switch (this) {
      case Unknown _ -> Optional.empty();
      case Invited _ -> Optional.of(Stage.INVITED);
      case Opened _ -> Optional.of(Stage.OPENED);
      case Eligible _ -> Optional.of(Stage.ELIGIBLE);
      case Ineligible _ -> Optional.of(Stage.INELIGIBLE);
      case Declined _ -> Optional.of(Stage.DECLINED);
      case Enrolled _ -> Optional.of(Stage.ENROLLED);
      case Left _ -> Optional.of(Stage.LEFT);
      case Erased _ -> Optional.of(Stage.ERASED);
    };
  }

  /** What holds from consent on; empty before it. */
  default Optional<Membership> member() {
    return switch (this) {
      case Enrolled(var m) -> Optional.of(m);
      case Left(var m, _, _) -> Optional.of(m);
      case Unknown _, Invited _, Opened _, Eligible _, Ineligible _, Declined _, Erased _ ->
          Optional.empty();
    };
  }
}
