/** Load, decide, append: one transaction per command, arrival or due row. */
@NullMarked
package org.attune.outcomes.handle;

import org.jspecify.annotations.NullMarked;
