/** What may happen to a prompt: uploads and due times in, events or a refusal out; no I/O. */
@NullMarked
package org.attune.ema.domain;

import org.jspecify.annotations.NullMarked;
