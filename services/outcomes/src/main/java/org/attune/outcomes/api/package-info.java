/** Requests to commands, decisions to answers. */
@NullMarked
package org.attune.outcomes.api;

import org.jspecify.annotations.NullMarked;
