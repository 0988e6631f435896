package org.attune.analytics.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One table of a dataset.
 *
 * @param grain one row per what
 * @param key columns that identify a row, all of kind text; rows are sorted by them, bytewise
 * @param restricted true if it exists in unblinded datasets only
 * @param own columns beside the common ones
 * @param sql rows with the columns {@code participant, site, protocol_version} and then {@code own}
 */
public record DatasetTable(
    String name,
    String grain,
    List<String> key,
    boolean restricted,
    List<DatasetColumn> own,
    String sql) {
  static final List<DatasetColumn> COMMON =
      DatasetColumn.parse(
          """
          study_id | text | Study, by its slug | | every event, field study
          participant_id | text | Participant, as exported; empty in what is left of the erased | | every event, field participantId | HMAC-SHA256 of the pseudonym with the study's export key, 16 hexadecimal digits
          site_id | text | Site that recruited the participant | | enrollment.ParticipantScreened.site
          protocol_version | integer | Version of the protocol the row was made under | | field protocolVersion of the event
          record_version | integer | 1 for a row as it first was; more after corrections | | | counts corrections, from 1
          is_corrected | flag | Whether a correction changed the row | | | record_version > 1
          """);

  /** All columns in the order of the file. */
  public List<DatasetColumn> columns() {
    var all = new ArrayList<>(COMMON);
    all.addAll(own);
    return List.copyOf(all);
  }

  /** The statement that gives the file's rows in the file's order. */
  String select(String study) {
    var names = own.stream().map(column -> ", t." + quoted(column.name()));
    var order = key.stream().map(column -> "x." + quoted(column) + " collate \"C\"");
    return """
    select x.* from (
      select '%s' as study_id, exported_id('p', t.participant::text) as participant_id,
        t.site as site_id, t.protocol_version, 1 as record_version, false as is_corrected%s
      from (%s) t) x
    order by %s
    """
        .formatted(
            study,
            names.collect(Collectors.joining()),
            sql,
            order.collect(Collectors.joining(", ")));
  }

  private static String quoted(String name) {
    return "\"" + name + "\"";
  }
}
