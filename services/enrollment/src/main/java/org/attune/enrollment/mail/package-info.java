/** E-mail: through a server, or into a folder that staff can look at. */
@NullMarked
package org.attune.enrollment.mail;

import org.jspecify.annotations.NullMarked;
