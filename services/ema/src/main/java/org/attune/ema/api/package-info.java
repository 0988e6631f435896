/** HTTP in and out. */
@NullMarked
package org.attune.ema.api;

import org.jspecify.annotations.NullMarked;
