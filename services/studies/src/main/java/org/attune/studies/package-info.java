/** Which studies there are, which versions of them, and whether they run. */
@NullMarked
package org.attune.studies;

import org.jspecify.annotations.NullMarked;
