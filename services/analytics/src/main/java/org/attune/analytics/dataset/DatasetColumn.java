package org.attune.analytics.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One exported column.
 *
 * @param name at most 32 characters
 * @param label at most 80 characters
 * @param unit empty if it has none
 * @param codes {@code code=label} separated by {@code ;}; empty if any value may stand here
 * @param source event and field it comes from, as {@code service.Event.field}
 * @param rule how it is derived; empty if it stands as recorded
 */
public record DatasetColumn(
    String name,
    ColumnKind kind,
    String label,
    String unit,
    String codes,
    String source,
    String rule) {
  /** Longest name: what the strictest statistics package can hold. Unit: characters. */
  public static final int NAME_CHARACTERS_MAX = 32;

  static final int LABEL_CHARACTERS_MAX = 80;

  /**
   * @throws IllegalArgumentException if name or label is too long
   */
  public DatasetColumn {
    if (name.length() > NAME_CHARACTERS_MAX || label.length() > LABEL_CHARACTERS_MAX) {
      throw new IllegalArgumentException("name or label of column " + name + " is too long");
    }
  }

  /**
   * Columns, one a line: {@code name | kind | label | unit or codes | source | rule}. Codes hold an
   * equals sign or a semicolon; the last fields may be left out.
   */
  static List<DatasetColumn> parse(String lines) {
    var columns = new ArrayList<DatasetColumn>();
    lines.lines().filter(line -> !line.isBlank()).forEach(line -> columns.add(parseLine(line)));
    return List.copyOf(columns);
  }

  private static DatasetColumn parseLine(String line) {
    var parts = line.split("\\|", -1);
    var unit = part(parts, 3);
    boolean codes = unit.contains("=") || unit.contains(";");
    return new DatasetColumn(
        part(parts, 0),
        ColumnKind.valueOf(part(parts, 1).toUpperCase(Locale.ROOT)),
        part(parts, 2),
        codes ? "" : unit,
        codes ? unit : kindCodes(part(parts, 1)),
        part(parts, 4),
        part(parts, 5));
  }

  private static String kindCodes(String kind) {
    return kind.equals("flag") ? "0=no; 1=yes" : "";
  }

  private static String part(String[] parts, int index) {
    return index < parts.length ? parts[index].strip() : "";
  }

  /** {@code none}, {@code quasi} or {@code direct}: how far it points at a person. */
  public String identifierClass() {
    if (name.equals("participant_id")) return "direct";
    return switch (kind) {
      case INSTANT, LOCAL, DATE -> "quasi";
      case TEXT, INTEGER, NUMBER, FLAG -> QUASI.contains(name) ? "quasi" : "none";
    };
  }

  private static final java.util.Set<String> QUASI =
      java.util.Set.of(
          "site_id",
          "age_band",
          "sex_gender",
          "language",
          "tz",
          "tz_at_enrolment",
          "utc_offset_min");
}
