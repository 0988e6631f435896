package org.attune.platform.checkpoint;

/**
 * What one history row adds to the chain.
 *
 * @param digest of salt and payload as they stand; of an erased row the digest that remains
 */
record Link(long seq, byte[] digest) {}
