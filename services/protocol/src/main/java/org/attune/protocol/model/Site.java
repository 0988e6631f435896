package org.attune.protocol.model;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A place that recruits.
 *
 * @param id slug, unique in the study
 * @param zone default zone of its participants
 * @param opens first local date on which it may invite
 * @param languages a subset of the study's, the site's default first
 * @param crisis file name of its crisis card
 * @param safetyContact role that is told of safety alerts
 */
public record Site(
    String id,
    ZoneId zone,
    LocalDate opens,
    List<String> languages,
    String crisis,
    String safetyContact) {}
