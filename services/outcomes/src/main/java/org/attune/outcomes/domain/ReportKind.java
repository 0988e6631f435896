package org.attune.outcomes.domain;

/** What staff report about a participant. */
public enum ReportKind {
  ADVERSE_EVENT("adverse-event"),
  DEVIATION("deviation");

  private final String slug;

  ReportKind(String slug) {
    this.slug = slug;
  }

  /** Its name in addresses and answers; the plural has an {@code s}. */
  public String slug() {
    return slug;
  }
}
