/** Methods of allocation side by side, simulated on the people a study expects. Pure. */
@NullMarked
package org.attune.randomization.compare;

import org.jspecify.annotations.NullMarked;
