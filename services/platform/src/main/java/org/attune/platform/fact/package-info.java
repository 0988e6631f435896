/** What one service knows of participants by another's events, under the names of expressions. */
@NullMarked
package org.attune.platform.fact;

import org.jspecify.annotations.NullMarked;
