/** Carries out commands: load, decide, record, in one transaction each. */
@NullMarked
package org.attune.enrollment.command;

import org.jspecify.annotations.NullMarked;
