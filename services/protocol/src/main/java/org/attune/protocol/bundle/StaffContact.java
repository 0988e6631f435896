package org.attune.protocol.bundle;

/**
 * A named person who is told of alerts. Never part of the protocol, its hash or an event.
 *
 * @param site site id
 * @param role for example {@code clinician}
 * @param address where messages go
 * @param order of escalation within the role, from 1
 */
public record StaffContact(String site, String role, String name, String address, int order) {}
