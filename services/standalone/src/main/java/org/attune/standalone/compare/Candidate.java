package org.attune.standalone.compare;

import org.attune.randomization.compare.Scheme;

/**
 * A method that is compared.
 *
 * @param method its name in {@code study.yaml}
 * @param numbers by which it is compared, in words; may be empty
 * @param own whether it is the study's
 */
public record Candidate(String method, String numbers, Scheme scheme, boolean own) {}
