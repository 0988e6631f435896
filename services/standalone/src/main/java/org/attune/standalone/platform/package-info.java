/**
 * The whole platform in one process: a composition of the services, never a second implementation.
 */
@NullMarked
package org.attune.standalone.platform;

import org.jspecify.annotations.NullMarked;
