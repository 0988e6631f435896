package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.SCHEDULES_MEET;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.protocol.model.EmaPlan;

/** Whether prompts of two schedules that count from the same day may be open at once. */
final class NeighbourRules {
  private static final int WEEK_DAYS = 7;
  private static final LocalDate SOME_DAY = LocalDate.of(2026, 1, 1);

  private NeighbourRules() {}

  static void check(Draft draft, Remarks remarks) {
    var plans = draft.protocol().ema();
    for (var j = 1; j < plans.size(); j++) {
      var later = plans.get(j);
      if (!later.distance().isZero()) continue;
      for (var one : plans.subList(0, j)) {
        if (!one.isBeside(later) || !meet(one, later)) continue;
        remarks.add(
            SCHEDULES_MEET,
            draft.at("ema", j, "prompts"),
            "A prompt of schedule '%s' may come while one of schedule '%s' is open."
                .formatted(later.id(), one.id()));
        break;
      }
    }
  }

  private static boolean meet(EmaPlan one, EmaPlan other) {
    return one.from().after().equals(other.from().after())
        && shareDay(one, other)
        && (follow(one, other) || follow(other, one));
  }

  private static boolean shareDay(EmaPlan one, EmaPlan other) {
    for (int day = 0; day < WEEK_DAYS; day++) {
      var dates = new HashSet<>(one.dates(SOME_DAY.plusDays(day)));
      if (other.dates(SOME_DAY.plusDays(day)).stream().anyMatch(dates::contains)) return true;
    }
    return false;
  }

  /** True if some prompt of {@code other} may come while one of {@code one} is open. */
  private static boolean follow(EmaPlan one, EmaPlan other) {
    return sendings(one).stream()
        .anyMatch(
            open ->
                sendings(other).stream()
                    .anyMatch(sent -> sent.isWithin(open.first(), open.last(), one.expires())));
  }

  /** From the first to the last minute of some sending. */
  private record Sending(LocalTime first, LocalTime last) {
    boolean isWithin(LocalTime from, LocalTime until, Duration open) {
      return !last.isBefore(from) && Duration.between(until, first).compareTo(open) < 0;
    }
  }

  private static List<Sending> sendings(EmaPlan plan) {
    return switch (plan.times()) {
      case EmaPlan.Drawn drawn -> List.of(new Sending(drawn.between(), drawn.and()));
      case EmaPlan.Fixed fixed -> fixed.at().stream().map(at -> new Sending(at, at)).toList();
      case EmaPlan.Every every ->
          IntStream.range(0, every.count())
              .mapToObj(n -> every.between().plus(every.every().multipliedBy(n)))
              .map(at -> new Sending(at, at))
              .toList();
      case EmaPlan.Started _ -> List.of();
    };
  }
}
