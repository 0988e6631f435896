/** Lists that a statistician made elsewhere, as they are read. Pure. */
@NullMarked
package org.attune.randomization.upload;

import org.jspecify.annotations.NullMarked;
