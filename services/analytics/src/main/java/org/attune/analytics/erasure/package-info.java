/** Erasing participants from the sink, and certificates of who has erased them where. */
@NullMarked
package org.attune.analytics.erasure;

import org.jspecify.annotations.NullMarked;
