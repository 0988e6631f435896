/** Enrollment's tables: where each participant stands, invitations, devices, recruitment. */
@NullMarked
package org.attune.enrollment.store;

import org.jspecify.annotations.NullMarked;
