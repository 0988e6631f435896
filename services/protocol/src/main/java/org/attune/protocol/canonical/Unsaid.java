package org.attune.protocol.canonical;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.model.ConsentForm;
import org.attune.protocol.model.Content;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.RandomizationPlan;

/**
 * Components that were added to the language later and are neither optional nor a list: the value
 * that says nothing. While a component has it, the canonical form leaves it out, so that old hashes
 * stay; where it is left out, it is read as that value.
 */
final class Unsaid {
  /** A component of a record, by name. */
  private record Component(Class<?> type, String name) {}

  private static final Map<Component, Object> VALUES =
      Map.of(
          new Component(RandomizationPlan.class, "settings"), RandomizationPlan.Settings.NONE,
          new Component(RandomizationPlan.Stratum.class, "weight"), RandomizationPlan.WEIGHT,
          new Component(EmaPlan.class, "only"), EmaPlan.Only.ALL,
          new Component(EmaPlan.class, "distance"), Duration.ZERO,
          new Component(Programme.Session.class, "content"), Content.NONE,
          new Component(Programme.Practice.class, "content"), Content.NONE,
          new Component(ConsentForm.class, "refusingLeaves"), false);

  private Unsaid() {}

  /** The value of a component that says nothing; empty for one that always says something. */
  static Optional<Object> of(Class<?> type, String component) {
    return Optional.ofNullable(VALUES.get(new Component(type, component)));
  }
}
