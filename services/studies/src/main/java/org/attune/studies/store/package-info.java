/** Studies and their published versions in tables. */
@NullMarked
package org.attune.studies.store;

import org.jspecify.annotations.NullMarked;
