package org.attune.platform.service;

import java.time.Clock;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.time.StudyClock;

/**
 * What differs between a live platform and a rehearsal; everything else is the same code.
 *
 * @param studyClock the time of studies
 * @param machineClock the time of tokens
 * @param observer hears how far events have come
 * @param stepped true if a driver ticks what is due; false if a loop does
 */
public record Backends(
    StudyClock studyClock,
    Clock machineClock,
    Entropy entropy,
    ProgressObserver observer,
    boolean stepped) {
  /** The database's clock, the system's generator, loops that run by themselves. */
  public static Backends live() {
    return new Backends(
        StudyClock.live(),
        Clock.systemUTC(),
        new org.attune.platform.entropy.SystemEntropy(),
        ProgressObserver.none(),
        false);
  }
}
