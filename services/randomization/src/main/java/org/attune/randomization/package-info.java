/** Allocates participants to arms, concealed and reproducible. */
@NullMarked
package org.attune.randomization;

import org.jspecify.annotations.NullMarked;
