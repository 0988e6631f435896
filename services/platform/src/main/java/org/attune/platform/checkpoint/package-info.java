/** Signed checkpoints over the ends of a service's histories, and whether they still fit. */
@NullMarked
package org.attune.platform.checkpoint;

import org.jspecify.annotations.NullMarked;
