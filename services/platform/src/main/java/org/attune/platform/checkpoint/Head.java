package org.attune.platform.checkpoint;

import org.attune.platform.event.EventKey;

/**
 * The end of one history.
 *
 * @param lastSeq from 1
 * @param chain fold of the digests of rows 1 to {@code lastSeq}
 */
record Head(EventKey owner, long lastSeq, byte[] chain) {}
