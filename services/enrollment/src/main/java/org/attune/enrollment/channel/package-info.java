/** The channels over which people are reached, behind one port: {@code Carrier}. */
@NullMarked
package org.attune.enrollment.channel;

import org.jspecify.annotations.NullMarked;
