package org.attune.protocol.decision;

import java.util.Optional;

/**
 * A fact that a decision was made by.
 *
 * @param name as an author writes it, for example {@code answer.distress}
 * @param value whole numbers in digits, {@code true} or {@code false}, codes as {@code 1;3}; empty
 *     if it was not known
 */
public record Input(String name, Optional<String> value) {}
