package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.service.StateLaw;

/** Promise I9: a service's tables say what its history implies, its studies what theirs does. */
final class StateCheck {
  private static final String OWNERS =
      "select study, participant from ledger order by study, participant";

  private static final String STUDIES =
      "select study, status, target, synthetic, changed_at from study_book order by study";

  private static final String VERSIONS =
      "select study, version, sha256 from study_version order by study, version";

  private final Findings findings;

  StateCheck(Findings findings) {
    this.findings = findings;
  }

  /** Compares tables with history, owner by owner. */
  void law(Connection connection, String service, StateLaw law) throws SQLException {
    var owners =
        Sql.query(
            connection,
            OWNERS,
            row -> new EventKey(row.getString("study"), row.getString("participant")));
    for (var owner : owners) {
      var where = service + " state " + owner;
      compare(where, law.folded(connection, owner), law.stored(connection, owner));
    }
    findings.count("states", owners.size());
  }

  /** Compares a service's copy of the studies with what their history implies. */
  void studies(Connection connection, String service, StudyFold fold) throws SQLException {
    var stored = new TreeMap<String, TreeMap<String, String>>();
    SinkNames.stream(
        connection,
        STUDIES,
        row -> {
          var study = new TreeMap<String, String>();
          study.put("status", row.getString("status") + " since " + Sql.instant(row, "changed_at"));
          var target = row.getString("target");
          study.put("target", target == null ? "" : target);
          study.put("synthetic", Boolean.toString(row.getBoolean("synthetic")));
          stored.put(row.getString("study"), study);
        });
    SinkNames.stream(
        connection,
        VERSIONS,
        row ->
            stored
                .computeIfAbsent(row.getString("study"), _ -> new TreeMap<>())
                .put("version " + row.getInt("version"), row.getString("sha256")));
    var all = new TreeSet<>(fold.rows().keySet());
    all.addAll(stored.keySet());
    for (var study : all) {
      compare(
          service + " study " + study,
          fold.rows().getOrDefault(study, new TreeMap<>()),
          stored.getOrDefault(study, new TreeMap<>()));
    }
  }

  private void compare(
      String where, SortedMap<String, String> folded, SortedMap<String, String> stored) {
    if (folded.equals(stored)) return;
    var names = new TreeSet<>(folded.keySet());
    names.addAll(stored.keySet());
    for (var name : names) {
      var implied = folded.get(name);
      var held = stored.get(name);
      if (implied == null) {
        findings.broken(Promise.I9, where + " " + name, "The history implies no such row.");
      } else if (held == null) {
        findings.broken(Promise.I9, where + " " + name, "The row is missing.");
      } else if (!implied.equals(held)) {
        findings.broken(Promise.I9, where + " " + name, "The row is not what the history implies.");
      }
    }
  }
}
