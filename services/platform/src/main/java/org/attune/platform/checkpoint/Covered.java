package org.attune.platform.checkpoint;

/** A head and the first checkpoint that covers it. */
record Covered(long checkpoint, Head head) {}
