/** What was revealed of allocation lists, kept outside the database. */
@NullMarked
package org.attune.randomization.witness;

import org.jspecify.annotations.NullMarked;
