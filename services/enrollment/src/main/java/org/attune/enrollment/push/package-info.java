/**
 * Web push: messages to browsers, encrypted (RFC 8291) and signed for their services (RFC 8292).
 */
@NullMarked
package org.attune.enrollment.push;

import org.jspecify.annotations.NullMarked;
