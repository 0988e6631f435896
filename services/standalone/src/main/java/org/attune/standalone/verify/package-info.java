/** Derives the allocations of a dataset package again, offline. */
@NullMarked
package org.attune.standalone.verify;

import org.jspecify.annotations.NullMarked;
