/** The tables of this service. */
@NullMarked
package org.attune.outcomes.store;

import org.jspecify.annotations.NullMarked;
