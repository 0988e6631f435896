/** Events as values, as Avro bytes, and on which topic they belong. */
@NullMarked
package org.attune.platform.event;

import org.jspecify.annotations.NullMarked;
