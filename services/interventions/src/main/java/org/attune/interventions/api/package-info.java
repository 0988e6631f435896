/** Requests to commands, decisions to answers. */
@NullMarked
package org.attune.interventions.api;

import org.jspecify.annotations.NullMarked;
