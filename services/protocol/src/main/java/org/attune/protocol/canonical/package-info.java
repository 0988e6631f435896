/** The one text of a protocol that is hashed, stored and sent: written and read without loss. */
@NullMarked
package org.attune.protocol.canonical;

import org.jspecify.annotations.NullMarked;
