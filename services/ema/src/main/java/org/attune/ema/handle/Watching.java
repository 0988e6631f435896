package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.ema.domain.ConcernRules;
import org.attune.ema.domain.ConcernRules.Concern;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.ema.domain.Upload;
import org.attune.ema.plan.QuestionnaireForm;
import org.attune.ema.store.RuleMetStore;
import org.attune.ema.store.SlotRow;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.safety.Crisis;
import org.attune.protocol.safety.SafetyWatch;

/**
 * Looks at each answer by the safety rules of the version whose form it fits, whatever is decided
 * about the answer. Reads and writes nothing unless a rule is met.
 */
public final class Watching {
  private final RuleMetStore rules;
  private final SafetyWatch watch = new SafetyWatch();

  public Watching(RuleMetStore rules) {
    this.rules = rules;
  }

  /**
   * What the safety rules find in an answer.
   *
   * @param met what nobody was told of before, to be recorded in the same transaction
   * @param crisis to be shown at once
   */
  record Looked(List<SafetyRuleMet> met, Optional<Crisis> crisis) {
    static final Looked NOTHING = new Looked(List.of(), Optional.empty());
  }

  /** A questionnaire as one version asks it. */
  record Asked(Protocol protocol, String questionnaire, QuestionnaireForm form) {}

  /**
   * Looks at an answer that fits its form.
   *
   * @param row the prompt it is to
   */
  Looked at(Connection c, SlotRow row, Asked asked, Upload upload, Instant now)
      throws SQLException {
    var protocol = asked.protocol();
    var form = asked.form();
    var code = asked.questionnaire();
    var watched = watch.of(protocol);
    if (!watched.watch(code)) return Looked.NOTHING;
    var met = watched.met(code, form.facts(code + ".", upload.items()));
    if (met.isEmpty()) return Looked.NOTHING;
    var key = row.key();
    var concern =
        new Concern(
            key.study(),
            key.participantId(),
            row.enrollee().site(),
            row.slot().slotId(),
            code,
            upload.answerId(),
            now);
    var told = ConcernRules.tell(rules.of(c, key, upload.answerId()), met, concern);
    for (var event : told) rules.add(c, key, RuleMetStore.Met.of(event));
    var enrollee = row.enrollee();
    return new Looked(told, Crisis.of(protocol, met, enrollee.site(), enrollee.language()));
  }
}
