/** What other services say, as facts about participants. */
@NullMarked
package org.attune.randomization.consume;

import org.jspecify.annotations.NullMarked;
