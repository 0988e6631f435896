/** Dataset packages: files, hashes, codebook and provenance. */
@NullMarked
package org.attune.analytics.export;

import org.jspecify.annotations.NullMarked;
