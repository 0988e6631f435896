/** The command line: what a researcher types. */
@NullMarked
package org.attune.standalone.command;

import org.jspecify.annotations.NullMarked;
