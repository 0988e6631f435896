package org.attune.outcomes.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitOpened;
import org.attune.outcomes.domain.OutcomesEvent.VisitReminded;
import org.attune.outcomes.domain.OutcomesEvent.VisitsCancelled;

/** Decides what a visit does when its time comes. Pure and total. */
public final class VisitRules {
  /** How often it is asked again whether a pause is over. */
  static final Duration PAUSE_LOOK = Duration.ofHours(1);

  private VisitRules() {}

  /** What is to be done for a visit. */
  public sealed interface Step {
    /** The participant is invited. */
    record Invite() implements Step {}

    /** The participant is reminded; of several that were due, by the last one. */
    record Remind(int reminder) implements Step {}

    /** The site is asked to call. */
    record Call() implements Step {}

    /** The window has closed. */
    record Miss() implements Step {}

    /** Nothing until then. */
    record Wait(Instant until) implements Step {}

    /** Nothing any more. */
    record Nothing() implements Step {}
  }

  /**
   * The next step of a visit.
   *
   * @param paused nothing is sent while the study or the participant rests
   */
  public static Step step(Visit visit, CivilTime civil, boolean paused, Instant now) {
    if (visit.state().isTerminal()) return new Step.Nothing();
    if (!now.isBefore(visit.closesAt())) return new Step.Miss();
    boolean call = visit.callAt().isPresent() && !visit.called();
    var callAt = visit.callAt().filter(_ -> call);
    if (!paused && isDue(callAt, now)) return new Step.Call();
    var messageAt = messageAt(visit, civil);
    if (isDue(messageAt, now) && !paused && civil.holds(now)) {
      return visit.state() == Visit.State.PLANNED
          ? new Step.Invite()
          : new Step.Remind(visit.remindersBy(now));
    }
    if (paused && (isDue(callAt, now) || isDue(messageAt, now))) {
      return new Step.Wait(earlier(visit.closesAt(), now.plus(PAUSE_LOOK)));
    }
    var message = messageAt.map(at -> at.isAfter(now) ? at : civil.after(now));
    return new Step.Wait(
        Stream.concat(message.stream(), callAt.stream())
            .reduce(visit.closesAt(), VisitRules::earlier));
  }

  /** The participant was invited, unless that is known or the visit is over meanwhile. */
  public static Optional<VisitOpened> invited(
      Visit visit, String study, UUID participant, Delivered delivered, Instant now) {
    if (visit.state() != Visit.State.PLANNED || !visit.windowHolds(now)) return Optional.empty();
    return Optional.of(
        new VisitOpened(
            study,
            participant,
            visit.id(),
            visit.assessment(),
            delivered.channel(),
            delivered.outcome(),
            now,
            delivered.acceptedAt(),
            delivered.passedOver()));
  }

  /** The participant was reminded, unless that is known or the visit is over meanwhile. */
  public static Optional<VisitReminded> reminded(
      Visit visit, String study, UUID participant, int reminder, Delivered delivered, Instant now) {
    if (visit.state() != Visit.State.OPEN || visit.reminded() >= reminder) return Optional.empty();
    if (!visit.windowHolds(now)) return Optional.empty();
    return Optional.of(
        new VisitReminded(
            study,
            participant,
            visit.id(),
            visit.assessment(),
            reminder,
            delivered.channel(),
            delivered.outcome(),
            now,
            delivered.acceptedAt(),
            delivered.passedOver()));
  }

  /** Nothing is asked any more; empty if nothing was. */
  public static Optional<VisitsCancelled> cancel(
      Collection<Visit> visits,
      String study,
      UUID participant,
      VisitCancelReason reason,
      Instant now) {
    var ids =
        visits.stream()
            .filter(visit -> !visit.state().isTerminal())
            .map(Visit::id)
            .sorted()
            .toList();
    if (ids.isEmpty()) return Optional.empty();
    return Optional.of(new VisitsCancelled(study, participant, ids, reason, now));
  }

  /**
   * What enrollment's delivery endpoint answered.
   *
   * @param channel which one, for example {@code email}, or {@code none}
   * @param acceptedAt when it took the message
   * @param passedOver channels that were tried before
   */
  public record Delivered(
      String channel,
      DeliveryOutcome outcome,
      Optional<Instant> acceptedAt,
      List<PassedOver> passedOver) {
    public Delivered(String channel, DeliveryOutcome outcome) {
      this(channel, outcome, Optional.empty(), List.of());
    }
  }

  private static Optional<Instant> messageAt(Visit visit, CivilTime civil) {
    if (visit.state() == Visit.State.PLANNED) {
      var at = civil.on(visit.firstDay());
      return Optional.of(at.isBefore(visit.opensAt()) ? visit.opensAt() : at);
    }
    return visit.reminders().stream().skip(visit.reminded()).findFirst();
  }

  private static boolean isDue(Optional<Instant> at, Instant now) {
    return at.filter(moment -> !moment.isAfter(now)).isPresent();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
