package org.attune.standalone.separate;

/**
 * What one process had to tell of its work.
 *
 * @param number of the process, from 0, in the order of the start
 * @param recorded transactions in which it recorded events, one for each participant
 * @param applied batches of events of other services that it applied
 */
public record Work(String service, int number, long recorded, long applied) {}
