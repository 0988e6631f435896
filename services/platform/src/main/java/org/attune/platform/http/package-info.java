/** HTTP in the house manner: blocking routes and calls, declared access, problem documents. */
@NullMarked
package org.attune.platform.http;

import org.jspecify.annotations.NullMarked;
