package org.attune.protocol.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;

/** The type of a fact's value. */
public enum FactType {
  /** {@link Boolean}. */
  BOOLEAN("true or false", SimpleType.BOOL),
  /** {@link Long} or {@link Integer}. */
  INTEGER("a whole number", SimpleType.INT),
  /** {@link Double} or any other number. */
  DECIMAL("a number", SimpleType.DOUBLE),
  /** {@link String}. */
  TEXT("a text", SimpleType.STRING),
  /** {@link List} of {@link Long} or {@link Integer}: the codes chosen of several options. */
  CODES("a list of codes", ListType.create(SimpleType.INT));

  private final String words;
  private final CelType cel;

  FactType(String words, CelType cel) {
    this.words = words;
    this.cel = cel;
  }

  CelType cel() {
    return cel;
  }

  /** What an author would call such a value, with its article. */
  String words() {
    return words;
  }

  /**
   * {@code value} as the evaluator wants it.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  Object of(Object value) {
    if (!fits(value)) {
      throw new IllegalArgumentException(
          "a fact declared as %s is a %s".formatted(words, value.getClass().getSimpleName()));
    }
    return switch (this) {
      case BOOLEAN, TEXT -> value;
      case INTEGER -> ((Number) value).longValue();
      case DECIMAL -> ((Number) value).doubleValue();
      case CODES -> ((List<?>) value).stream().map(code -> ((Number) code).longValue()).toList();
    };
  }

  private boolean fits(Object value) {
    return switch (this) {
      case BOOLEAN -> value instanceof Boolean;
      case INTEGER -> isWhole(value);
      case DECIMAL -> value instanceof Number;
      case TEXT -> value instanceof String;
      case CODES -> value instanceof List<?> list && list.stream().allMatch(FactType::isWhole);
    };
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof Integer || value instanceof Short;
  }
}
