/** Allocation, closing and revelation, each in one transaction. */
@NullMarked
package org.attune.randomization.handle;

import org.jspecify.annotations.NullMarked;
