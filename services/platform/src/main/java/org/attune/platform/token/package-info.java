/** Five-minute tokens that every service verifies itself. */
@NullMarked
package org.attune.platform.token;

import org.jspecify.annotations.NullMarked;
