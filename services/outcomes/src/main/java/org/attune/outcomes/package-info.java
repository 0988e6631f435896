/** Assessments: when they are asked, what was answered, what it scores. */
@NullMarked
package org.attune.outcomes;

import org.jspecify.annotations.NullMarked;
