/** The tables of a dataset: what each column is, where it comes from, and the rows at a cut. */
@NullMarked
package org.attune.analytics.dataset;

import org.jspecify.annotations.NullMarked;
