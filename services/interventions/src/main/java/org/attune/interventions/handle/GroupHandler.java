package org.attune.interventions.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.interventions.domain.Course.Attended;
import org.attune.interventions.domain.Decision;
import org.attune.interventions.domain.Facts;
import org.attune.interventions.domain.Facts.Allocation;
import org.attune.interventions.domain.Group;
import org.attune.interventions.domain.GroupEvent;
import org.attune.interventions.domain.GroupEvent.GroupPostponed;
import org.attune.interventions.domain.GroupEvent.GroupStarted;
import org.attune.interventions.domain.GroupRules;
import org.attune.interventions.domain.GroupRules.Seeker;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.MeetingRules.Agenda;
import org.attune.interventions.domain.Membership;
import org.attune.interventions.domain.Refusal;
import org.attune.interventions.store.CourseStore;
import org.attune.interventions.store.FactStore;
import org.attune.interventions.store.GroupStore;
import org.attune.interventions.store.MeetingStore;
import org.attune.interventions.store.MemberStore;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.service.Ports;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.protocol.model.Protocol;

/**
 * Fills groups and starts them, one act at a time in a study: the study is locked first, then the
 * participant. Whoever waited is told by a due row of their own, so that nobody else is locked.
 */
public final class GroupHandler {
  /** Due row of a study: a participant, its key, seeks a group. */
  public static final String JOIN = "join-group";

  /** Due row of a study: the time of a group, its key, has come. One per group that gathers. */
  public static final String GROUP = "group";

  /** What the handlers of groups and attendance read. */
  public record Stores(
      FactStore facts,
      CourseStore courses,
      MemberStore members,
      GroupStore groups,
      MeetingStore meetings) {}

  private final Database database;
  private final History history;
  private final DueTable due;
  private final StudyBook studies;
  private final Entropy entropy;
  private final Stores stores;
  private final CourseHandler courses;

  public GroupHandler(Ports ports, Stores stores, CourseHandler courses) {
    database = ports.database();
    history = ports.history();
    due = ports.due();
    studies = ports.studies();
    entropy = ports.entropy();
    this.stores = stores;
    this.courses = courses;
  }

  /** Puts whom the row names into the group of the arm that gathers at the site. */
  public Place join(Connection connection, Place study, DueRow row) throws SQLException {
    var place = history.lock(connection, new EventKey(study.key().study(), row.key()));
    var known = stores.facts().find(connection, place.key());
    if (known.stopped().isPresent()) return study;
    if (stores.members().find(connection, place.key()).isPresent()) return study;
    var book = studies.find(connection, study.key().study()).orElseThrow();
    if (CourseHandler.hasEnded(book)) return study;
    var protocol = protocol(book, known);
    var seeker = seeker(place.key(), known);
    var after = study;
    var group = gathering(connection, study, seeker);
    if (group.isEmpty()) {
      var id = entropy.uuid("group", place.key().toString());
      after = append(connection, study, GroupRules.open(seeker, protocol, id, study.now()));
      group = gathering(connection, study, seeker);
      var startsBy = group.orElseThrow().startsBy();
      due.schedule(connection, study.key(), GROUP, id.toString(), startsBy);
    }
    var joined = GroupRules.join(seeker.owner(), group.orElseThrow(), place.now());
    courses.append(connection, place, List.of(joined), Optional.empty());
    return startIfFull(connection, after, group.orElseThrow(), protocol);
  }

  private Optional<Group> gathering(Connection connection, Place study, Seeker seeker)
      throws SQLException {
    return stores.groups().gathering(connection, study.key().study(), seeker.site(), seeker.arm());
  }

  private Place startIfFull(Connection connection, Place study, Group group, Protocol protocol)
      throws SQLException {
    int people = stores.members().people(connection, study.key().study(), group.id());
    var site = GroupRules.zone(protocol, group.site());
    var full = GroupRules.full(study.key().study(), group, people, site, study.now());
    if (full.isEmpty()) return study;
    due.cancel(connection, study.key(), GROUP, List.of(group.id().toString()));
    return happened(connection, study, group, full.get());
  }

  /** Starts, puts off or dissolves a group whose time has come. */
  public Place due(Connection connection, Place study, DueRow row) throws SQLException {
    var slug = study.key().study();
    var group = stores.groups().find(connection, slug, UUID.fromString(row.key())).orElseThrow();
    var book = studies.find(connection, slug).orElseThrow();
    int people =
        CourseHandler.hasEnded(book) ? 0 : stores.members().people(connection, slug, group.id());
    var protocol = book.version(group.version());
    var event = GroupRules.due(slug, group, people, protocol, study.now());
    return event.isEmpty() ? study : happened(connection, study, group, event.get());
  }

  /** Records what became of a group, and lets those who waited go on. */
  private Place happened(Connection connection, Place study, Group group, GroupEvent event)
      throws SQLException {
    var after = append(connection, study, event);
    if (event instanceof GroupPostponed e) {
      due.schedule(connection, study.key(), GROUP, group.id().toString(), e.startsBy());
    }
    if (event instanceof GroupStarted) {
      var waiting = new ArrayList<DueTable.OwnedEntry>();
      for (var member : stores.members().members(connection, study.key().study(), group.id())) {
        if (!member.membership().isIn()) continue;
        waiting.add(new DueTable.OwnedEntry(member.key(), "", study.now()));
      }
      due.scheduleAll(connection, CourseHandler.BEGIN, waiting);
    }
    return after;
  }

  /** Records that somebody may lead groups of a site. */
  public Decision<GroupEvent> name(String study, String facilitator, String site, Caller caller) {
    return decide(
        study,
        (connection, place, book) ->
            GroupRules.name(
                newest(book),
                study,
                facilitator,
                site,
                stores.groups().site(connection, study, facilitator),
                caller.id(),
                place.now()));
  }

  /** Records who leads a group. */
  public Decision<GroupEvent> assign(String study, UUID group, String facilitator, Caller caller) {
    return decide(
        study,
        (connection, place, _) ->
            GroupRules.assign(
                study,
                stores.groups().find(connection, study, group),
                facilitator,
                stores.groups().site(connection, study, facilitator),
                caller.id(),
                place.now()));
  }

  /** Decides something about a study's groups, the study locked. */
  @FunctionalInterface
  private interface Deciding {
    Decision<GroupEvent> decide(Connection connection, Place place, Study book) throws SQLException;
  }

  private Decision<GroupEvent> decide(String study, Deciding deciding) {
    return database.inTransaction(
        connection -> {
          var book = studies.find(connection, study);
          if (book.isEmpty()) return notKnown("The study");
          var place = history.lock(connection, EventKey.ofStudy(study));
          var decision = deciding.decide(connection, place, book.get());
          if (decision instanceof Decision.Accepted<GroupEvent>(var events)) {
            append(connection, place, events);
          }
          return decision;
        });
  }

  private static <E> Decision<E> notKnown(String what) {
    return Decision.refuse(Refusal.NOT_KNOWN_YET, what + " has not been heard of here yet.");
  }

  private static Protocol newest(Study book) {
    return book.version(book.versions().lastKey());
  }

  /** Puts a participant into a group by hand. */
  public Decision<InterventionsEvent> move(EventKey key, UUID group, Caller caller) {
    return database.inTransaction(
        connection -> {
          var book = studies.find(connection, key.study());
          if (book.isEmpty()) return notKnown("The study");
          var study = history.lock(connection, EventKey.ofStudy(key.study()));
          var place = history.lock(connection, key);
          var known = stores.facts().find(connection, key);
          if (known.allocation().isEmpty() || known.site().isEmpty()) {
            return notKnown("The participant");
          }
          if (known.stopped().isPresent()) {
            return Decision.refuse(
                Refusal.INTERVENTION_LEFT, "The participant has left the intervention.");
          }
          var decision =
              GroupRules.move(move(connection, key, known, group), caller.id(), place.now());
          if (decision instanceof Decision.Accepted<InterventionsEvent>(var events)
              && !events.isEmpty()) {
            courses.append(connection, place, events, Optional.empty());
            moved(connection, study, key, group, protocol(book.get(), known));
          }
          return decision;
        });
  }

  private GroupRules.Move move(Connection connection, EventKey key, Facts known, UUID group)
      throws SQLException {
    var membership = stores.members().find(connection, key).filter(Membership::isIn);
    var now =
        membership.isEmpty()
            ? Optional.<Group>empty()
            : stores.groups().find(connection, key.study(), membership.get().group());
    return new GroupRules.Move(
        seeker(key, known),
        now,
        stores.groups().find(connection, key.study(), group),
        stores.members().people(connection, key.study(), group),
        stores.courses().find(connection, key).isPresent());
  }

  private void moved(Connection connection, Place study, EventKey key, UUID id, Protocol protocol)
      throws SQLException {
    var group = stores.groups().find(connection, key.study(), id).orElseThrow();
    if (group.isGathering()) startIfFull(connection, study, group, protocol);
    else due.schedule(connection, key, CourseHandler.BEGIN, "", study.now());
  }

  private static Seeker seeker(EventKey key, Facts known) {
    return new Seeker(
        CourseHandler.owner(key),
        known.allocation().map(Allocation::arm).orElseThrow(),
        known.site().orElseThrow());
  }

  private static Protocol protocol(Study book, Facts known) {
    return book.version(known.allocation().orElseThrow().version());
  }

  private Place append(Connection connection, Place place, GroupEvent event) throws SQLException {
    return append(connection, place, List.of(event));
  }

  private Place append(Connection connection, Place place, List<GroupEvent> events)
      throws SQLException {
    var records = events.stream().map(Record.class::cast).toList();
    var after = history.append(connection, place, records);
    stores.groups().apply(connection, events);
    return after;
  }

  /**
   * A group as staff see it.
   *
   * @param agenda its meetings
   * @param members all who are or were in it, sorted
   */
  public record Listed(Group group, Agenda agenda, List<Seat> members) {}

  /**
   * Somebody who is or was in a group.
   *
   * @param attendance by session
   */
  public record Seat(
      UUID participant, Optional<Instant> leftAt, SortedMap<String, Attended> attendance) {}

  /** Groups of a study that the caller may see, by id: facilitators see their own only. */
  public List<Listed> list(String study, Caller caller) {
    return database.inTransaction(
        connection -> {
          var listed = new ArrayList<Listed>();
          var book = studies.find(connection, study);
          if (book.isEmpty()) return listed;
          for (var group : stores.groups().all(connection, study).groups().values()) {
            if (caller.role() == Role.FACILITATOR && !leads(caller, group)) continue;
            listed.add(listed(connection, study, group, book.get().version(group.version())));
          }
          return listed;
        });
  }

  /** Whether a group is the caller's own. */
  static boolean leads(Caller caller, Group group) {
    boolean here = caller.site().equals(Caller.ALL) || caller.site().equals(group.site());
    return here && group.facilitator().filter(caller.id()::equals).isPresent();
  }

  private Listed listed(Connection connection, String study, Group group, Protocol protocol)
      throws SQLException {
    var seats = new ArrayList<Seat>();
    for (var member : stores.members().members(connection, study, group.id())) {
      var course = stores.courses().find(connection, member.key());
      seats.add(
          new Seat(
              member.key().participantId(),
              member.membership().leftAt(),
              course.map(c -> c.attendance()).orElseGet(TreeMap::new)));
    }
    var agenda = MeetingHandler.agenda(connection, stores, study, group, protocol);
    return new Listed(group, agenda, seats);
  }
}
