/** All waiting is a row: what is due, when, for whom. */
@NullMarked
package org.attune.platform.due;

import org.jspecify.annotations.NullMarked;
