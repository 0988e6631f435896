package org.attune.protocol.schedule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Evaluation;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.Protocol;

/**
 * The earliest local dates on which a participant's schedules can begin. What counts from consent
 * happens as soon as the protocol lets it: an assessment is complete on the first day of its
 * window, a momentary schedule has ended on its last day. Randomization is on the first of these
 * days on which every required assessment can be complete and {@code when} can be true; a value
 * that is not known yet, such as a score, is taken to be whatever lets it.
 */
public final class EarliestAnchors {
  private static final String CONSENT = "consent";
  private static final String RANDOMIZATION = "randomization";

  private EarliestAnchors() {}

  /**
   * Dates by anchor.
   *
   * @param protocol linted
   * @param consent local date of consent
   * @return {@code consent}, and {@code randomization} if the study allocates arms and its {@code
   *     when} can come true
   */
  public static Map<String, LocalDate> of(Protocol protocol, LocalDate consent) {
    var anchors = new TreeMap<String, LocalDate>();
    anchors.put(CONSENT, consent);
    randomization(protocol, consent).ifPresent(date -> anchors.put(RANDOMIZATION, date));
    return anchors;
  }

  private static Optional<LocalDate> randomization(Protocol protocol, LocalDate consent) {
    if (protocol.randomization().isEmpty()) return Optional.empty();
    var source = protocol.randomization().get().when();
    var when = Expression.compile(source, Declarations.of(protocol), ResultType.BOOLEAN).orThrow();
    var facts = facts(protocol, consent);
    var required = new ArrayList<String>();
    for (var plan : protocol.assessments()) {
      if (plan.required()) required.add(completed(plan.id()));
    }
    var days = new TreeSet<>(facts.values());
    days.add(consent);
    for (var day : days) {
      var known = new HashMap<String, Object>();
      for (var name : when.names()) {
        if (name.endsWith(".complete") || name.endsWith(".ended")) known.put(name, false);
      }
      facts.forEach((name, from) -> known.put(name, !day.isBefore(from)));
      boolean complete = required.stream().allMatch(name -> Boolean.TRUE.equals(known.get(name)));
      if (complete && canBeTrue(when.evaluate(known))) return Optional.of(day);
    }
    return Optional.empty();
  }

  private static boolean canBeTrue(Evaluation evaluation) {
    return evaluation.isTrue() || evaluation instanceof Evaluation.Unknown;
  }

  /** Since when what counts from consent can be so, by the name of the fact. */
  private static Map<String, LocalDate> facts(Protocol protocol, LocalDate consent) {
    var facts = new HashMap<String, LocalDate>();
    for (var plan : protocol.assessments()) {
      if (!plan.anchor().after().equals(CONSENT)) continue;
      var opens = plan.opens(consent);
      facts.put(completed(plan.id()), opens.isBefore(consent) ? consent : opens);
    }
    for (var plan : protocol.ema()) {
      if (!plan.from().after().equals(CONSENT)) continue;
      facts.put("ema." + plan.id() + ".ended", Expander.dates(plan, consent).getLast());
    }
    return facts;
  }

  private static String completed(String assessment) {
    return assessment + ".complete";
  }
}
