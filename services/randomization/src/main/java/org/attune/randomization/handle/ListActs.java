package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.Site;
import org.attune.randomization.domain.RandomizationEvent.AllocationListUploaded;
import org.attune.randomization.domain.RandomizationEvent.RandomizationCommitted;
import org.attune.randomization.domain.Refusal;
import org.attune.randomization.domain.Terms;
import org.attune.randomization.engine.AllocationConfiguration.Factor;
import org.attune.randomization.engine.ListedPlace;
import org.attune.randomization.store.StudyAllocation;
import org.attune.randomization.store.UploadedList;
import org.attune.randomization.upload.ListFinding;
import org.attune.randomization.upload.ListForm;
import org.attune.randomization.upload.ListReading;

/**
 * Uploads of a study's list. Until the study opens each takes the place of the one before; after
 * that places are added, and the study is bound to the longer list by another commitment.
 */
public final class ListActs {
  /** What came of an upload. */
  public sealed interface Uploaded {
    /**
     * @param version of the protocol that the list was looked at by
     * @param places of the whole list
     * @param commitment after it, lower-case hex; empty before the study opens
     */
    record Kept(int version, int places, Optional<String> commitment) implements Uploaded {}

    /** Nothing was kept. */
    record Unusable(List<ListFinding> findings) implements Uploaded {
      public Unusable {
        findings = List.copyOf(findings);
      }
    }

    record Refused(Refusal reason, String detail) implements Uploaded {}
  }

  private final Parts parts;
  private final Database database;
  private final StudyActs studies;

  ListActs(Parts parts, Database database, StudyActs studies) {
    this.parts = parts;
    this.database = database;
    this.studies = studies;
  }

  /** Reads a list and keeps it, or says what is wrong with it. */
  public Uploaded upload(String study, String csv) {
    return database.inTransaction(connection -> upload(connection, study, csv));
  }

  private Uploaded upload(Connection connection, String study, String csv) throws SQLException {
    var known = parts.studies().find(connection, study);
    if (known.isEmpty()) {
      return new Uploaded.Refused(Refusal.NOT_KNOWN_YET, "Not known yet: the study.");
    }
    var opened = opened(connection, study);
    int version =
        opened.map(StudyAllocation::version).orElseGet(() -> known.get().versions().lastKey());
    var protocol = known.get().version(version);
    var plan = protocol.randomization().filter(p -> p.method().equals(Configurations.LIST));
    if (plan.isEmpty()) {
      return new Uploaded.Refused(
          Refusal.LIST_NOT_DECLARED, "The study does not declare method: list.");
    }
    var newest = known.get().version(known.get().versions().lastKey());
    return opened.isEmpty()
        ? first(connection, protocol, form(protocol, newest, plan.get(), 1), csv)
        : more(connection, opened.get(), form(protocol, newest, plan.get(), 1), csv);
  }

  /** The study's row, locked; of one that is not open its ledger row is, so that it stays so. */
  private Optional<StudyAllocation> opened(Connection connection, String study)
      throws SQLException {
    var row = parts.allocations().lock(connection, study);
    if (row.isPresent()) return row;
    parts.history().lock(connection, EventKey.ofStudy(study));
    return parts.allocations().lock(connection, study);
  }

  /** Sites may have been added since. */
  private static ListForm form(
      Protocol protocol, Protocol newest, RandomizationPlan plan, int from) {
    var sites = newest.sites().stream().map(Site::id).toList();
    var factors =
        Terms.strata(plan).stream()
            .map(s -> new Factor(s.id(), Terms.isSite(s.from()) ? sites : s.levels()))
            .toList();
    return new ListForm(protocol.arms().stream().map(arm -> arm.id()).toList(), factors, from);
  }

  private Uploaded first(Connection connection, Protocol protocol, ListForm form, String csv)
      throws SQLException {
    var reading = ListReading.of(csv, form);
    if (!reading.findings().isEmpty()) return new Uploaded.Unusable(reading.findings());
    keep(connection, protocol.study(), protocol.version(), reading.places());
    return new Uploaded.Kept(protocol.version(), reading.places().size(), Optional.empty());
  }

  private Uploaded more(Connection connection, StudyAllocation opened, ListForm form, String csv)
      throws SQLException {
    var configuration = parts.lists().configuration(opened);
    if (!configuration.settings().getOrDefault("when-exhausted", "").equals("wait")) {
      return new Uploaded.Refused(
          Refusal.LIST_FIXED,
          "The study draws by itself where its list ends, so the list cannot grow.");
    }
    if (opened.closed().isPresent()) {
      return new Uploaded.Refused(Refusal.STUDY_CLOSED, "Allocation has ended in the study.");
    }
    var before = configuration.list();
    var reading = ListReading.of(csv, new ListForm(form.arms(), form.factors(), before.size() + 1));
    if (!reading.findings().isEmpty()) return new Uploaded.Unusable(reading.findings());
    var places = new ArrayList<>(before);
    places.addAll(reading.places());
    var commitment = parts.lists().commitment(opened, places);
    parts.uploads().commit(connection, opened.study(), commitment);
    keep(connection, opened.study(), opened.version(), places);
    var place = parts.history().lock(connection, EventKey.ofStudy(opened.study()));
    parts
        .history()
        .append(
            connection,
            place,
            List.of(
                new RandomizationCommitted(
                    opened.study(),
                    opened.version(),
                    commitment,
                    configuration.engineVersion(),
                    place.now())));
    studies.lookAgain(connection, opened.study());
    return new Uploaded.Kept(opened.version(), places.size(), Optional.of(commitment));
  }

  private void keep(Connection connection, String study, int version, List<ListedPlace> places)
      throws SQLException {
    var place = parts.history().lock(connection, EventKey.ofStudy(study));
    var sealed = parts.lists().seal(study, places);
    parts.uploads().put(connection, new UploadedList(study, version, places.size(), sealed));
    parts
        .history()
        .append(
            connection,
            place,
            List.of(new AllocationListUploaded(study, version, places.size(), place.now())));
  }

  /** How long the list of a study is, and what it was looked at by; empty if there is none. */
  public Optional<Uploaded.Kept> find(String study) {
    return database.inTransaction(
        connection -> {
          var list = parts.uploads().find(connection, study);
          var commitment =
              parts.allocations().find(connection, study).map(StudyAllocation::commitment);
          return list.map(l -> new Uploaded.Kept(l.version(), l.places(), commitment));
        });
  }
}
