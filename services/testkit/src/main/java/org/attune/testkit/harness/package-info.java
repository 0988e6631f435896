/** A service under test over real backends, with a stepped clock and tokens for every role. */
@NullMarked
package org.attune.testkit.harness;

import org.jspecify.annotations.NullMarked;
