package org.attune.outcomes.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.answer.AnswerRules.Kept;
import org.attune.outcomes.domain.Alert;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentAnswered;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentKept;
import org.attune.outcomes.domain.Report;
import org.attune.outcomes.domain.Visit;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.StateLaw;

/**
 * Visits, answers, alerts and reports are what the history implies. Facts and drafts are outside:
 * facts are other services' events, and a draft has none.
 */
public final class OutcomesLaw implements StateLaw {
  private final History history;
  private final VisitStore visits;
  private final AnswerStore answers;
  private final AlertStore alerts;
  private final ReportStore reports;

  public OutcomesLaw(
      History history,
      VisitStore visits,
      AnswerStore answers,
      AlertStore alerts,
      ReportStore reports) {
    this.history = history;
    this.visits = visits;
    this.answers = answers;
    this.alerts = alerts;
    this.reports = reports;
  }

  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    var folded = new TreeMap<UUID, Visit>();
    var kept = new ArrayList<Kept>();
    var raised = new TreeMap<UUID, Alert>();
    var reported = new TreeMap<UUID, Report>();
    for (var event : history.read(connection, key, OutcomesEvent.class)) {
      Visit.next(folded, event);
      Alert.next(raised, event);
      Report.next(reported, event);
      if (event instanceof InstrumentAnswered answered) kept.add(Kept.of(answered));
      if (event instanceof InstrumentKept evidence) kept.add(Kept.of(evidence));
    }
    return rows(folded.values(), kept, raised.values(), reported.values());
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    return rows(
        visits.find(connection, key).values(),
        answers.all(connection, key),
        alerts.find(connection, key).values(),
        reports.find(connection, key).values());
  }

  private static SortedMap<String, String> rows(
      Collection<Visit> visits,
      Collection<Kept> answers,
      Collection<Alert> alerts,
      Collection<Report> reports) {
    var rows = new TreeMap<String, String>();
    for (var visit : visits) rows.put("visit/" + visit.id(), visit.toString());
    for (var kept : answers) {
      rows.put(
          kept.counts()
              ? "answer/" + kept.visit() + "/" + kept.instrument()
              : "evidence/" + kept.answerId(),
          kept.toString());
    }
    for (var alert : alerts) rows.put("alert/" + alert.id(), alert.toString());
    for (var report : reports) rows.put("report/" + report.id(), report.toString());
    return rows;
  }
}
