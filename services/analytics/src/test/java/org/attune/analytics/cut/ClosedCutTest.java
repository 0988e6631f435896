package org.attune.analytics.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.attune.analytics.cut.CutVector.Mark;
import org.attune.analytics.cut.CutVector.Partition;
import org.attune.platform.event.Position;
import org.junit.jupiter.api.Test;

/** A cut holds no event whose cause it does not hold. Topics a, b, c of one partition each. */
class ClosedCutTest {
  @Test
  void an_event_caused_from_outside_takes_all_later_ones_with_it() {
    var causes = Map.of(at("b", 2), at("a", 5));
    assertThat(lower(cut(4, 3, 0), causes)).isEqualTo(cut(4, 1, 0));
  }

  @Test
  void lowering_goes_on_while_it_opens_new_gaps() {
    var causes = Map.of(at("b", 2), at("a", 5), at("c", 1), at("b", 3));
    assertThat(lower(cut(4, 3, 9), causes)).isEqualTo(cut(4, 1, 0));
  }

  @Test
  void a_closed_cut_stays() {
    var causes = Map.of(at("b", 2), at("a", 4));
    assertThat(lower(cut(4, 3, 0), causes)).isEqualTo(cut(4, 3, 0));
  }

  @Test
  void a_cause_in_a_partition_that_is_not_there_lies_outside() {
    assertThat(lower(cut(1, 0, 0), Map.of(at("a", 1), at("x", 1)))).isEqualTo(cut(0, 0, 0));
  }

  @Test
  void an_older_epoch_lies_below() {
    var vector = new CutVector(new TreeMap<>(Map.of(new Partition("a", 0), new Mark(2, 3))));
    assertThat(vector.holds(new Position("a", 0, 1, 9))).isTrue();
    assertThat(vector.holds(new Position("a", 0, 2, 4))).isFalse();
    assertThat(vector.holds(new Position("a", 1, 2, 1))).isFalse();
  }

  @Test
  void whatever_the_causes_the_result_is_closed_and_the_largest() {
    long seed = 42;
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var causes =
          new TreeMap<Position, Position>(java.util.Comparator.comparing(Position::toString));
      for (int i = 0; i < 6; i++) causes.put(anywhere(random), anywhere(random));
      var start = cut(random.nextInt(6), random.nextInt(6), random.nextInt(6));
      var closed = lower(start, causes);
      assertThat(orphans(closed, causes)).as("seed " + seed).isEmpty();
      assertThat(closed).isEqualTo(largest(start, causes));
    }
  }

  private static CutVector largest(CutVector start, Map<Position, Position> causes) {
    var best = cut(0, 0, 0);
    for (int a = 0; a < 6; a++) {
      for (int b = 0; b < 6; b++) {
        for (int c = 0; c < 6; c++) {
          var tried = cut(a, b, c);
          if (isBelow(tried, start) && orphans(tried, causes).isEmpty() && sum(tried) > sum(best)) {
            best = tried;
          }
        }
      }
    }
    return best;
  }

  private static boolean isBelow(CutVector low, CutVector high) {
    return low.marks().entrySet().stream()
        .allMatch(e -> e.getValue().compareTo(high.marks().get(e.getKey())) <= 0);
  }

  private static long sum(CutVector cut) {
    return cut.marks().values().stream().mapToLong(Mark::number).sum();
  }

  private static Position anywhere(Random random) {
    return at(List.of("a", "b", "c").get(random.nextInt(3)), 1 + random.nextInt(5));
  }

  private static CutVector lower(CutVector start, Map<Position, Position> causes) {
    return ClosedCut.below(start, cut -> orphans(cut, causes));
  }

  private static List<Position> orphans(CutVector cut, Map<Position, Position> causes) {
    var first = new ArrayList<Position>();
    var seen = new HashSet<String>();
    causes.entrySet().stream()
        .filter(e -> cut.holds(e.getKey()) && !cut.holds(e.getValue()))
        .map(Map.Entry::getKey)
        .sorted(java.util.Comparator.comparingLong(Position::number))
        .forEach(
            p -> {
              if (seen.add(p.topic())) first.add(p);
            });
    return first;
  }

  private static Position at(String topic, long number) {
    return new Position(topic, 0, 1, number);
  }

  private static CutVector cut(long a, long b, long c) {
    return new CutVector(
        new TreeMap<>(
            Map.of(
                new Partition("a", 0), new Mark(1, a),
                new Partition("b", 0), new Mark(1, b),
                new Partition("c", 0), new Mark(1, c))));
  }
}
