package org.attune.standalone.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.decision.Availability;
import org.attune.protocol.decision.Availability.Available;
import org.attune.protocol.decision.Availability.Unavailable;
import org.attune.protocol.decision.Policy;
import org.attune.protocol.decision.UnavailableReason;
import org.attune.protocol.model.DecisionPoint;

/**
 * Makes one decision again from what was recorded.
 *
 * @param seed as revealed
 * @param policies by protocol version
 */
record DecisionAgain(byte[] seed, Map<Integer, List<Policy>> policies) {
  private static final List<UnavailableReason> BY_CONDITION =
      List.of(UnavailableReason.CONDITION_FALSE, UnavailableReason.CONDITION_UNKNOWN);

  /** What is otherwise than it was recorded, in a sentence; empty if nothing is. */
  Optional<String> difference(RecordedDecision recorded) {
    var policy = policy(recorded);
    if (policy.isEmpty()) {
      return Optional.of(
          "Its policy %s is not the one of '%s' in any version."
              .formatted(recorded.policyVersion(), recorded.point()));
    }
    return recorded.available() ? drawn(recorded, policy.get()) : withheld(recorded, policy.get());
  }

  /** The policy that a decision names, if the package has it. */
  Optional<Policy> policy(RecordedDecision recorded) {
    return policies.getOrDefault(recorded.protocolVersion(), List.of()).stream()
        .filter(policy -> policy.point().equals(recorded.point()))
        .filter(policy -> recorded.policyVersion().endsWith(":" + policy.sha256()))
        .findFirst();
  }

  private Optional<String> withheld(RecordedDecision recorded, Policy policy) {
    if (recorded.option().isPresent() || recorded.draw().isPresent() || recorded.shown()) {
      return Optional.of("Something was given though the participant was unavailable.");
    }
    if (recorded.reason().isEmpty()) return Optional.of("It is unavailable without a reason.");
    var reason = recorded.reason().get();
    if (!BY_CONDITION.contains(reason)) {
      return recorded.inputs().isEmpty()
          ? Optional.empty()
          : Optional.of("It has inputs, but nothing was asked of them.");
    }
    return availability(recorded, policy.availability(recorded.inputs()));
  }

  private static Optional<String> availability(RecordedDecision recorded, Availability again) {
    var found =
        switch (again) {
          case Available _ -> "available";
          case Unavailable(var reason, var _) -> reason.name();
        };
    var said =
        recorded.available()
            ? "available"
            : recorded.reason().map(Enum::name).orElse("unavailable");
    return found.equals(said)
        ? Optional.empty()
        : Optional.of("By its inputs it is %s, not %s.".formatted(found, said));
  }

  private Optional<String> drawn(RecordedDecision recorded, Policy policy) {
    if (recorded.reason().isPresent()) {
      return Optional.of("It is available, and says why it is not.");
    }
    var again = policy.availability(recorded.inputs());
    if (!(again instanceof Available somebody)) return availability(recorded, again);
    var outside = outside(recorded, policy);
    if (outside.isPresent()) return outside;
    var drawn = policy.draw(somebody, seed, recorded.id());
    if (!drawn.chances().of().equals(recorded.chances())) {
      return Optional.of(
          "Its probabilities are %s, but the policy gives %s."
              .formatted(recorded.chances(), drawn.chances().of()));
    }
    if (!drawn.chances().fallback().equals(recorded.fallback())) {
      return Optional.of(
          "Its fallback is said to be %s, but is %s."
              .formatted(
                  recorded.fallback().map(Enum::name).orElse("none"),
                  drawn.chances().fallback().map(Enum::name).orElse("none")));
    }
    if (recorded.draw().isEmpty() || recorded.draw().getAsDouble() != drawn.draw()) {
      return Optional.of(
          "Its draw is not the one that the seed gives: %s.".formatted(drawn.draw()));
    }
    if (!recorded.option().equals(Optional.of(drawn.option()))) {
      return Optional.of(
          "Its option is '%s', but its draw falls on '%s'."
              .formatted(recorded.option().orElse(""), drawn.option()));
    }
    return recorded.shown() && drawn.option().equals(DecisionPoint.NONE)
        ? Optional.of("The device showed an option of doing nothing.")
        : Optional.empty();
  }

  private static Optional<String> outside(RecordedDecision recorded, Policy policy) {
    double low = policy.text().bounds().map(DecisionPoint.Bounds::low).orElse(0.0);
    double high = policy.text().bounds().map(DecisionPoint.Bounds::high).orElse(1.0);
    for (var chance : recorded.chances()) {
      double p = chance.nearest();
      if (p > 0 && p < 1 && p >= low && p <= high) continue;
      return Optional.of(
          "The probability %s of '%s' is outside of its bounds."
              .formatted(chance.probability().toPlainString(), chance.option()));
    }
    return Optional.empty();
  }
}
