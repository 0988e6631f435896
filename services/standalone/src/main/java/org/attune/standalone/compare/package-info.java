/** Comparing designs before launch: a study as a comparison needs it, and what comes of one. */
@NullMarked
package org.attune.standalone.compare;

import org.jspecify.annotations.NullMarked;
