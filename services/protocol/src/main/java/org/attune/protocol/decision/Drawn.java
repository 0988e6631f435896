package org.attune.protocol.decision;

/**
 * One draw.
 *
 * @param draw uniform in [0, 1), a multiple of 2 to the power of -{@value OptionDraw#DRAW_BITS}
 * @param option the first whose cumulative probability, in the order of names, is above the draw
 */
public record Drawn(Chances chances, double draw, String option) {}
