/**
 * Micro-randomization: whether an option may be given at a decision point, how probable each is,
 * and which one is drawn. Pure: inputs and a seed in, the same decision out, for ever.
 */
@NullMarked
package org.attune.protocol.decision;

import org.jspecify.annotations.NullMarked;
