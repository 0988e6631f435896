/** Contact details, encrypted field by field; the only place that knows a name or an address. */
@NullMarked
package org.attune.enrollment.vault;

import org.jspecify.annotations.NullMarked;
