package org.attune.protocol.lint;

import java.time.Duration;
import java.time.LocalTime;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.schedule.Neighbours;

/**
 * How much of its window a schedule of random times needs in the worst case, by the argument of
 * {@code DayTimes}: times as early as they can be, each delayed by whatever it must keep clear of.
 *
 * @param prompts what needs it, as the beginning of a sentence
 * @param needed from the first time to the last
 * @param width from the first minute to the last that a time may have: of the window, or of one
 *     part of it
 * @param there what there is, as the end of a sentence
 */
record Room(String prompts, Duration needed, Duration width, String there) {
  /**
   * @param neighbours to which it gives way, wherever their times lie
   */
  static Room of(EmaPlan plan, EmaPlan.Drawn drawn, Neighbours neighbours) {
    int others = neighbours.prompts();
    var kept = plan.distance().multipliedBy(2).minusMinutes(1).multipliedBy(others);
    var beside = others == 0 ? "" : ", %s from up to %d others,".formatted(plan.distance(), others);
    var window = Duration.between(drawn.between(), drawn.and());
    var prompts = "%d prompts %s apart%s".formatted(drawn.count(), drawn.apart(), beside);
    return switch (drawn) {
      case EmaPlan.Random random -> {
        var needed = random.apart().multipliedBy(Math.max(0, random.count() - 1)).plus(kept);
        yield new Room(prompts, needed, window, there(random.between(), random.and(), window));
      }
      case EmaPlan.Stratified stratified -> {
        var part = window.plusMinutes(1).dividedBy(stratified.count());
        var shortest = Duration.ofMinutes(part.toMinutes());
        var carried = stratified.apart().minus(shortest);
        var delay =
            carried.isNegative() ? Duration.ZERO : carried.multipliedBy(stratified.count() - 1L);
        yield new Room(
            prompts,
            delay.plus(kept),
            shortest.minusMinutes(1),
            "each of the %d parts between %s and %s has only %s"
                .formatted(stratified.count(), stratified.between(), stratified.and(), shortest));
      }
    };
  }

  private static String there(LocalTime between, LocalTime and, Duration window) {
    return "between %s and %s there are only %s".formatted(between, and, window);
  }
}
