/** Sessions and practices of an arm, and what participants do of them. All of it is restricted. */
@NullMarked
package org.attune.interventions;

import org.jspecify.annotations.NullMarked;
