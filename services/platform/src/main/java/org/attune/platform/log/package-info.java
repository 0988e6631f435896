/** History, outbox, the log of gapless numbers, and the relay that sends it to Kafka. */
@NullMarked
package org.attune.platform.log;

import org.jspecify.annotations.NullMarked;
