/** Momentary prompts: planning, sending, answers, and what becomes of each slot. */
@NullMarked
package org.attune.ema;

import org.jspecify.annotations.NullMarked;
