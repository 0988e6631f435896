/** Whether answers count and what they score; as pure as the domain it decides about. */
@NullMarked
package org.attune.outcomes.answer;

import org.jspecify.annotations.NullMarked;
