/** What every service keeps of the studies: their protocols and whether they run. */
@NullMarked
package org.attune.platform.study;

import org.jspecify.annotations.NullMarked;
