package org.attune.platform.log;

import java.time.Instant;
import org.attune.platform.event.EventKey;

/**
 * The locked end of one participant's (or one study's) history in this service, for the rest of the
 * transaction.
 *
 * @param lastSeq sequence number of the last event; 0 before the first
 * @param chain head of the hash chain after that event; empty before the first
 * @param now study time of this command
 */
public record Place(EventKey key, long lastSeq, byte[] chain, Instant now) {}
