/** Who was told what may tell an arm: recorded before the answer leaves, and never changed. */
@NullMarked
package org.attune.platform.reads;

import org.jspecify.annotations.NullMarked;
