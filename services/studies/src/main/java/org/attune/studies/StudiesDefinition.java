package org.attune.studies;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.attune.studies.api.StudyHandler;
import org.attune.studies.api.StudyRoutes;
import org.attune.studies.consume.EnrollmentEvents;
import org.attune.studies.consume.RandomizationEvents;
import org.attune.studies.store.ListStore;
import org.attune.studies.store.ReportStore;
import org.attune.studies.store.StaffingStore;
import org.attune.studies.store.StudyLaw;
import org.attune.studies.store.StudyStore;

/** The studies service: versions, opening, pausing, amending, closing, locking. */
public final class StudiesDefinition implements ServiceDefinition {
  private final boolean rehearsal;

  /** The service of a live platform. */
  public StudiesDefinition() {
    this(false);
  }

  /**
   * @param rehearsal true if the platform runs as a rehearsal: every study it opens is synthetic
   */
  public StudiesDefinition(boolean rehearsal) {
    this.rehearsal = rehearsal;
  }

  @Override
  public String name() {
    return "studies";
  }

  @Override
  public Wiring wire(Ports ports) {
    var studies = new StudyStore();
    var staffing = new StaffingStore();
    var lists = new ListStore();
    var reports = new ReportStore(staffing, lists);
    var handler = new StudyHandler(ports.database(), ports.history(), studies, reports, rehearsal);
    return new Wiring(
        Map.of(
            EnrollmentEvents.TOPIC,
            new EnrollmentEvents(staffing),
            RandomizationEvents.TOPIC,
            new RandomizationEvents(lists)),
        Map.of(),
        new StudyRoutes(handler)::mount,
        Optional.of(new StudyLaw(ports.history(), studies)),
        List.of());
  }
}
