/** What enrollment keeps of other services' events. */
@NullMarked
package org.attune.enrollment.consume;

import org.jspecify.annotations.NullMarked;
