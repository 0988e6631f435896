package org.attune.outcomes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.outcomes.api.AlertRoutes;
import org.attune.outcomes.api.OutcomesRoutes;
import org.attune.outcomes.api.ReportRoutes;
import org.attune.outcomes.consume.EnrollmentEvents;
import org.attune.outcomes.consume.MomentaryEvents;
import org.attune.outcomes.consume.RandomizationEvents;
import org.attune.outcomes.consume.StudyEvents;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.handle.AlertDue;
import org.attune.outcomes.handle.AlertHandler;
import org.attune.outcomes.handle.AnswerHandler;
import org.attune.outcomes.handle.ReportHandler;
import org.attune.outcomes.handle.VisitDelivery;
import org.attune.outcomes.handle.VisitDue;
import org.attune.outcomes.handle.VisitHandler;
import org.attune.outcomes.handle.VisitsReader;
import org.attune.outcomes.store.AlertStore;
import org.attune.outcomes.store.AnswerStore;
import org.attune.outcomes.store.FactStore;
import org.attune.outcomes.store.OutcomesLaw;
import org.attune.outcomes.store.ReportStore;
import org.attune.outcomes.store.VisitStore;
import org.attune.platform.held.Held;
import org.attune.platform.service.DeliveryCalls;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyClosing;

/** The outcomes service: assessments, their answers and scores, and all safety alerts. */
public final class OutcomesDefinition implements ServiceDefinition {
  @Override
  public String name() {
    return "outcomes";
  }

  @Override
  public Wiring wire(Ports ports) {
    var database = ports.database();
    var history = ports.history();
    var studies = ports.studies();
    var facts = new FactStore();
    var visits = new VisitStore();
    var answers = new AnswerStore();
    var alerts = new AlertStore();
    var reports = new ReportStore();
    var calls = new DeliveryCalls(ports.calls());
    var alerting = new AlertHandler(database, history, ports.due(), alerts);
    var handler = new VisitHandler(history, ports.due(), studies, visits);
    var delivery = new VisitDelivery(database, history, calls, studies, facts, visits, handler);
    var due = new VisitDue(studies, facts, visits, answers, handler, delivery, ports.due());
    var routes =
        new OutcomesRoutes(
            new AnswerHandler(
                database, history, ports.due(), studies, visits, answers, handler, facts, alerting),
            new VisitsReader(database, history, studies, facts, visits, answers));
    var alertRoutes = new AlertRoutes(alerting);
    var reportRoutes =
        new ReportRoutes(new ReportHandler(database, history, studies, facts, reports));
    var held = new Held(database, ports.catalog(), "InstrumentAnswered", "InstrumentKept");
    return new Wiring(
        Map.of(
            StudyBook.TOPIC,
                new StudyEvents(
                    new StudyClosing(
                        studies,
                        history,
                        visits::waiting,
                        (connection, place, cause) ->
                            handler.cancel(
                                connection, place, VisitCancelReason.STUDY_CLOSED, cause)),
                    facts,
                    ports.due()),
            EnrollmentEvents.TOPIC, new EnrollmentEvents(history, facts, handler, visits),
            RandomizationEvents.TOPIC, new RandomizationEvents(history, facts, handler),
            MomentaryEvents.TOPIC, new MomentaryEvents(history, facts, alerting)),
        Map.of(
            VisitHandler.VISIT,
            due,
            AlertHandler.ALERT,
            new AlertDue(alerts, alerting, calls, ports.due()),
            VisitHandler.PLAN,
            (connection, place, row) ->
                handler.plan(
                    connection, place, facts.find(connection, place.key()), Optional.empty())),
        mounted -> {
          routes.mount(mounted);
          alertRoutes.mount(mounted);
          reportRoutes.mount(mounted);
          held.mount(mounted);
        },
        Optional.of(new OutcomesLaw(history, visits, answers, alerts, reports)),
        List.of());
  }
}
