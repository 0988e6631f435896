package org.attune.enrollment.passkey;

/**
 * A passkey as the browser made it (W3C Web Authentication Level 3, 5.2.1), in Base64 for URLs.
 *
 * @param clientData what the browser said of the page
 * @param attestationObject what the authenticator said of itself and its key
 */
public record Attestation(String clientData, String attestationObject) {}
