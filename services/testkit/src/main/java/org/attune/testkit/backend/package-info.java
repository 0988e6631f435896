/** A PostgreSQL and a Kafka: embedded, given, or in containers. */
@NullMarked
package org.attune.testkit.backend;

import org.jspecify.annotations.NullMarked;
