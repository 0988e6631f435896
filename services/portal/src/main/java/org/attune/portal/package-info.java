/** The web edge: the participant app and the way from its cookie to the services. */
@NullMarked
package org.attune.portal;

import org.jspecify.annotations.NullMarked;
