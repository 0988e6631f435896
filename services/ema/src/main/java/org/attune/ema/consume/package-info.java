/** What the service keeps of the events of others. */
@NullMarked
package org.attune.ema.consume;

import org.jspecify.annotations.NullMarked;
