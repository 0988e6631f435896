/** People come into a study: invited, screened, consenting, reachable, and free to leave. */
@NullMarked
package org.attune.enrollment;

import org.jspecify.annotations.NullMarked;
