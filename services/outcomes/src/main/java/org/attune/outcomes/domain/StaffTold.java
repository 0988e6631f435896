package org.attune.outcomes.domain;

import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;

/**
 * What became of the message to the people of one role.
 *
 * @param channel {@code email} or {@code none}
 */
public record StaffTold(String role, String channel, DeliveryOutcome outcome) {}
