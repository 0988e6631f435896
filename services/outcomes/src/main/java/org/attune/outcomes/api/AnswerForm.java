package org.attune.outcomes.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.outcomes.answer.AnswerRules.AnswerInstrument;
import org.attune.outcomes.domain.ItemAnswer;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.protocol.instrument.GivenAnswer;

/**
 * A questionnaire as a device sends it. Device times are corrected when the study time of arrival
 * is known: what the device's clock says at sending is that moment.
 *
 * @param completedAt by the device's clock
 * @param deviceNow the device's clock at sending
 */
record AnswerForm(
    UUID visit,
    String instrument,
    UUID answerId,
    List<ItemAnswer> items,
    Instant completedAt,
    Instant deviceNow) {
  static final int ITEMS_MAX = 500;
  private static final int CHANGES_MAX = 10_000;
  private static final Set<String> ITEM_FIELDS =
      Set.of(
          "item", "number", "text", "missingReason", "order", "shownAt", "answeredAt", "changes");

  static AnswerForm read(RoutingContext request) {
    var body = Requests.body(request, "answerId", "items", "completedAt", "deviceNow");
    var list = Requests.list(body, "items", ITEMS_MAX);
    var items = new ArrayList<ItemAnswer>(list.size());
    for (int i = 0; i < list.size(); i++) items.add(item(list.getJsonObject(i), i));
    return new AnswerForm(
        Requests.uuid(request, "visit"),
        code(request),
        Requests.uuid(body, "answerId"),
        items,
        Requests.instant(body, "completedAt"),
        Requests.instant(body, "deviceNow"));
  }

  static String code(RoutingContext request) {
    var code = request.pathParam("code");
    if (code != null && code.matches("[a-z][a-z0-9_]{0,62}")) return code;
    throw new InvalidRequestException(
        "code", "code must be lower-case letters, digits and underscores, at most 63.");
  }

  /** The command, at the study time of its arrival. */
  AnswerInstrument at(EventKey key, Instant now) {
    var ahead = Duration.between(deviceNow, now);
    return new AnswerInstrument(
        key.study(),
        key.participantId(),
        visit,
        answerId,
        instrument,
        items.stream().map(item -> corrected(item, ahead)).toList(),
        corrected(completedAt, ahead),
        completedAt.truncatedTo(ChronoUnit.MICROS),
        -ahead.toMillis(),
        now);
  }

  private static ItemAnswer item(JsonObject item, int index) {
    try {
      for (var field : item.fieldNames()) {
        if (!ITEM_FIELDS.contains(field)) {
          throw new InvalidRequestException(field, field + " is not a field of an item.");
        }
      }
      return new ItemAnswer(
          Requests.text(item, "item", 63),
          number(item),
          Requests.optionalText(item, "text", GivenAnswer.TEXT_CHARS_MAX),
          Requests.optionalText(item, "missingReason", 63),
          Requests.integer(item, "order", 1, ITEMS_MAX),
          Requests.optionalInstant(item, "shownAt"),
          Requests.optionalInstant(item, "answeredAt"),
          item.containsKey("changes") ? Requests.integer(item, "changes", 0, CHANGES_MAX) : 0);
    } catch (InvalidRequestException e) {
      throw new InvalidRequestException("items[" + index + "]." + e.field(), e.detail());
    }
  }

  private static Optional<Double> number(JsonObject item) {
    return switch (item.getValue("number")) {
      case null -> Optional.empty();
      case Number number when Double.isFinite(number.doubleValue()) ->
          Optional.of(number.doubleValue());
      default -> throw new InvalidRequestException("number", "number must be a number.");
    };
  }

  private static ItemAnswer corrected(ItemAnswer item, Duration ahead) {
    return new ItemAnswer(
        item.item(),
        item.number(),
        item.text(),
        item.missingReason(),
        item.order(),
        item.shownAt().map(at -> corrected(at, ahead)),
        item.answeredAt().map(at -> corrected(at, ahead)),
        item.changes());
  }

  private static Instant corrected(Instant at, Duration ahead) {
    return at.plus(ahead).truncatedTo(ChronoUnit.MICROS);
  }
}
