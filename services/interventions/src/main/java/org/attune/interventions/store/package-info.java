/** The tables of this service. */
@NullMarked
package org.attune.interventions.store;

import org.jspecify.annotations.NullMarked;
