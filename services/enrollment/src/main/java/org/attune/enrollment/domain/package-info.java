/** Enrollment's decisions: commands in, events or a refusal out, no I/O. */
@NullMarked
package org.attune.enrollment.domain;

import org.jspecify.annotations.NullMarked;
