package org.attune.protocol.canonical;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes records as canonical JSON. A component that is empty (an optional, text, list or map
 * without content) or {@link Unsaid} is left out; a record of a sealed interface says which one it
 * is under {@code is}.
 */
final class RecordWriter {
  static final String KIND = "is";

  private final StringBuilder out = new StringBuilder();

  private RecordWriter() {}

  static String write(Record record) {
    var writer = new RecordWriter();
    writer.value(record);
    return writer.out.toString();
  }

  private void value(Object value) {
    switch (value) {
      case String text -> text(text);
      case Boolean truth -> out.append(truth);
      case Integer number -> out.append(number);
      case Double number -> out.append(plain(number));
      case Optional<?> optional -> value(optional.orElseThrow());
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      case Record record -> map(components(record));
      default -> text(value.toString()); // dates, times, spans, zones: ISO 8601 and tz names
    }
  }

  private void list(List<?> list) {
    var separator = "[";
    for (var item : list) {
      out.append(separator);
      value(item);
      separator = ",";
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private void map(Map<?, ?> map) {
    var sorted = new TreeMap<String, Object>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    out.append('{');
    for (Iterator<Map.Entry<String, Object>> entries = sorted.entrySet().iterator();
        entries.hasNext(); ) {
      var entry = entries.next();
      text(entry.getKey());
      out.append(':');
      value(entry.getValue());
      if (entries.hasNext()) out.append(',');
    }
    out.append('}');
  }

  private static Map<String, Object> components(Record record) {
    var values = new TreeMap<String, Object>();
    for (var component : record.getClass().getRecordComponents()) {
      var value = valueOf(component, record);
      if (isEmpty(value) || isUnsaid(value, component)) continue;
      values.put(component.getName(), value);
    }
    for (var type : record.getClass().getInterfaces()) {
      if (type.isSealed()) values.put(KIND, record.getClass().getSimpleName());
    }
    return values;
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the protocol's records are public", e);
    }
  }

  private static boolean isUnsaid(Object value, RecordComponent component) {
    return Unsaid.of(component.getDeclaringRecord(), component.getName())
        .filter(value::equals)
        .isPresent();
  }

  private static boolean isEmpty(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.isEmpty();
      case List<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      case String text -> text.isEmpty();
      default -> false;
    };
  }

  private static String plain(double number) {
    if (number == 0) return "0";
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private void text(String text) {
    out.append('"');
    var normal = Normalizer.normalize(text, Normalizer.Form.NFC);
    for (var i = 0; i < normal.length(); i++) {
      var c = normal.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') out.append("\\u%04x".formatted((int) c));
          else out.append(c);
        }
      }
    }
    out.append('"');
  }
}
