package org.attune.ema.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What was filled in so far, as it arrives.
 *
 * @param body JSON as the device sent it
 * @param savedAt by the device's clock; empty if it does not say so
 * @param deviceNow by the device's clock, when it was sent; empty if it does not say so
 */
public record Draft(String body, Optional<Instant> savedAt, Optional<Instant> deviceNow) {}
