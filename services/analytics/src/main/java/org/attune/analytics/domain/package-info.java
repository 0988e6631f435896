/** What this service says has happened. */
@NullMarked
package org.attune.analytics.domain;

import org.jspecify.annotations.NullMarked;
