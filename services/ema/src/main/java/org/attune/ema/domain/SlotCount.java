package org.attune.ema.domain;

/**
 * How many slots of a schedule stand where, over all participants and arms.
 *
 * @param reason of a terminal state; empty before it, or if it has none
 */
public record SlotCount(String schedule, SlotState state, String reason, long slots) {}
