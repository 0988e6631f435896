package org.attune.protocol.amendment;

/** A difference between two versions, and what it means to people. */
public record Change(Difference difference, Effect effect) {}
