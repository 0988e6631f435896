/** What a protocol says about screening, consent and hours, applied to what somebody sent. */
@NullMarked
package org.attune.enrollment.screening;

import org.jspecify.annotations.NullMarked;
