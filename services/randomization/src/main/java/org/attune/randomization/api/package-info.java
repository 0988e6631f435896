/** Requests about allocation; no answer says an arm. */
@NullMarked
package org.attune.randomization.api;

import org.jspecify.annotations.NullMarked;
