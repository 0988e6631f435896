/** Commands in, events out; no I/O, no clock. */
@NullMarked
package org.attune.interventions.domain;

import org.jspecify.annotations.NullMarked;
