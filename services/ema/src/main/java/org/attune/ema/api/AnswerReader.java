package org.attune.ema.api;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.ema.domain.ItemAnswer;
import org.attune.ema.domain.Upload;
import org.attune.ema.handle.PromptHandler.UploadReader;
import org.attune.ema.plan.QuestionnaireForm;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.protocol.instrument.GivenAnswer;

/**
 * An answer as a device sends it, read as far as that goes without knowing the questionnaire.
 *
 * @param items in the order sent, times by the device
 */
record AnswerReader(
    UUID answerId,
    List<ItemAnswer> items,
    Optional<Instant> openedAt,
    Instant completedAt,
    Instant deviceNow)
    implements UploadReader {
  static final int ITEMS_MAX = 200;
  static final int ORDER_MAX = 10_000;

  private static final Set<String> ITEM_FIELDS =
      Set.of(
          "item", "number", "text", "missingReason", "order", "shownAt", "answeredAt", "changes");

  /**
   * @throws InvalidRequestException naming the first field that does not fit
   */
  static AnswerReader read(JsonObject body) {
    var answerId = Requests.uuid(body, "answerId");
    var completedAt = micros(Requests.instant(body, "completedAt"));
    var deviceNow = micros(Requests.instant(body, "deviceNow"));
    var openedAt = Requests.optionalInstant(body, "openedAt").map(AnswerReader::micros);
    var list = Requests.list(body, "items", ITEMS_MAX);
    var items = new ArrayList<ItemAnswer>();
    for (int i = 0; i < list.size(); i++) {
      items.add(item(list.getJsonObject(i), "items[" + i + "]."));
    }
    return new AnswerReader(answerId, items, openedAt, completedAt, deviceNow);
  }

  @Override
  public boolean fits(QuestionnaireForm form) {
    return form.misfit(items).isEmpty();
  }

  @Override
  public Upload read(QuestionnaireForm form, Instant receivedAt) {
    form.misfit(items)
        .ifPresent(
            misfit -> {
              throw new InvalidRequestException(misfit.field(), misfit.detail());
            });
    long skewMillis = Upload.skewMillis(deviceNow, receivedAt);
    var corrected = items.stream().map(item -> corrected(item, skewMillis)).toList();
    return new Upload(
        answerId,
        form.completeness(corrected),
        form.recorded(corrected),
        openedAt,
        completedAt,
        deviceNow);
  }

  /** Histories keep microseconds; so does everything that must equal them. */
  static Instant micros(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  private static ItemAnswer item(JsonObject item, String place) {
    for (var field : item.fieldNames()) {
      if (!ITEM_FIELDS.contains(field)) {
        throw new InvalidRequestException(place + field, field + " is not a field of an item.");
      }
    }
    try {
      return new ItemAnswer(
          Requests.text(item, "item", 64),
          number(item, place),
          Requests.optionalText(item, "text", GivenAnswer.TEXT_CHARS_MAX),
          Requests.optionalText(item, "missingReason", 64),
          Requests.integer(item, "order", 1, ORDER_MAX),
          Requests.optionalInstant(item, "shownAt").map(AnswerReader::micros),
          Requests.optionalInstant(item, "answeredAt").map(AnswerReader::micros),
          item.containsKey("changes") ? Requests.integer(item, "changes", 0, ORDER_MAX) : 0);
    } catch (InvalidRequestException e) {
      if (e.field().startsWith("items[")) throw e;
      throw new InvalidRequestException(place + e.field(), e.detail());
    }
  }

  private static Optional<Double> number(JsonObject item, String place) {
    return switch (item.getValue("number")) {
      case null -> Optional.empty();
      case Number value -> Optional.of(value.doubleValue());
      default ->
          throw new InvalidRequestException(place + "number", "number must be a JSON number.");
    };
  }

  private static ItemAnswer corrected(ItemAnswer item, long skewMillis) {
    return new ItemAnswer(
        item.item(),
        item.number(),
        item.text(),
        item.missingReason(),
        item.order(),
        item.shownAt().map(at -> Upload.corrected(at, skewMillis)),
        item.answeredAt().map(at -> Upload.corrected(at, skewMillis)),
        item.changes());
  }
}
