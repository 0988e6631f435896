/** Places at which a process dies when a test of crashes wants it to; docs/faults.md. */
@NullMarked
package org.attune.platform.crash;

import org.jspecify.annotations.NullMarked;
