package org.attune.standalone.effects;

/**
 * A score on one occasion.
 *
 * @param visit assessment, by id
 * @param score code, for example {@code dass21_total}
 */
public record ScoreAt(String visit, String score) {}
