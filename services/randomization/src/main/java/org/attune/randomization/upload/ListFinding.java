package org.attune.randomization.upload;

/**
 * Something that is wrong with an uploaded list.
 *
 * @param line of the file, from 1
 * @param code which the page on randomization explains
 * @param sentence what is wrong, and what to do
 */
public record ListFinding(int line, String code, String sentence) {}
