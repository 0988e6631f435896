package org.attune.protocol.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.List;

/** What kind of value an expression has to have. */
public enum ResultType {
  BOOLEAN("true or false", SimpleType.BOOL),
  TEXT("a text", SimpleType.STRING),
  INTEGER("a whole number", SimpleType.INT),
  DECIMAL("a number", SimpleType.DOUBLE),
  /** What can stand in a sentence. */
  WORDS("a text or a whole number", SimpleType.STRING, SimpleType.INT);

  private final String words;
  private final List<CelType> cel;

  ResultType(String words, CelType... cel) {
    this.words = words;
    this.cel = List.of(cel);
  }

  String words() {
    return words;
  }

  boolean holds(CelType type) {
    return cel.contains(type);
  }
}
