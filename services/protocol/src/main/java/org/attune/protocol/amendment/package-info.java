/**
 * What an amendment changes, and who gets it, before anything is published: two versions of a
 * protocol in, their differences and the people they would strand out. No I/O.
 */
@NullMarked
package org.attune.protocol.amendment;

import org.jspecify.annotations.NullMarked;
