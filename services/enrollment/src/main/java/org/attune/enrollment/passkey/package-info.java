/**
 * What browsers make and sign with passkeys (W3C Web Authentication Level 3): the only package that
 * knows the library which checks it.
 */
@NullMarked
package org.attune.enrollment.passkey;

import org.jspecify.annotations.NullMarked;
