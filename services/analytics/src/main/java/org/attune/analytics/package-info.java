/** What was collected, as tables: the sink of all events, data cuts, dataset packages. */
@NullMarked
package org.attune.analytics;

import org.jspecify.annotations.NullMarked;
