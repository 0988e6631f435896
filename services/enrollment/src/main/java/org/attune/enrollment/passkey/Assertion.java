package org.attune.enrollment.passkey;

/**
 * What a passkey signed (W3C Web Authentication Level 3, 5.2.2), in Base64 for URLs.
 *
 * @param credential id of the passkey
 * @param userHandle whose it is, as it says
 * @param clientData what the browser said of the page
 * @param authenticatorData what the authenticator said of itself
 */
public record Assertion(
    String credential,
    String userHandle,
    String clientData,
    String authenticatorData,
    String signature) {}
