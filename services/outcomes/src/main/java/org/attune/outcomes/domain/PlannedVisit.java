package org.attune.outcomes.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * When one assessment is asked.
 *
 * @param visitId the same for every plan of this occasion
 * @param targetDate local day on which it is meant to happen
 * @param opensAt start of the window's first local day
 * @param closesAt first instant after the window's last local day
 * @param reminders ascending, within the window
 * @param callAt when the site is asked to call; empty for never
 * @param required allocation waits for it
 */
public record PlannedVisit(
    UUID visitId,
    String assessment,
    LocalDate targetDate,
    Instant opensAt,
    Instant closesAt,
    List<Instant> reminders,
    Optional<Instant> callAt,
    boolean required) {}
