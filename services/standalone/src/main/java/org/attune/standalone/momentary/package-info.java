/** What momentary prompts of many people cost: planning a day, sending what is due at once. */
@NullMarked
package org.attune.standalone.momentary;

import org.jspecify.annotations.NullMarked;
