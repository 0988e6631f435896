package org.attune.protocol.schedule;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Evaluation;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;

/**
 * The earliest local dates on which a participant's schedules can begin. Everything happens as soon
 * as the protocol lets it: an assessment is complete on the first day of its window, a momentary
 * schedule has ended on its last day, a session is done on the day on which it is unlocked.
 * Randomization is on the first of the days counted from consent on which every required assessment
 * can be complete and {@code when} can be true; a value that is not known yet, such as a score, is
 * taken to be whatever lets it.
 */
public final class EarliestAnchors {
  private final Protocol protocol;
  private final Map<String, LocalDate> given;
  private final List<String> arms;
  private final TreeMap<String, LocalDate> dates = new TreeMap<>();

  private EarliestAnchors(Protocol protocol, Map<String, LocalDate> given, List<String> arms) {
    this.protocol = protocol;
    this.given = given;
    this.arms = arms;
  }

  /** {@link #of(Protocol, Map, Optional)} of the arm that comes to each anchor first. */
  public static Map<String, LocalDate> of(Protocol protocol, Map<String, LocalDate> given) {
    return of(protocol, given, Optional.empty());
  }

  /**
   * Dates by anchor.
   *
   * @param protocol linted
   * @param given local dates that are known, that of consent among them
   * @param arm whose programme alone counts; empty: any
   * @return {@code given}; {@code randomization} if the study allocates arms and its {@code when}
   *     can come true; whatever else a momentary schedule counts from and can happen
   */
  public static Map<String, LocalDate> of(
      Protocol protocol, Map<String, LocalDate> given, Optional<String> arm) {
    var arms = arm.map(List::of).orElse(protocol.arms().stream().map(Arm::id).toList());
    var anchors = new EarliestAnchors(protocol, given, arms);
    anchors.dates.putAll(given);
    anchors.follow();
    if (!given.containsKey(Anchor.RANDOMIZATION)) {
      anchors
          .randomization()
          .ifPresent(
              date -> {
                anchors.dates.put(Anchor.RANDOMIZATION, date);
                anchors.follow();
              });
    }
    anchors.dates.keySet().removeIf(name -> !anchors.isWanted(name));
    return anchors.dates;
  }

  private boolean isWanted(String name) {
    return given.containsKey(name)
        || name.equals(Anchor.RANDOMIZATION)
        || protocol.ema().stream().anyMatch(plan -> plan.from().after().equals(name));
  }

  /** Adds whatever comes of the dates that are known, until nothing more does. */
  private void follow() {
    int known;
    do {
      known = dates.size();
      for (var plan : protocol.assessments()) {
        var anchor = dates.get(plan.anchor().after());
        if (anchor != null) {
          dates.putIfAbsent(Anchor.complete(plan.id()), later(plan.opens(anchor), anchor));
        }
      }
      for (var plan : protocol.ema()) {
        var anchor = dates.get(plan.from().after());
        if (anchor != null) dates.putIfAbsent(Anchor.ended(plan.id()), ends(plan, anchor));
      }
      var randomized = dates.get(Anchor.RANDOMIZATION);
      if (randomized != null) for (var arm : arms) sessions(arm, randomized);
    } while (dates.size() > known);
  }

  /** A programme begins the day after randomization, or when its arm crosses over to it. */
  private void sessions(String arm, LocalDate randomized) {
    boolean waits = protocol.arm(arm).flatMap(Arm::intervention).isEmpty();
    var first =
        waits ? protocol.crossesOverOn(arm, randomized) : Optional.of(randomized.plusDays(1));
    var programme = protocol.programmeOf(arm);
    if (first.isEmpty() || programme.isEmpty()) return;
    for (var session : programme.get().sessions()) {
      var name = Anchor.done(session.id());
      if (given.containsKey(name)) continue;
      dates.merge(name, first.get().plus(session.unlocks()), (a, b) -> a.isBefore(b) ? a : b);
    }
  }

  private static LocalDate ends(EmaPlan plan, LocalDate anchor) {
    return later(plan.lastDay(anchor), anchor);
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private Optional<LocalDate> randomization() {
    if (protocol.randomization().isEmpty()) return Optional.empty();
    var source = protocol.randomization().get().when();
    var when = Expression.compile(source, Declarations.of(protocol), ResultType.BOOLEAN).orThrow();
    for (var day : new TreeSet<>(dates.values())) {
      var known = new HashMap<String, Object>();
      for (var name : when.names()) {
        if (name.endsWith(".complete") || name.endsWith(".ended")) known.put(name, false);
      }
      dates.forEach((name, from) -> known.put(name, !day.isBefore(from)));
      boolean complete =
          protocol.assessments().stream()
              .filter(plan -> plan.required())
              .allMatch(plan -> Boolean.TRUE.equals(known.get(Anchor.complete(plan.id()))));
      if (complete && canBeTrue(when.evaluate(known))) return Optional.of(day);
    }
    return Optional.empty();
  }

  private static boolean canBeTrue(Evaluation evaluation) {
    return evaluation.isTrue() || evaluation instanceof Evaluation.Unknown;
  }
}
