package org.attune.randomization.engine;

/**
 * A place of an uploaded list.
 *
 * @param arm id of the arm
 * @param stratum levels joined by a vertical bar; empty without strata
 */
public record ListedPlace(String arm, String stratum) {}
