/** The allocation list as a function of its seed: draws, blocks, commitment, verification. Pure. */
@NullMarked
package org.attune.randomization.engine;

import org.jspecify.annotations.NullMarked;
