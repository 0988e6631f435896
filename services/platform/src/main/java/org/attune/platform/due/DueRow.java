package org.attune.platform.due;

import java.time.Instant;
import org.attune.platform.event.EventKey;

/**
 * Something that waits for its time.
 *
 * @param kind what is to be done; one handler per kind
 * @param owner participant or study it is about
 * @param key which one of this kind, for example a slot's id
 * @param at when it is due
 */
public record DueRow(String kind, EventKey owner, String key, Instant at) {}
