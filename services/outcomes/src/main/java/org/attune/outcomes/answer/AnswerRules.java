package org.attune.outcomes.answer;

import static org.attune.outcomes.domain.Decision.accept;
import static org.attune.outcomes.domain.Decision.refuse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.domain.ItemAnswer;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentAnswered;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentKept;
import org.attune.outcomes.domain.OutcomesEvent.VisitCompleted;
import org.attune.outcomes.domain.Refusal;
import org.attune.outcomes.domain.Visit;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/** Decides what happens to answers. Pure: same arguments, same decision. */
public final class AnswerRules {
  /**
   * How long before the window opens an answer may be completed, by corrected device time, and
   * still count: a device without a network opens an assessment by its own clock.
   */
  public static final Duration EARLY_MAX = Duration.ofMinutes(5);

  /**
   * How long before it opens a device may know what an assessment asks; nothing is answered before.
   */
  public static final Duration KNOWN_AHEAD_MAX = Duration.ofHours(72);

  private AnswerRules() {}

  /**
   * A questionnaire, answered.
   *
   * @param answerId made by the device; the same answer sent again has the same
   * @param completedAt corrected device time; after {@code at} if the clock was set back since
   * @param deviceCompletedAt by the device's clock
   * @param skewMillis that clock less study time at arrival, in milliseconds
   * @param at study time of arrival
   */
  public record AnswerInstrument(
      String study,
      UUID participant,
      UUID visit,
      UUID answerId,
      String instrument,
      List<ItemAnswer> items,
      Instant completedAt,
      Instant deviceCompletedAt,
      long skewMillis,
      Instant at) {}

  /** Whether anything of a participant is kept any more. */
  public enum Standing {
    IN_STUDY,
    /** Left the follow-up: what is not asked any more is not kept either. */
    LEFT,
    /** Nothing changes in the study any more. */
    LOCKED
  }

  /**
   * An answer that this service keeps.
   *
   * @param numbers coded answers by column name; of one that does not count none
   * @param counts false for evidence
   */
  public record Kept(
      UUID visit,
      String instrument,
      UUID answerId,
      SortedMap<String, Double> numbers,
      boolean counts) {
    /** What is kept of an event. */
    public static Kept of(InstrumentAnswered event) {
      var numbers = new TreeMap<String, Double>();
      for (var item : event.items()) {
        item.number().ifPresent(number -> numbers.put(item.item(), number));
      }
      return new Kept(event.visitId(), event.instrument(), event.answerId(), numbers, true);
    }

    /** What is kept of evidence. */
    public static Kept of(InstrumentKept event) {
      return new Kept(
          event.visitId(), event.instrument(), event.answerId(), new TreeMap<>(), false);
    }

    boolean answers(Visit visit, String code) {
      return counts && this.visit.equals(visit.id()) && instrument.equals(code);
    }
  }

  /**
   * The version in whose form it was answered: the one that planned the visit or, from a device
   * that has not heard of that version yet, the newest before it that the answer fits (decision
   * 0016).
   *
   * @param versions published versions, by number
   */
  public static Protocol form(
      Visit visit, SortedMap<Integer, Protocol> versions, AnswerInstrument command) {
    var known = new TreeMap<>(versions).headMap(visit.version(), true);
    for (var version : known.descendingMap().values()) {
      if (fits(visit, version, command)) return version;
    }
    return known.lastEntry().getValue();
  }

  private static boolean fits(Visit visit, Protocol version, AnswerInstrument command) {
    return version
        .assessment(visit.assessment())
        .flatMap(plan -> questionnaire(version, plan, command.instrument()))
        .filter(form -> ItemRules.check(form, command.items()).isEmpty())
        .isPresent();
  }

  /**
   * Stores the answer, and completes the visit if it was the last one missing. The first to arrive
   * while the window is open counts, if the visit asks that questionnaire; whatever comes later,
   * was completed before it, or answers a visit that was cancelled meanwhile, is kept as evidence
   * with the time that the device says, however absurd.
   *
   * @param protocol the version that planned the visit
   * @param form the version in whose form it was answered
   * @param kept answers of this visit, and the one with this answer id wherever it belongs
   */
  public static Decision answer(
      Visit visit,
      Protocol protocol,
      Protocol form,
      List<Kept> kept,
      Standing standing,
      AnswerInstrument command) {
    for (var other : kept) {
      if (!other.answerId().equals(command.answerId())) continue;
      boolean same =
          other.visit().equals(visit.id()) && other.instrument().equals(command.instrument());
      return same
          ? accept()
          : refuse(Refusal.ANSWER_ID_TAKEN, "The answer id belongs to another questionnaire.");
    }
    if (standing == Standing.LOCKED) {
      return refuse(Refusal.STUDY_LOCKED, "Nothing changes in this study any more.");
    }
    boolean opened = !command.at().isBefore(visit.opensAt());
    if (visit.state() == Visit.State.CANCELLED && (!opened || standing == Standing.LEFT)) {
      return cancelled();
    }
    if (!opened) return notOpenYet(visit);
    var plan = protocol.assessment(visit.assessment()).orElseThrow();
    var asked = form.assessment(visit.assessment()).orElseThrow();
    var questionnaire = questionnaire(form, asked, command.instrument());
    if (questionnaire.isEmpty()) {
      return notAsked(plan, command.instrument());
    }
    var wrong = ItemRules.check(questionnaire.get(), command.items());
    if (wrong.isPresent()) return wrong.get();
    boolean counts =
        plan.instruments().contains(command.instrument())
            && kept.stream().noneMatch(other -> other.answers(visit, command.instrument()))
            && !completedAt(visit, command).isBefore(visit.opensAt().minus(EARLY_MAX))
            && closed(visit, command.at()).isEmpty();
    return counts
        ? store(visit, protocol, plan, questionnaire.get(), kept, command)
        : accept(evidence(visit, questionnaire.get(), command));
  }

  /**
   * By corrected device time. If that cannot be, the device's clock was set since, and the receipt
   * is all that is known.
   */
  private static Instant completedAt(Visit visit, AnswerInstrument command) {
    var at = command.completedAt();
    boolean canBe =
        !at.isAfter(command.at()) && !at.isBefore(visit.opensAt().minus(KNOWN_AHEAD_MAX));
    return canBe ? at : command.at();
  }

  private static Decision cancelled() {
    return refuse(Refusal.VISIT_CANCELLED, "This assessment is not asked any more.");
  }

  private static Decision notOpenYet(Visit visit) {
    return refuse(Refusal.NOT_OPEN_YET, "The window opens at " + visit.opensAt() + ".");
  }

  /** Why nothing of the visit can count or be saved; empty if it can. */
  public static Optional<Decision> closed(Visit visit, Instant now) {
    if (visit.state() == Visit.State.CANCELLED) return Optional.of(cancelled());
    if (now.isBefore(visit.opensAt())) return Optional.of(notOpenYet(visit));
    if (visit.state().isTerminal() || !visit.windowHolds(now)) {
      return Optional.of(
          refuse(Refusal.WINDOW_CLOSED, "The window closed at " + visit.closesAt() + "."));
    }
    return Optional.empty();
  }

  /** The questionnaire of that code, if the assessment asks it. */
  public static Optional<Questionnaire> questionnaire(
      Protocol protocol, AssessmentPlan plan, String code) {
    return plan.instruments().contains(code)
        ? Optional.ofNullable(protocol.questionnaires().get(code))
        : Optional.empty();
  }

  /** The assessment has no such questionnaire. */
  public static Decision notAsked(AssessmentPlan plan, String code) {
    return new Decision.Invalid("code", plan.id() + " does not ask " + code + ".");
  }

  private static Decision store(
      Visit visit,
      Protocol protocol,
      AssessmentPlan plan,
      Questionnaire questionnaire,
      List<Kept> kept,
      AnswerInstrument command) {
    var answered =
        new InstrumentAnswered(
            command.study(),
            command.participant(),
            visit.id(),
            visit.assessment(),
            command.answerId(),
            questionnaire.code(),
            questionnaire.version(),
            recorded(questionnaire, command.items()),
            completedAt(visit, command),
            command.at(),
            command.at(),
            Optional.of(command.deviceCompletedAt()),
            Optional.of(command.skewMillis()));
    var all = new ArrayList<>(kept);
    all.add(Kept.of(answered));
    var numbers = new HashMap<String, SortedMap<String, Double>>();
    for (var one : all) if (one.counts()) numbers.put(one.instrument(), one.numbers());
    return numbers.keySet().containsAll(plan.instruments())
        ? accept(answered, complete(visit, protocol, plan, numbers, command))
        : accept(answered);
  }

  private static InstrumentKept evidence(
      Visit visit, Questionnaire questionnaire, AnswerInstrument command) {
    return new InstrumentKept(
        command.study(),
        command.participant(),
        visit.id(),
        visit.assessment(),
        command.answerId(),
        questionnaire.code(),
        questionnaire.version(),
        recorded(questionnaire, command.items()),
        command.completedAt(),
        command.deviceCompletedAt(),
        command.skewMillis(),
        command.at(),
        command.at());
  }

  /** By column, in the order shown. */
  private static List<ItemAnswer> recorded(Questionnaire questionnaire, List<ItemAnswer> answers) {
    var items = new HashMap<String, Item>();
    for (var item : questionnaire.items()) items.put(item.id(), item);
    var recorded = new ArrayList<ItemAnswer>();
    for (var answer : answers) {
      var item = items.get(answer.item());
      if (item == null) throw new IllegalStateException("an answer that was not checked");
      var given = new GivenAnswer(answer.number(), answer.text(), answer.missingReason());
      given
          .columns(item)
          .forEach(
              (column, value) -> recorded.add(answer.in(column, value.number(), value.text())));
    }
    recorded.sort(Comparator.comparingInt(ItemAnswer::order).thenComparing(ItemAnswer::item));
    return List.copyOf(recorded);
  }

  private static VisitCompleted complete(
      Visit visit,
      Protocol protocol,
      AssessmentPlan plan,
      Map<String, SortedMap<String, Double>> numbers,
      AnswerInstrument command) {
    var scores = VisitScores.of(protocol, plan, numbers);
    return new VisitCompleted(
        command.study(),
        command.participant(),
        visit.id(),
        visit.assessment(),
        scores.scores(),
        scores.anxiety(),
        scores.avoidance(),
        scores.style(),
        command.at());
  }
}
