/** Load, decide, append: one transaction per command, arrival or due row. */
@NullMarked
package org.attune.interventions.handle;

import org.jspecify.annotations.NullMarked;
