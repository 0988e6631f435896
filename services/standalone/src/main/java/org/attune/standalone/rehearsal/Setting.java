package org.attune.standalone.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.attune.platform.entropy.Entropy;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.separate.DrivenClock;
import org.attune.standalone.synthetic.Population;
import org.attune.testkit.checker.Acknowledged;

/**
 * What all acts of one rehearsal share.
 *
 * @param machineClock the time of tokens, which is real
 * @param acknowledged what participants were told is safe
 */
record Setting(
    Protocol protocol,
    Population population,
    Platform platform,
    HttpApi api,
    Stepping stepping,
    DrivenClock clock,
    InFlight inFlight,
    DueWakes wakes,
    Entropy entropy,
    Clock machineClock,
    Collection<Acknowledged> acknowledged) {
  /** A token lasts five real minutes; a new one is fetched this long after the last. */
  static final Duration TOKEN_USED_MAX = Duration.ofMinutes(4);

  Setting(
      Protocol protocol,
      Population population,
      Stage stage,
      RehearsalObserver observer,
      Entropy entropy) {
    this(
        protocol,
        population,
        stage.platform(),
        new HttpApi(stage::url, stage::hear),
        new Stepping(stage.instances()),
        stage.clock(),
        observer.inFlight(),
        observer.wakes(),
        entropy,
        Clock.systemUTC(),
        new ConcurrentLinkedQueue<>());
  }

  /** Whether people of some arm wait for each other before their programme begins. */
  boolean hasGroups() {
    return protocol.arms().stream().anyMatch(arm -> arm.groups().isPresent());
  }

  boolean hasDecisions() {
    return !protocol.microRandomization().isEmpty();
  }

  boolean hasArms() {
    return protocol.randomization().isPresent();
  }
}
