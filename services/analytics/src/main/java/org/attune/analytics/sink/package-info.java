/** Event tables made from the schemas of their writers, filled by binary COPY. */
@NullMarked
package org.attune.analytics.sink;

import org.jspecify.annotations.NullMarked;
