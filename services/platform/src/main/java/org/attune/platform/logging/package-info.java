/** What services write down about their own working, one JSON object a line. */
@NullMarked
package org.attune.platform.logging;

import org.jspecify.annotations.NullMarked;
