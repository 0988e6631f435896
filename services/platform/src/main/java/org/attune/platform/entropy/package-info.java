/** Everything unpredictable comes from one port, keyed by purpose and entity. */
@NullMarked
package org.attune.platform.entropy;

import org.jspecify.annotations.NullMarked;
