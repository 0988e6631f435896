package org.attune.enrollment.domain;

import java.util.UUID;

/**
 * Whom a command is about.
 *
 * @param study slug
 * @param participantId pseudonym within the study
 */
public record Person(String study, UUID participantId) {}
