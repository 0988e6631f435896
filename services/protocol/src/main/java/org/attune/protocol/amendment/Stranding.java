package org.attune.protocol.amendment;

/**
 * A change that leaves somebody who is in the study without what they were promised.
 *
 * @param path of the canonical form, as {@link Difference#place} writes it
 * @param sentence who is stranded, and why
 * @param remedy what to do instead, one sentence
 */
public record Stranding(String path, String sentence, String remedy) {}
