package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.screening.AnswerForm;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.protocol.instrument.GivenAnswer;

/** Answers of a questionnaire as a device sends them. */
final class AnswerForms {
  static final int ANSWERS_MAX = 200;

  private static final Set<String> FIELDS = Set.of("item", "number", "text", "missingReason");
  private static final int ITEM_CHARS_MAX = 63;
  private static final int REASON_CHARS_MAX = 32;

  private AnswerForms() {}

  /** The list in field {@code answers}, each with its path. */
  static List<AnswerForm> read(JsonObject body) {
    var list = Requests.list(body, "answers", ANSWERS_MAX);
    var forms = new ArrayList<AnswerForm>(list.size());
    for (int i = 0; i < list.size(); i++)
      forms.add(read("answers[" + i + "]", list.getJsonObject(i)));
    return forms;
  }

  private static AnswerForm read(String path, JsonObject answer) {
    for (var field : answer.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new InvalidRequestException(path + "." + field, "This is not part of an answer.");
      }
    }
    return new AnswerForm(
        path,
        text(path, answer, "item", ITEM_CHARS_MAX)
            .orElseThrow(() -> new InvalidRequestException(path + ".item", "item is missing.")),
        number(path, answer),
        text(path, answer, "text", GivenAnswer.TEXT_CHARS_MAX),
        text(path, answer, "missingReason", REASON_CHARS_MAX));
  }

  private static Optional<String> text(String path, JsonObject answer, String field, int max) {
    return switch (answer.getValue(field)) {
      case null -> Optional.empty();
      case String text when text.length() <= max -> Optional.of(text);
      default ->
          throw new InvalidRequestException(
              path + "." + field, field + " must be a text of at most " + max + " characters.");
    };
  }

  private static Optional<Double> number(String path, JsonObject answer) {
    return switch (answer.getValue("number")) {
      case null -> Optional.empty();
      case Number number -> Optional.of(number.doubleValue());
      default -> throw new InvalidRequestException(path + ".number", "number must be a number.");
    };
  }
}
