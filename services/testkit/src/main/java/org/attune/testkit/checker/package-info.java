/** The verdict: whether a platform kept its promises, told from what it recorded. */
@NullMarked
package org.attune.testkit.checker;

import org.jspecify.annotations.NullMarked;
