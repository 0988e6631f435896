/**
 * The conditions that a study writes: type-checked when it is linted, evaluated over what is known.
 */
@NullMarked
package org.attune.protocol.expression;

import org.jspecify.annotations.NullMarked;
