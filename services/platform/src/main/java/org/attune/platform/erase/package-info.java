/** Erasing a participant: what goes, what stays, and staying deaf afterwards (decision 0018). */
@NullMarked
package org.attune.platform.erase;

import org.jspecify.annotations.NullMarked;
