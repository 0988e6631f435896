/** What other services said, and what follows from it here. */
@NullMarked
package org.attune.studies.consume;

import org.jspecify.annotations.NullMarked;
