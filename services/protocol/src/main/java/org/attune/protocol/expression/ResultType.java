package org.attune.protocol.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;

/** What kind of value an expression has to have. */
public enum ResultType {
  BOOLEAN("true or false", SimpleType.BOOL),
  TEXT("a text", SimpleType.STRING),
  INTEGER("a whole number", SimpleType.INT),
  DECIMAL("a number", SimpleType.DOUBLE);

  private final String words;
  private final CelType cel;

  ResultType(String words, CelType cel) {
    this.words = words;
    this.cel = cel;
  }

  String words() {
    return words;
  }

  CelType cel() {
    return cel;
  }
}
