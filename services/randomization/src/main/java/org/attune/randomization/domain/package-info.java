/** Whether a participant may be allocated, and what happened; no input or output, no clock. */
@NullMarked
package org.attune.randomization.domain;

import org.jspecify.annotations.NullMarked;
