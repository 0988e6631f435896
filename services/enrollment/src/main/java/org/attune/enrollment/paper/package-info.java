/** The signed consent form as a tagged PDF (ISO 14289-1): blocks, lines, letters, and the file. */
@NullMarked
package org.attune.enrollment.paper;

import org.jspecify.annotations.NullMarked;
