/**
 * What is wrong with a study that is well-formed: rules over the protocol, each a pure function,
 * each finding with its place and remedy. The catalogue is {@link org.attune.protocol.lint.Code};
 * the authoring guide has a heading for every code.
 */
@NullMarked
package org.attune.protocol.lint;

import org.jspecify.annotations.NullMarked;
