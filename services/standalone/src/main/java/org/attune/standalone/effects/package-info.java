/** The registered estimates, from the exported CSV alone. */
@NullMarked
package org.attune.standalone.effects;

import org.jspecify.annotations.NullMarked;
