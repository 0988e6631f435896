/** The files of the app, with the headers they are served under. */
@NullMarked
package org.attune.portal.files;

import org.jspecify.annotations.NullMarked;
