package org.attune.interventions.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.attune.interventions.domain.Decision;
import org.attune.interventions.domain.Group;
import org.attune.interventions.domain.GroupEvent;
import org.attune.interventions.domain.GroupRules;
import org.attune.interventions.domain.MeetingRules;
import org.attune.interventions.domain.MeetingRules.Agenda;
import org.attune.interventions.domain.MeetingRules.Arrange;
import org.attune.interventions.domain.Refusal;
import org.attune.interventions.handle.GroupHandler.Stores;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.log.History;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyStatus;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.protocol.model.Protocol;

/** Records when and where groups meet, as their facilitators or administrators arrange it. */
public final class MeetingHandler {
  private final Database database;
  private final History history;
  private final StudyBook studies;
  private final Stores stores;

  public MeetingHandler(Database database, History history, StudyBook studies, Stores stores) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.stores = stores;
  }

  /**
   * Arranges meetings of a group, the study locked, so that nobody's attendance is stated
   * meanwhile.
   *
   * @param at makes the command for a study time
   * @throws NotAllowedException if a facilitator does not lead the group
   */
  public Decision<GroupEvent> arrange(
      String study, UUID id, Caller caller, Function<Instant, Arrange> at) {
    return database.inTransaction(
        connection -> {
          var book = studies.find(connection, study);
          if (book.isEmpty()) {
            return Decision.refuse(
                Refusal.NOT_KNOWN_YET, "The study has not been heard of here yet.");
          }
          var place = history.lock(connection, EventKey.ofStudy(study));
          var group = stores.groups().find(connection, study, id);
          if (caller.role() == Role.FACILITATOR
              && group.filter(known -> GroupHandler.leads(caller, known)).isEmpty()) {
            throw NotAllowedException.notFound();
          }
          if (group.isEmpty()) {
            return Decision.refuse(Refusal.GROUP_UNKNOWN, "There is no such group.");
          }
          if (book.get().status() == StudyStatus.LOCKED) {
            return Decision.refuse(
                Refusal.STUDY_LOCKED, "The study is locked; nothing changes any more.");
          }
          var protocol = book.get().version(group.get().version());
          var agenda = agenda(connection, stores, study, group.get(), protocol);
          var decision = MeetingRules.arrange(agenda, at.apply(place.now()));
          if (decision instanceof Decision.Accepted<GroupEvent>(var events)) {
            history.append(connection, place, events.stream().map(Record.class::cast).toList());
            stores.groups().apply(connection, events);
          }
          return decision;
        });
  }

  /** The meetings of a group as they stand. */
  static Agenda agenda(
      Connection connection, Stores stores, String study, Group group, Protocol protocol)
      throws SQLException {
    return new Agenda(
        study,
        group,
        GroupRules.programme(group, protocol),
        stores.meetings().find(connection, study, group.id()),
        stores.meetings().attended(connection, study, group.id()),
        GroupRules.zone(protocol, group.site()));
  }
}
