/**
 * Wall-clock rules: the one place where a local time becomes an instant. Reads no clock and no
 * default zone; the same arguments give the same slots wherever the same tz database is loaded.
 */
@NullMarked
package org.attune.protocol.schedule;

import org.jspecify.annotations.NullMarked;
