/**
 * Runs a whole study on the real services in virtual time, with synthetic people who act through
 * the public HTTP interface.
 */
@NullMarked
package org.attune.standalone.rehearsal;

import org.jspecify.annotations.NullMarked;
