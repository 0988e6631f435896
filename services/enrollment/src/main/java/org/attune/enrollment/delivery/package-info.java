/**
 * Messages to participants and to staff of their sites: looked up, written neutrally, sent once.
 */
@NullMarked
package org.attune.enrollment.delivery;

import org.jspecify.annotations.NullMarked;
