/** What all meters have in common. */
@NullMarked
package org.attune.platform.measure;

import org.jspecify.annotations.NullMarked;
