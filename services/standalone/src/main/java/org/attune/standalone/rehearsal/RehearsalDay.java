package org.attune.standalone.rehearsal;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * How far a rehearsal has come.
 *
 * @param day virtual days since the start, from 1
 * @param ofDays an estimate of how many there will be
 * @param events log numbers assigned so far
 * @param people by state: invited, ended-early, enrolled, randomized, not-randomized, left
 * @param counted how many count towards the target
 */
public record RehearsalDay(
    LocalDate date,
    int day,
    int ofDays,
    long events,
    SortedMap<String, Integer> people,
    int counted,
    int target) {}
