package org.attune.platform.consume;

import java.time.Instant;

/**
 * One key whose events wait.
 *
 * @param key {@code study/participant}, or the study
 * @param events how many wait, the one that failed first
 * @param reason class of the failure of the first; {@code parked-key} if what it followed has been
 *     applied since
 * @param since when the first was parked
 */
public record ParkedKey(String topic, String key, long events, String reason, Instant since) {}
