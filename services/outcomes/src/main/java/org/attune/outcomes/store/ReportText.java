package org.attune.outcomes.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.attune.outcomes.domain.ReportContent;
import org.attune.outcomes.domain.ReportContent.Action;
import org.attune.outcomes.domain.ReportContent.AdverseEvent;
import org.attune.outcomes.domain.ReportContent.Category;
import org.attune.outcomes.domain.ReportContent.Deviation;
import org.attune.outcomes.domain.ReportContent.Importance;
import org.attune.outcomes.domain.ReportContent.Outcome;
import org.attune.outcomes.domain.ReportContent.Relatedness;
import org.attune.outcomes.domain.ReportContent.Seriousness;
import org.attune.outcomes.domain.ReportContent.Severity;
import org.attune.outcomes.domain.ReportContent.Via;
import org.attune.outcomes.domain.ReportKind;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;

/** The content of a report as JSON: the same in a request, in an answer and in the table. */
public final class ReportText {
  private static final int CODE_CHARS_MAX = 64;

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  private ReportText() {}

  /** The fields that the content of this kind has. */
  public static List<String> fields(ReportKind kind) {
    return switch (kind) {
      case ADVERSE_EVENT ->
          List.of(
              "term",
              "startedOn",
              "endedOn",
              "severity",
              "serious",
              "relatedness",
              "action",
              "outcome",
              "via");
      case DEVIATION -> List.of("category", "importance", "code", "detectedOn", "visit");
    };
  }

  /**
   * @throws InvalidRequestException if a field is missing or holds no value of its kind
   */
  public static ReportContent read(ReportKind kind, JsonObject json) {
    return switch (kind) {
      case ADVERSE_EVENT ->
          new AdverseEvent(
              code(json, "term"),
              date(json, "startedOn")
                  .orElseThrow(() -> new InvalidRequestException("startedOn", "Say since when.")),
              date(json, "endedOn"),
              Requests.constant(json, "severity", Severity.class),
              serious(json),
              Requests.constant(json, "relatedness", Relatedness.class),
              Requests.constant(json, "action", Action.class),
              Requests.constant(json, "outcome", Outcome.class),
              Requests.constant(json, "via", Via.class));
      case DEVIATION ->
          new Deviation(
              Requests.constant(json, "category", Category.class),
              Requests.constant(json, "importance", Importance.class),
              code(json, "code"),
              date(json, "detectedOn")
                  .orElseThrow(
                      () -> new InvalidRequestException("detectedOn", "Say when it was found.")),
              json.getValue("visit") == null ? Optional.empty() : Optional.of(code(json, "visit")));
    };
  }

  /** The content as {@link #read} takes it. */
  public static JsonObject write(ReportContent content) {
    return switch (content) {
      case AdverseEvent e -> {
        var serious = new JsonArray();
        for (var criterion : e.serious()) serious.add(slug(criterion));
        var json =
            new JsonObject()
                .put("term", e.term())
                .put("startedOn", e.startedOn().toString())
                .put("severity", slug(e.severity()))
                .put("serious", serious)
                .put("relatedness", slug(e.relatedness()))
                .put("action", slug(e.action()))
                .put("outcome", slug(e.outcome()))
                .put("via", slug(e.via()));
        e.endedOn().ifPresent(date -> json.put("endedOn", date.toString()));
        yield json;
      }
      case Deviation d -> {
        var json =
            new JsonObject()
                .put("category", slug(d.category()))
                .put("importance", slug(d.importance()))
                .put("code", d.code())
                .put("detectedOn", d.detectedOn().toString());
        d.visit().ifPresent(visit -> json.put("visit", visit));
        yield json;
      }
    };
  }

  /** Each criterion once, in the order of the enum, however it was sent. */
  private static List<Seriousness> serious(JsonObject json) {
    if (!(json.getValue("serious") instanceof JsonArray list)) {
      throw new InvalidRequestException(
          "serious", "serious must be a list of criteria; an empty one if there is none.");
    }
    var criteria = EnumSet.noneOf(Seriousness.class);
    for (var criterion : list) {
      var one = new JsonObject().put("serious", criterion);
      criteria.add(Requests.constant(one, "serious", Seriousness.class));
    }
    return List.copyOf(criteria);
  }

  private static String code(JsonObject json, String field) {
    var text = Requests.text(json, field, CODE_CHARS_MAX);
    if (CODE.matcher(text).matches()) return text;
    throw new InvalidRequestException(
        field, field + " must be a code of lower-case letters, digits, '-' and '_'.");
  }

  private static Optional<LocalDate> date(JsonObject json, String field) {
    try {
      return Requests.optionalText(json, field, 10).map(LocalDate::parse);
    } catch (DateTimeException e) {
      throw new InvalidRequestException(field, field + " must be a date such as 2027-03-01.");
    }
  }

  private static String slug(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
