package org.attune.testkit.checker;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.SafetyRule;
import org.attune.protocol.safety.SafetyWatch;
import org.jspecify.annotations.Nullable;

/** The safety rules that a recorded answer meets. */
final class MetRules {
  private final StudyFold studies;
  private final SafetyWatch watch = new SafetyWatch();

  MetRules(StudyFold studies) {
    this.studies = studies;
  }

  /**
   * Ids of the rules of the version that asked, in the protocol's order. None if that version is
   * not known or has no such questionnaire.
   *
   * @param items as they were written, one record for each column
   */
  List<String> met(String study, int version, String code, Collection<?> items) {
    return studies.protocol(study, version).map(p -> met(p, code, items)).orElse(List.of());
  }

  private List<String> met(Protocol protocol, String code, Collection<?> items) {
    var rules = watch.of(protocol);
    var questionnaire = protocol.questionnaires().get(code);
    if (questionnaire == null || !rules.watch(code)) return List.of();
    return rules.met(code, facts(questionnaire, items)).stream().map(SafetyRule::id).toList();
  }

  private static Map<String, Object> facts(Questionnaire questionnaire, Collection<?> items) {
    var byColumn = new HashMap<String, GivenAnswer>();
    for (var item : items) {
      var answer = (GenericRecord) item;
      byColumn.put(answer.get("item").toString(), given(answer));
    }
    return GivenAnswer.recorded(questionnaire.code() + ".", questionnaire.items(), byColumn);
  }

  private static GivenAnswer given(GenericRecord answer) {
    return new GivenAnswer(
        Optional.ofNullable((Double) answer.get("number")),
        text(answer.get("text")),
        text(answer.get("missingReason")));
  }

  private static Optional<String> text(@Nullable Object value) {
    return Optional.ofNullable(value).map(Object::toString);
  }
}
