/** Derives the allocations and decisions of a dataset package again, offline. */
@NullMarked
package org.attune.standalone.verify;

import org.jspecify.annotations.NullMarked;
