/** Methods of allocation as chances of the next place, and what they promise exactly. Pure. */
@NullMarked
package org.attune.randomization.design;

import org.jspecify.annotations.NullMarked;
