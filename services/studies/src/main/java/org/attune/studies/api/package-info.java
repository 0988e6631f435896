/** Requests about studies, and their answers. */
@NullMarked
package org.attune.studies.api;

import org.jspecify.annotations.NullMarked;
