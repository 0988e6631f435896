/** Commands in, events or a refusal out; no input or output, no clock. */
@NullMarked
package org.attune.studies.domain;

import org.jspecify.annotations.NullMarked;
