package org.attune.testkit.checker;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.attune.ema.v1.PromptsPlanned;
import org.attune.outcomes.v1.VisitsPlanned;
import org.attune.platform.event.EventKey;
import org.attune.testkit.checker.Concerns.Concern;

/**
 * Promise I16 over the history of ema or of outcomes: the service noticed each recorded answer that
 * meets a safety rule, and once the studies have ended no alert is left that nobody was told of.
 * Answers are judged by the version that asked them. Keeps the occasions of one participant at a
 * time.
 */
final class ConcernCheck implements RowCheck {
  private final MetRules rules;
  private final Concerns concerns;
  private final boolean ended;
  private final Findings findings;
  private final Map<UUID, Asked> asked = new HashMap<>();
  private final Map<Concern, String> met = new LinkedHashMap<>();
  private final Set<Concern> noticed = new HashSet<>();
  private final Map<UUID, String> untold = new LinkedHashMap<>();

  /** What asked: the version, and of a prompt its questionnaire. */
  private record Asked(int version, String questionnaire) {}

  /**
   * @param ended true if the studies are over
   */
  ConcernCheck(StudyFold studies, Concerns concerns, boolean ended, Findings findings) {
    rules = new MetRules(studies);
    this.concerns = concerns;
    this.ended = ended;
    this.findings = findings;
  }

  @Override
  public void row(HistoryRow row) {
    switch (row.type()) {
      case "PromptsPlanned" -> {
        var plan = row.as(PromptsPlanned.class);
        var by = new Asked(plan.getProtocolVersion(), plan.getQuestionnaire());
        for (var slot : plan.getSlots()) asked.put(slot.getSlotId(), by);
      }
      case "VisitsPlanned" -> {
        var plan = row.as(VisitsPlanned.class);
        var by = new Asked(plan.getProtocolVersion(), "");
        for (var visit : plan.getVisits()) asked.put(visit.getVisitId(), by);
      }
      case "PromptAnswered", "LateAnswerKept" -> {
        var event = row.asWritten();
        var by = asked.get(id(event, "slotId"));
        if (by != null) answered(row, event, by.version, by.questionnaire);
      }
      case "InstrumentAnswered", "InstrumentKept" -> {
        var event = row.asWritten();
        var by = asked.get(id(event, "visitId"));
        if (by != null) answered(row, event, by.version, event.get("instrument").toString());
      }
      case "SafetyRuleMet" -> {
        var concern = concern(row.key(), row.asWritten());
        noticed.add(concern);
        concerns.met(concern, row.where());
      }
      case "SafetyAlertRaised" -> {
        var event = row.asWritten();
        var concern = concern(row.key(), event);
        noticed.add(concern);
        concerns.raised(concern);
        untold.put(id(event, "alertId"), row.where());
        findings.count("alerts", 1);
      }
      case "SafetyStaffTold", "SafetyAlertAcknowledged" ->
          untold.remove(id(row.asWritten(), "alertId"));
      default -> {} // other events are about no answer
    }
  }

  private void answered(HistoryRow row, GenericRecord event, int version, String questionnaire) {
    var items = (Collection<?>) event.get("items");
    for (var rule : rules.met(row.key().study(), version, questionnaire, items)) {
      met.put(new Concern(row.key(), id(event, "answerId"), rule), row.where());
    }
  }

  private static Concern concern(EventKey owner, GenericRecord event) {
    return new Concern(owner, id(event, "answerId"), event.get("rule").toString());
  }

  private static UUID id(GenericRecord event, String field) {
    return UUID.fromString(event.get(field).toString());
  }

  @Override
  public void ownerEnds(EventKey owner) {
    met.forEach(
        (concern, where) -> {
          if (noticed.contains(concern)) return;
          findings.broken(
              Promise.I16,
              where,
              "It meets the rule " + concern.rule() + ", and that was not noticed.");
        });
    if (ended) {
      untold
          .values()
          .forEach(where -> findings.broken(Promise.I16, where, "Nobody was told of it."));
    }
    asked.clear();
    met.clear();
    noticed.clear();
    untold.clear();
  }
}
