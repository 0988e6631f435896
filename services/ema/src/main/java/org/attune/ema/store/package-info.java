/** The service's tables, and the law that they are what the history says. */
@NullMarked
package org.attune.ema.store;

import org.jspecify.annotations.NullMarked;
