package org.attune.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.Pattern;
import org.attune.platform.event.EventKey;
import org.attune.platform.time.InstantText;
import org.attune.protocol.schedule.TimeZoneData;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a request, or says what is wrong with them. */
public final class Requests {
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private static final String REASON = "reason";

  /** The earliest time that anybody may say; a device's clock without a battery begins there. */
  private static final Instant INSTANT_FIRST = Instant.EPOCH;

  /**
   * From here on no clock is believed to be. Devices may be wrong by decades, and are corrected by
   * what they are wrong by: whatever comes of it has a year of four digits.
   */
  private static final Instant INSTANT_UNTIL = Instant.parse("2200-01-01T00:00:00Z");

  private Requests() {}

  /** The slug in a path segment: lower-case letters, digits and hyphens, at most 63. */
  public static String slug(RoutingContext request, String segment) {
    var value = request.pathParam(segment);
    if (value != null && SLUG.matcher(value).matches()) return value;
    throw new InvalidRequestException(
        segment, segment + " must be lower-case letters, digits and hyphens, at most 63.");
  }

  /** The UUID in a path segment. */
  public static UUID uuid(RoutingContext request, String segment) {
    return uuid(segment, request.pathParam(segment));
  }

  /** The participant that the path names in segments {@code study} and {@code participant}. */
  public static EventKey participant(RoutingContext request) {
    return EventKey.of(slug(request, "study"), uuid(request, "participant"));
  }

  /** The request body, which must be a JSON object with none but {@code fields}. */
  public static JsonObject body(RoutingContext request, String... fields) {
    var body = anyBody(request);
    var known = Set.of(fields);
    for (var field : body.fieldNames()) {
      if (!known.contains(field)) {
        throw new InvalidRequestException(field, field + " is not a field of this request.");
      }
    }
    return body;
  }

  private static JsonObject anyBody(RoutingContext request) {
    return object(request.body().buffer());
  }

  /**
   * A JSON object that can be kept.
   *
   * @throws InvalidRequestException if it is none, or if in it or in an object inside a field
   *     stands twice: whoever wrote that may have meant the first or the last (RFC 8259, 4)
   */
  static JsonObject object(@Nullable Buffer body) {
    if (body != null && decoded(body) instanceof JsonObject object) {
      keepable("", object);
      return object;
    }
    throw new InvalidRequestException("body", "The body must be a JSON object.");
  }

  private static @Nullable Object decoded(Buffer body) {
    var parser = JacksonCodec.createParser(body);
    parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try {
      return JacksonCodec.fromParser(parser, Object.class);
    } catch (DecodeException e) {
      throw new InvalidRequestException(
          "body", "The body must be a JSON object in which no field stands twice.");
    }
  }

  /**
   * Every text in the body, however deep, can be kept: PostgreSQL has no U+0000, and an event that
   * holds one is kept by its service and by nobody who reads it; half of a surrogate pair is no
   * character, and would be kept as a question mark.
   */
  static void keepable(String place, @Nullable Object value) {
    switch (value) {
      case String text -> keepable(place, text);
      case JsonObject object ->
          object.forEach(
              entry -> {
                keepable(place, entry.getKey());
                var inside = place.isEmpty() ? entry.getKey() : place + "." + entry.getKey();
                keepable(inside, entry.getValue());
              });
      case JsonArray list -> {
        for (int i = 0; i < list.size(); i++) keepable(place + "[" + i + "]", list.getValue(i));
      }
      case null, default -> {}
    }
  }

  private static void keepable(String place, String text) {
    var field = place.isEmpty() ? "body" : place;
    if (text.indexOf('\0') >= 0) {
      throw new InvalidRequestException(
          field, field + " must not hold the character U+0000, which cannot be kept.");
    }
    if (holdsHalf(text)) {
      throw new InvalidRequestException(
          field, field + " holds half of a surrogate pair, which is no character.");
    }
  }

  private static boolean holdsHalf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) continue;
      if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) return true;
      i++; // the other half
    }
    return false;
  }

  /** The text in a field, 1 to {@code charsMax} characters. */
  public static String text(JsonObject body, String field, int charsMax) {
    return optionalText(body, field, charsMax)
        .orElseThrow(() -> new InvalidRequestException(field, field + " is missing."));
  }

  /** The text in a field, if there is one. */
  public static Optional<String> optionalText(JsonObject body, String field, int charsMax) {
    var value = body.getValue(field);
    if (value == null) return Optional.empty();
    if (value instanceof String text && !text.isBlank() && text.length() <= charsMax) {
      return Optional.of(text);
    }
    throw new InvalidRequestException(
        field, field + " must be a text of 1 to " + charsMax + " characters.");
  }

  /** The text of a query parameter, 1 to {@code charsMax} characters. */
  public static String query(RoutingContext request, String parameter, int charsMax) {
    var value = request.queryParams().get(parameter);
    if (value != null && !value.isBlank() && value.length() <= charsMax) return value;
    throw new InvalidRequestException(
        parameter, parameter + " must be a text of 1 to " + charsMax + " characters.");
  }

  /** Why something is read, as its body or its address says. */
  static Optional<String> reason(RoutingContext request) {
    var asked = request.queryParams().get(REASON);
    if (asked != null) {
      keepable(REASON, asked);
      return Optional.of(asked);
    }
    if (request.body().length() <= 0) return Optional.empty();
    return anyBody(request).getValue(REASON) instanceof String reason
        ? Optional.of(reason)
        : Optional.empty();
  }

  /** The UUID in a field. */
  public static UUID uuid(JsonObject body, String field) {
    return uuid(field, body.getValue(field) instanceof String text ? text : null);
  }

  /** The instant in a field, ISO 8601 in UTC, from 1970 through 2199. */
  public static Instant instant(JsonObject body, String field) {
    return optionalInstant(body, field)
        .orElseThrow(() -> new InvalidRequestException(field, field + " is missing."));
  }

  /** The instant in a field, if there is one. */
  public static Optional<Instant> optionalInstant(JsonObject body, String field) {
    var value = body.getValue(field);
    if (value == null) return Optional.empty();
    try {
      var instant = InstantText.parse(value.toString());
      if (!instant.isBefore(INSTANT_FIRST) && instant.isBefore(INSTANT_UNTIL)) {
        return Optional.of(instant);
      }
    } catch (DateTimeException e) {
      throw noInstant(field);
    }
    throw noInstant(field);
  }

  private static InvalidRequestException noInstant(String field) {
    return new InvalidRequestException(
        field, field + " must be an instant such as 2027-03-01T09:00:00Z, from 1970 through 2199.");
  }

  /** The IANA time zone in a field. */
  public static ZoneId zone(JsonObject body, String field) {
    var text = text(body, field, 64);
    if (TimeZoneData.zones().contains(text)) return ZoneId.of(text);
    throw new InvalidRequestException(
        field, field + " must be an IANA time zone such as Europe/Madrid.");
  }

  /** The whole number in a field, {@code min} to {@code max}. */
  public static int integer(JsonObject body, String field, int min, int max) {
    if (body.getValue(field) instanceof Integer value && value >= min && value <= max) return value;
    throw new InvalidRequestException(
        field, field + " must be a whole number from " + min + " to " + max + ".");
  }

  /** The boolean in a field. */
  public static boolean flag(JsonObject body, String field) {
    if (body.getValue(field) instanceof Boolean value) return value;
    throw new InvalidRequestException(field, field + " must be true or false.");
  }

  /** The constant of an enum in a field, by its lower-case name with hyphens. */
  public static <E extends Enum<E>> E constant(JsonObject body, String field, Class<E> type) {
    var text = text(body, field, 64);
    var names = new StringJoiner(", ");
    for (var constant : type.getEnumConstants()) {
      var name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) return constant;
      names.add(name);
    }
    throw new InvalidRequestException(
        field, "%s has no value %s; it is one of: %s.".formatted(field, text, names));
  }

  /** The list of objects in a field, at most {@code max}. */
  public static JsonArray list(JsonObject body, String field, int max) {
    if (body.getValue(field) instanceof JsonArray list && list.size() <= max) {
      for (int i = 0; i < list.size(); i++) {
        if (!(list.getValue(i) instanceof JsonObject)) {
          throw new InvalidRequestException(
              field + "[" + i + "]", field + "[" + i + "] must be an object.");
        }
      }
      return list;
    }
    throw new InvalidRequestException(
        field, field + " must be a list of at most " + max + " objects.");
  }

  private static UUID uuid(String field, @Nullable String text) {
    try {
      if (text != null && text.length() == 36) return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(field, field + " must be a UUID.");
    }
    throw new InvalidRequestException(field, field + " must be a UUID.");
  }
}
