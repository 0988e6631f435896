/** One transaction per command or due row: lock, load, decide, record. */
@NullMarked
package org.attune.ema.handle;

import org.jspecify.annotations.NullMarked;
