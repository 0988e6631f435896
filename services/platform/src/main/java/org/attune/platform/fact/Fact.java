package org.attune.platform.fact;

/**
 * Something known of a participant.
 *
 * @param name as expressions name it, or the column name of a screener's item
 */
public record Fact(String name, FactKind kind, String value) {
  public static Fact of(String name, boolean value) {
    return new Fact(name, FactKind.BOOLEAN, Boolean.toString(value));
  }

  /**
   * @param value in decimal notation
   */
  public static Fact decimal(String name, String value) {
    return new Fact(name, FactKind.DECIMAL, value);
  }

  public static Fact text(String name, String value) {
    return new Fact(name, FactKind.TEXT, value);
  }
}
