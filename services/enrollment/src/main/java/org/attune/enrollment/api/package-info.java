/** Enrollment over HTTP: requests become commands, decisions become answers. */
@NullMarked
package org.attune.enrollment.api;

import org.jspecify.annotations.NullMarked;
