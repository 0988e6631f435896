package org.attune.platform.fact;

/** How the text of a stored fact is read. */
public enum FactKind {
  BOOLEAN,
  DECIMAL,
  TEXT;

  /** {@link Boolean}, {@link Double} or {@link String}. */
  Object read(String text) {
    return switch (this) {
      case BOOLEAN -> Boolean.valueOf(text);
      case DECIMAL -> Double.valueOf(text);
      case TEXT -> text;
    };
  }
}
