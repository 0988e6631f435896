/** Backups of a data directory, made while the platform works, and their way back. */
@NullMarked
package org.attune.standalone.backup;

import org.jspecify.annotations.NullMarked;
