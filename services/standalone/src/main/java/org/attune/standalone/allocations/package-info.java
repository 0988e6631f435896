/** {@code bench allocations}: how fast the engine allocates, and the service durably. */
@NullMarked
package org.attune.standalone.allocations;

import org.jspecify.annotations.NullMarked;
