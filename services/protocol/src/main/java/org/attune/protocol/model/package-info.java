/**
 * A study protocol as values: immutable, complete, checked by the linter before anybody uses it.
 */
@NullMarked
package org.attune.protocol.model;

import org.jspecify.annotations.NullMarked;
