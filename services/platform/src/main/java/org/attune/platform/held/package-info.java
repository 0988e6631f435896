/** What a service holds of a participant's own doing, told to that participant. */
@NullMarked
package org.attune.platform.held;

import org.jspecify.annotations.NullMarked;
