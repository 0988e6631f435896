/** Data cuts: which events a dataset holds, as log numbers. */
@NullMarked
package org.attune.analytics.cut;

import org.jspecify.annotations.NullMarked;
