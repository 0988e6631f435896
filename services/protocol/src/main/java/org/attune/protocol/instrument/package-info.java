/**
 * The key library: how answers to published instruments become scores. Keys only, never wording.
 */
@NullMarked
package org.attune.protocol.instrument;

import org.jspecify.annotations.NullMarked;
