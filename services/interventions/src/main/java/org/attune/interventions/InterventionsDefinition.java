package org.attune.interventions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.interventions.api.GroupRoutes;
import org.attune.interventions.api.InterventionsRoutes;
import org.attune.interventions.consume.AllocationEvents;
import org.attune.interventions.consume.AssessmentEvents;
import org.attune.interventions.consume.EnrollmentEvents;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.handle.AttendanceHandler;
import org.attune.interventions.handle.CourseHandler;
import org.attune.interventions.handle.EngagementHandler;
import org.attune.interventions.handle.GroupHandler;
import org.attune.interventions.handle.MeetingHandler;
import org.attune.interventions.store.Completions;
import org.attune.interventions.store.CourseStore;
import org.attune.interventions.store.FactStore;
import org.attune.interventions.store.GroupStore;
import org.attune.interventions.store.InterventionsLaw;
import org.attune.interventions.store.MeetingStore;
import org.attune.interventions.store.MemberStore;
import org.attune.platform.fact.FactTable;
import org.attune.platform.held.Held;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyClosing;

/** The interventions service: programmes of arms and what participants do of them. */
public final class InterventionsDefinition implements ServiceDefinition {
  @Override
  public String name() {
    return "interventions";
  }

  @Override
  public Wiring wire(Ports ports) {
    var history = ports.history();
    var studies = ports.studies();
    var facts = new FactStore();
    var assessed = new FactTable();
    var store = new CourseStore();
    var members = new MemberStore();
    var meetings = new MeetingStore();
    var groupStore = new GroupStore(meetings);
    var courses =
        new CourseHandler(
            history, ports.due(), studies, facts, assessed, store, members, groupStore);
    var engagements =
        new EngagementHandler(
            ports.database(), history, studies, facts, store, groupStore, meetings, courses);
    var stores = new GroupHandler.Stores(facts, store, members, groupStore, meetings);
    var groups = new GroupHandler(ports, stores, courses);
    var attendance = new AttendanceHandler(ports.database(), history, studies, stores, courses);
    var arranging = new MeetingHandler(ports.database(), history, studies, stores);
    var held = new Held(ports.database(), ports.catalog(), "EngagementRecorded");
    return new Wiring(
        Map.of(
            StudyBook.TOPIC,
                new StudyClosing(
                    studies,
                    history,
                    store::running,
                    (connection, place, cause) ->
                        courses.stop(connection, place, ProgrammeEndReason.STUDY_CLOSED, cause)),
            EnrollmentEvents.TOPIC, new EnrollmentEvents(history, facts, courses),
            AllocationEvents.TOPIC, new AllocationEvents(history, facts, courses),
            AssessmentEvents.TOPIC, new AssessmentEvents(history, assessed)),
        Map.of(
            CourseHandler.COURSE, courses::continueCourse,
            CourseHandler.BEGIN, courses::beginAgain,
            GroupHandler.JOIN, groups::join,
            GroupHandler.GROUP, groups::due,
            Completions.KIND, new Completions(history, store)),
        routes -> {
          new InterventionsRoutes(engagements).mount(routes);
          new GroupRoutes(groups, arranging, attendance).mount(routes);
          held.mount(routes);
        },
        Optional.of(new InterventionsLaw(history, store, members, groupStore)),
        List.of());
  }
}
