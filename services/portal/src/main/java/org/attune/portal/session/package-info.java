/** From a device's cookie to a token of five minutes, and who may use it. */
@NullMarked
package org.attune.portal.session;

import org.jspecify.annotations.NullMarked;
