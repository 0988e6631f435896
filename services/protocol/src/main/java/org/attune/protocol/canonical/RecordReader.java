package org.attune.protocol.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads records from the JSON that {@link RecordWriter} wrote, by the types of components. */
final class RecordReader {
  private static final Map<Class<?>, Function<String, Object>> TEXTS =
      Map.of(
          String.class, text -> text,
          DayOfWeek.class, DayOfWeek::valueOf,
          LocalDate.class, LocalDate::parse,
          LocalTime.class, LocalTime::parse,
          Period.class, Period::parse,
          Duration.class, Duration::parse,
          ZoneId.class, ZoneId::of);

  private RecordReader() {}

  /**
   * @throws IllegalArgumentException if {@code json} does not fit {@code type}
   */
  static <T extends Record> T read(JsonNode json, Class<T> type) {
    return type.cast(record(json, type));
  }

  private static Object value(JsonNode json, Type type) {
    return switch (type) {
      case ParameterizedType generic -> container(json, generic);
      case Class<?> plain -> single(json, plain);
      default -> throw new IllegalStateException("no protocol component is a " + type);
    };
  }

  private static Object single(JsonNode json, Class<?> type) {
    var text = TEXTS.get(type);
    if (text != null) return text(json, text);
    if (type.isSealed()) return record(json, kind(json, type));
    if (type.isRecord()) return record(json, type);
    if (type == int.class || type == Integer.class) {
      return check(json.canConvertToInt() && json.isIntegralNumber(), json, json::intValue);
    }
    if (type == double.class || type == Double.class) {
      return check(json.isNumber(), json, json::doubleValue);
    }
    if (type == boolean.class || type == Boolean.class) {
      return check(json.isBoolean(), json, json::booleanValue);
    }
    throw new IllegalStateException("no protocol component is a " + type);
  }

  private static <T> T check(boolean fits, JsonNode json, Supplier<T> value) {
    if (!fits) throw new IllegalArgumentException("not the kind of value expected: " + kind(json));
    return value.get();
  }

  private static String kind(JsonNode json) {
    return json.getNodeType().name();
  }

  private static Object text(JsonNode json, Function<String, Object> parse) {
    try {
      return parse.apply(check(json.isTextual(), json, json::textValue));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a date, time, span or zone", e);
    }
  }

  private static Object container(JsonNode json, ParameterizedType type) {
    var arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) return Optional.of(value(json, arguments[0]));
    if (type.getRawType() == List.class) {
      var items = new ArrayList<Object>();
      for (var item : check(json.isArray(), json, () -> json)) items.add(value(item, arguments[0]));
      return Collections.unmodifiableList(items);
    }
    var map = new TreeMap<String, Object>();
    for (var entry : check(json.isObject(), json, json::properties)) {
      map.put(entry.getKey(), value(entry.getValue(), arguments[1]));
    }
    return Collections.unmodifiableMap(map);
  }

  private static Object absent(Type type) {
    var raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    if (raw == Optional.class) return Optional.empty();
    if (raw == List.class) return List.of();
    if (raw == Map.class) return Map.of();
    if (raw == String.class) return "";
    throw new IllegalArgumentException("a " + raw + " is missing");
  }

  private static Class<?> kind(JsonNode json, Class<?> sealed) {
    var name = json.path(RecordWriter.KIND).asText();
    return kinds(sealed)
        .filter(kind -> kind.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no " + sealed.getSimpleName() + " is a '" + name + "'"));
  }

  /** The records of a sealed interface, and those of sealed interfaces below it. */
  private static Stream<Class<?>> kinds(Class<?> type) {
    if (!type.isSealed()) return Stream.of(type);
    return Stream.of(type.getPermittedSubclasses()).flatMap(RecordReader::kinds);
  }

  private static Object record(JsonNode json, Class<?> type) {
    check(json.isObject(), json, () -> json);
    var components = type.getRecordComponents();
    var arguments = new Object[components.length];
    for (var i = 0; i < components.length; i++) {
      var field = json.get(components[i].getName());
      var generic = components[i].getGenericType();
      arguments[i] =
          field == null
              ? Unsaid.of(type, components[i].getName()).orElseGet(() -> absent(generic))
              : value(field, generic);
    }
    var types = Arrays.stream(components).map(c -> c.getType()).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the values fit no " + type.getSimpleName(), e);
    }
  }
}
