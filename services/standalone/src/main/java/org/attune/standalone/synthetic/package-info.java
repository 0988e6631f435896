/** People who do not exist: how they answer, when they are there, how a treatment changes them. */
@NullMarked
package org.attune.standalone.synthetic;

import org.jspecify.annotations.NullMarked;
