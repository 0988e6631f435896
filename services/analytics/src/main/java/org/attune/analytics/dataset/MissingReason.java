package org.attune.analytics.dataset;

/** Why a value is not there. The numbers serve packages that code missing values. */
public enum MissingReason {
  UNKNOWN(-99, "no value, no reason recorded"),
  SKIPPED(-98, "shown and left, or a slider or grid not touched"),
  EXPIRED(-97, "prompt or window expired unanswered"),
  NOT_APPLICABLE(-96, "not shown because of branching"),
  WITHDRAWN(-95, "after withdrawal"),
  NOT_DELIVERED(-94, "not sent or not received"),
  DECLINED(-93, "prompt dismissed, or the person prefers not to answer"),
  NOT_REACHED(-92, "form abandoned before the item"),
  REDACTED(-91, "removed by de-identification, such as free text"),
  NOT_IN_VERSION(-90, "item did not exist in this protocol version");

  /** For one answer {@code a} with {@code item, number, text, missing_reason}. */
  static final String SQL =
      """
      case when a.item = any([free text]) and a.text is not null then 'redacted'
        when a.number is null and a.text is null then coalesce(a.missing_reason, 'unknown') end\
      """;

  static final String CODES = codes();

  /** Code in coded files; never in the CSV. */
  public final int code;

  public final String meaning;

  MissingReason(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The name in {@code missing_reason} columns. */
  public String exported() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String codes() {
    var codes = new java.util.StringJoiner("; ");
    for (var reason : values()) codes.add(reason.exported() + "=" + reason.meaning);
    return codes.toString();
  }
}
