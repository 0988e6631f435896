package org.attune.enrollment.passkey;

/**
 * A passkey as it is kept.
 *
 * @param id in Base64 for URLs
 * @param key attested credential data (W3C Web Authentication Level 3, 6.5.1), in Base64 for URLs
 * @param backupEligible its provider may copy it to other devices
 * @param counter signatures that it counted; 0 where it does not count
 */
public record Credential(String id, String key, boolean backupEligible, long counter) {}
