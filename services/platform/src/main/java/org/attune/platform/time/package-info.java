/** Study time, given from outside. */
@NullMarked
package org.attune.platform.time;

import org.jspecify.annotations.NullMarked;
