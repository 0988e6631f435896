/**
 * A study's files read as one protocol: places, findings, and the canonical form that is hashed.
 */
@NullMarked
package org.attune.protocol.bundle;

import org.jspecify.annotations.NullMarked;
