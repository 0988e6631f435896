/** Kills what the platform is made of, again and again, and asks whether it kept its promises. */
@NullMarked
package org.attune.standalone.faults;

import org.jspecify.annotations.NullMarked;
