/** What this service answers over HTTP. */
@NullMarked
package org.attune.analytics.api;

import org.jspecify.annotations.NullMarked;
