package org.attune.outcomes.domain;

import java.time.Instant;

/**
 * A channel that was tried before and did not take a message.
 *
 * @param channel for example {@code web-push}
 * @param verdict what it said: {@code rejected}, {@code gone} or {@code failed}
 * @param cause why, as a code
 */
public record PassedOver(String channel, String verdict, String cause, Instant at) {}
