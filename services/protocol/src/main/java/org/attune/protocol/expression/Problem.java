package org.attune.protocol.expression;

/**
 * Why an expression cannot be used.
 *
 * @param code kebab-case, as findings have it: {@code undeclared-name}, {@code expression-syntax},
 *     {@code expression-type}, {@code expression-too-long}
 * @param sentence what is wrong and what to do
 * @param offset of the place in the source, in UTF-16 units, from 0
 */
public record Problem(String code, String sentence, int offset) {}
