package org.attune.standalone.synthetic;

/**
 * What somebody who has not left does with an assessment.
 *
 * @param at when it is begun, as a share of its window
 * @param instruments how many are answered, from the first on; 0 if it is not begun
 */
public record Attendance(double at, int instruments) {}
