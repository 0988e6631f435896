package org.attune.analytics.cut;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.platform.event.Position;

/**
 * For each partition of each topic, the last event that belongs to a cut. A partition that is not
 * named has none.
 *
 * @param marks by partition; unmodifiable
 */
public record CutVector(SortedMap<Partition, Mark> marks) {
  /** One partition of a topic. */
  public record Partition(String topic, int number) implements Comparable<Partition> {
    private static final Comparator<Partition> ORDER =
        Comparator.comparing(Partition::topic).thenComparingInt(Partition::number);

    static Partition of(Position position) {
      return new Partition(position.topic(), position.partition());
    }

    @Override
    public int compareTo(Partition other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * The last event of a partition.
   *
   * @param number 0 if there is none
   */
  public record Mark(int epoch, long number) implements Comparable<Mark> {
    private static final Comparator<Mark> ORDER =
        Comparator.comparingInt(Mark::epoch).thenComparingLong(Mark::number);

    @Override
    public int compareTo(Mark other) {
      return ORDER.compare(this, other);
    }
  }

  public CutVector {
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
  }

  /** True if the event at {@code position} belongs to the cut. */
  public boolean holds(Position position) {
    var mark = marks.get(Partition.of(position));
    return mark != null && new Mark(position.epoch(), position.number()).compareTo(mark) <= 0;
  }

  /** This cut without the event at {@code position} and all later ones of its partition. */
  public CutVector before(Position position) {
    if (!holds(position)) return this;
    var lower = new TreeMap<>(marks);
    lower.put(Partition.of(position), new Mark(position.epoch(), position.number() - 1));
    return new CutVector(lower);
  }
}
