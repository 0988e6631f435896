package org.attune.randomization.store;

/**
 * A list as it is kept.
 *
 * @param version of the protocol that it was looked at by
 * @param places of the whole list
 * @param sealed as {@link SeedVault} sealed its canonical text
 */
public record UploadedList(String study, int version, int places, byte[] sealed) {}
