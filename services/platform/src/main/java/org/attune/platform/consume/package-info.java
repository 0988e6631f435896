/** Kafka in: a cursor, in order, once; what cannot be applied is parked by key. */
@NullMarked
package org.attune.platform.consume;

import org.jspecify.annotations.NullMarked;
