/**
 * The services of a rehearsal as processes of their own, which know what time it is for whom, are
 * ticked, and tell how far their events have come as if they were all in one.
 */
@NullMarked
package org.attune.standalone.separate;

import org.jspecify.annotations.NullMarked;
