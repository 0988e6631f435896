/** What other services said, and what follows from it here. */
@NullMarked
package org.attune.outcomes.consume;

import org.jspecify.annotations.NullMarked;
