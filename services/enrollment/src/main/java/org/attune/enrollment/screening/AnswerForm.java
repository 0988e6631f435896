package org.attune.enrollment.screening;

import java.util.Optional;

/**
 * One answer as a device sends it.
 *
 * @param path where it stands in the request, for example {@code answers[0]}
 */
public record AnswerForm(
    String path,
    String item,
    Optional<Double> number,
    Optional<String> text,
    Optional<String> missingReason) {}
