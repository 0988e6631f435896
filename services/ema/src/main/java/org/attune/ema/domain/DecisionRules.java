package org.attune.ema.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.Arrival;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.DecisionInput;
import org.attune.ema.domain.EmaEvent.OptionChance;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptDeclined;
import org.attune.ema.domain.EmaEvent.PromptFailed;
import org.attune.ema.domain.EmaEvent.PromptLapsed;
import org.attune.ema.domain.Terms.Running;
import org.attune.protocol.decision.Availability;
import org.attune.protocol.decision.Availability.Available;
import org.attune.protocol.decision.Availability.Unavailable;
import org.attune.protocol.decision.DecisionId;
import org.attune.protocol.decision.OnlineAnswer;
import org.attune.protocol.decision.Policy;
import org.attune.protocol.decision.UnavailableReason;

/**
 * Decides what follows at a decision point. Each slot that is not cancelled comes to exactly one
 * decision: by its answer, by being dismissed or failing, else when its window closes.
 */
public final class DecisionRules {
  private DecisionRules() {}

  /**
   * The moment of decision that an event of a slot is; empty if it is none.
   *
   * @param before the slot before the event
   */
  public static Optional<Moment> moment(Slot before, EmaEvent event, Terms terms) {
    return switch (event) {
      case PromptAnswered e -> answered(before, e, terms);
      case PromptDeclined _ -> missed(UnavailableReason.DECLINED);
      case PromptFailed _ -> missed(UnavailableReason.NOT_DELIVERED);
      case PromptLapsed _ -> missed(UnavailableReason.NOT_ANSWERED);
      default -> Optional.empty();
    };
  }

  private static Optional<Moment> answered(Slot before, PromptAnswered answer, Terms terms) {
    if (before.state() == SlotState.LAPSED) return Optional.empty(); // decided when it lapsed
    if (answer.arrival() == Arrival.LATE_UPLOAD) return missed(UnavailableReason.NOT_ANSWERED);
    if (!OnlineAnswer.is(answer.completedAt(), answer.receivedAt())) {
      return missed(UnavailableReason.ARRIVED_LATE);
    }
    if (terms.isPaused(answer.at())) return missed(UnavailableReason.PAUSED);
    return switch (terms.running()) {
      case PAUSED -> missed(UnavailableReason.PAUSED);
      case CLOSED, LOCKED -> missed(UnavailableReason.STUDY_CLOSED);
      case RUNNING -> Optional.of(new Moment.Answered(answer.items()));
    };
  }

  private static Optional<Moment> missed(UnavailableReason reason) {
    return Optional.of(new Moment.Missed(reason));
  }

  /**
   * The decision at a slot: availability first, then, for whoever is available, one draw.
   *
   * @param seed of the study's decisions; not looked at unless there is a draw
   * @return one event, or two
   */
  public static List<EmaEvent> decide(
      String study,
      UUID participant,
      UUID slot,
      Policy policy,
      Moment moment,
      DecisionContext context,
      byte[] seed,
      Instant now) {
    var decision = DecisionId.of(slot, policy.point());
    var version = context.protocolVersion() + ":" + policy.sha256();
    Availability availability =
        switch (moment) {
          case Moment.Missed(var reason) -> Unavailable.of(reason);
          case Moment.Answered _ -> policy.availability(policy.inputs(context.facts()));
        };
    var decided =
        new AvailabilityDecided(
            study,
            participant,
            decision,
            slot,
            policy.point(),
            availability instanceof Available,
            reason(availability),
            inputs(availability),
            version,
            context.proximal(),
            now);
    return switch (availability) {
      case Unavailable _ -> List.of(decided);
      case Available somebody -> {
        var drawn = policy.draw(somebody, seed, decision);
        var chances =
            drawn.chances().of().stream()
                .map(chance -> new OptionChance(chance.option(), chance.nearest()))
                .toList();
        yield List.of(
            decided,
            new OptionDrawn(
                study,
                participant,
                decision,
                slot,
                policy.point(),
                chances,
                drawn.chances().fallback(),
                drawn.draw(),
                drawn.option(),
                version,
                now));
      }
    };
  }

  private static Optional<UnavailableReason> reason(Availability availability) {
    return availability instanceof Unavailable(var reason, var _)
        ? Optional.of(reason)
        : Optional.empty();
  }

  private static List<DecisionInput> inputs(Availability availability) {
    return availability.inputs().stream()
        .map(input -> new DecisionInput(input.name(), input.value()))
        .toList();
  }

  /**
   * The device showed what was given. Only the first time is recorded.
   *
   * @param shownAt by corrected device time
   */
  public static Decision shown(
      String study, UUID participant, Given given, Running running, Instant shownAt, Instant now) {
    var option = given.option();
    if (given.shownAt() != null) return Decision.accept();
    if (running == Running.LOCKED) {
      return Decision.refuse(Refusal.STUDY_LOCKED, "Nothing changes in this study any more.");
    }
    if (option == null || !given.isActive()) {
      return Decision.refuse(Refusal.NOTHING_GIVEN, "Nothing was given at this decision.");
    }
    return Decision.accept(
        new OptionDelivered(
            study,
            participant,
            given.decisionId(),
            given.slotId(),
            given.point(),
            option,
            shownAt,
            now));
  }
}
