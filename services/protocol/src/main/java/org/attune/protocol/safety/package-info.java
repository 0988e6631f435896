/**
 * Safety rules over single answers: which an answer meets, and what its participant is shown at
 * once. Pure; the same for assessments and prompts.
 */
@NullMarked
package org.attune.protocol.safety;

import org.jspecify.annotations.NullMarked;
