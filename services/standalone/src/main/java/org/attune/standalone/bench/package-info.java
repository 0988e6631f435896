/** Figures, measured on whole processes and printed as ratios: never a timed test. */
@NullMarked
package org.attune.standalone.bench;

import org.jspecify.annotations.NullMarked;
