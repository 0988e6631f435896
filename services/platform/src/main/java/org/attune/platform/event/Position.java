package org.attune.platform.event;

/**
 * Where an event stands in our log.
 *
 * @param epoch raised by every restore to a point in time; from 1
 * @param number gapless in its partition and epoch; from 1
 */
public record Position(String topic, int partition, int epoch, long number) {
  /** {@code topic:partition:epoch:number}. */
  public static Position parse(String text) {
    var parts = text.split(":");
    return new Position(
        parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Long.parseLong(parts[3]));
  }

  @Override
  public String toString() {
    return topic + ":" + partition + ":" + epoch + ":" + number;
  }
}
