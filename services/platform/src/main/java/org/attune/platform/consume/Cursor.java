package org.attune.platform.consume;

/**
 * How far a consumer has come in one partition.
 *
 * @param number last number applied; 0 before the first
 * @param nextOffset Kafka offset to read next: a hint
 * @param topicId id of the topic that the offset counts in; another id: read from the beginning
 */
record Cursor(
    String topic, int partition, int epoch, long number, long nextOffset, String topicId) {}
