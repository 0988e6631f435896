package org.attune.protocol.model;

/**
 * How an attachment style follows from the two dimensions. Dimensions are what is analysed; styles
 * serve strata and tailoring.
 *
 * @param from instrument code that gives {@code _anxiety} and {@code _avoidance} scores
 * @param target which relationship structure the items ask about, for example {@code general}
 * @param rule {@code quadrants} or {@code classification-functions}
 * @param anxietyCut scale units; used by quadrants
 * @param avoidanceCut scale units; used by quadrants
 * @param atCut {@code low} or {@code high}: how a value equal to its cut counts
 */
public record AttachmentRule(
    String from,
    String target,
    String rule,
    double anxietyCut,
    double avoidanceCut,
    String atCut) {}
