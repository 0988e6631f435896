package org.attune.platform.consume;

import java.util.Optional;

/**
 * What came of applying the parked events of one key again.
 *
 * @param applied events that no longer wait
 * @param failure class of the failure of the next one, which stays with all after it; never a
 *     message: that could hold a participant's data
 */
public record Replayed(int applied, Optional<String> failure) {}
