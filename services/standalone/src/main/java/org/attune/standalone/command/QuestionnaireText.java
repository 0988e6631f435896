package org.attune.standalone.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.PipedText;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * A questionnaire in words, as somebody reads it who has answered so far.
 *
 * @param facts answers by the names that expressions have for them
 */
record QuestionnaireText(Questionnaire questionnaire, Reader reader, Map<String, Object> facts) {
  /**
   * @param language the participant's
   * @param fallbacks for texts that are not there in it
   */
  record Reader(String language, List<String> fallbacks) {
    String read(LocalizedText text) {
      return text.in(language, fallbacks);
    }
  }

  String title() {
    return reader.read(questionnaire.title());
  }

  /** What is asked and what may be answered; one line that says so if the item is not shown. */
  List<String> lines(Item item) {
    if (!isShown(item)) return List.of("[%s is not shown]".formatted(item.name()));
    var lines = new ArrayList<String>();
    lines.add("%s: %s".formatted(item.name(), asked(item)));
    for (var option : item.options()) {
      lines.add("  %d  %s".formatted(option.code(), reader.read(option.text())));
    }
    item.min().ifPresent(min -> lines.add("  %d to %d".formatted(min, item.max().orElseThrow())));
    item.ends()
        .ifPresent(
            ends -> {
              lines.add("  " + across(ends.unpleasant(), ends.pleasant()));
              lines.add("  " + across(ends.sleepy(), ends.aroused()));
            });
    return lines;
  }

  private String across(LocalizedText low, LocalizedText high) {
    return "1 %s to 9 %s".formatted(reader.read(low), reader.read(high));
  }

  private boolean isShown(Item item) {
    if (item.when().isEmpty()) return true;
    var declared = Declarations.before(questionnaire, item);
    return Expression.compile(item.when().get(), declared, ResultType.BOOLEAN)
        .orThrow()
        .evaluate(facts)
        .isTrue();
  }

  private String asked(Item item) {
    return PipedText.read(reader.read(item.text()), questionnaire, item)
        .orThrow()
        .render(facts, reader.language(), reader.fallbacks());
  }
}
