/** What is known of participants, how far each list has been used, and the sealed seed. */
@NullMarked
package org.attune.randomization.store;

import org.jspecify.annotations.NullMarked;
