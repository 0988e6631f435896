package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.enrollment.domain.Decision;
import org.attune.enrollment.domain.EnrollmentCommand;
import org.attune.enrollment.domain.EnrollmentRules;
import org.attune.enrollment.domain.EnrollmentState;
import org.attune.enrollment.domain.EnrollmentState.Invitation;
import org.attune.enrollment.domain.Person;
import org.attune.enrollment.domain.StudyTerms;
import org.attune.enrollment.store.ParticipantStore;
import org.attune.enrollment.store.RecruitmentStore;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Site;

/**
 * Where every command is carried out: opens a participant's folder, lets the rules decide, records
 * events and state together.
 */
public final class Desk {
  private final History history;
  private final StudyBook studies;
  private final ParticipantStore participants;
  private final RecruitmentStore recruitment;

  public Desk(
      History history,
      StudyBook studies,
      ParticipantStore participants,
      RecruitmentStore recruitment) {
    this.history = history;
    this.studies = studies;
    this.participants = participants;
    this.recruitment = recruitment;
  }

  /**
   * A participant's folder, locked until the transaction ends.
   *
   * @param origin the invitation behind it
   */
  record Folder(Place place, EnrollmentState state, Invitation origin, Study study) {
    /** The recruiting site, as the version in force there describes it. */
    Site site() {
      var newest = study.version(study.versions().lastKey());
      return newest
          .site(origin.site())
          .or(() -> study.version(origin.protocolVersion()).site(origin.site()))
          .orElseThrow();
    }

    /** Where the participant is; before consent, the site. */
    ZoneId zone() {
      return state.member().map(m -> ZoneId.of(m.zone())).orElseGet(() -> site().zone());
    }

    /** The version that holds for somebody who is or was in the study; empty before consent. */
    Optional<Protocol> holding() {
      var today = LocalDate.ofInstant(place.now(), zone());
      return state.member().map(m -> study.holding(m.protocolVersion(), m.consentVersion(), today));
    }

    /** The version in force where the participant is. */
    Protocol inForce(ZoneId zone) {
      return study.inForce(LocalDate.ofInstant(place.now(), zone));
    }
  }

  /**
   * Opens the folder of somebody who was invited.
   *
   * @throws NotAllowedException if nobody of this pseudonym was
   */
  Folder open(Connection connection, EventKey key) throws SQLException {
    var place = history.lock(connection, key);
    var state = participants.find(connection, key);
    var study = studies.find(connection, key.study());
    var origin = state.origin().orElseThrow(NotAllowedException::notFound);
    return new Folder(place, state, origin, study.orElseThrow(NotAllowedException::notFound));
  }

  /** The study, if this service has heard of it. */
  Optional<Study> study(Connection connection, String slug) throws SQLException {
    return studies.find(connection, slug);
  }

  /** The terms for somebody in {@code zone}, recruited by {@code site}. */
  StudyTerms terms(Connection connection, Study study, Site site, Place place, ZoneId zone)
      throws SQLException {
    return terms(study, site, place, zone, recruitment.find(connection, study.slug()).full());
  }

  StudyTerms terms(Study study, Site site, Place place, ZoneId zone, boolean full) {
    var protocol = study.inForce(LocalDate.ofInstant(place.now(), zone));
    return new StudyTerms(
        study.isOpen(),
        study.status() == StudyStatus.LOCKED,
        full,
        protocol.version(),
        protocol.consentForm().version(),
        coming(study, protocol),
        site.opens(),
        LocalDate.ofInstant(place.now(), site.zone()),
        List.of());
  }

  /** The terms for what somebody who is in the study does. */
  StudyTerms terms(Folder folder) {
    var site = folder.site();
    return terms(folder.study(), site, folder.place(), site.zone(), false);
  }

  /** Newer forms than that of the version in force, each with the first version that has it. */
  private static SortedMap<Integer, Integer> coming(Study study, Protocol inForce) {
    var forms = new TreeMap<Integer, Integer>();
    for (var later : study.versions().tailMap(inForce.version() + 1).values()) {
      int form = later.consentForm().version();
      if (form > inForce.consentForm().version()) forms.putIfAbsent(form, later.version());
    }
    return forms;
  }

  /** Decides a command of somebody with a folder, and records nothing. */
  Decision decide(EventKey key, Folder folder, EnrollmentCommand command) {
    var person = new Person(key.study(), key.participantId());
    return EnrollmentRules.decide(person, folder.state(), command, terms(folder));
  }

  /** Decides a command and records what it brings about. */
  Carried carry(
      Connection connection,
      Place place,
      EnrollmentState state,
      EnrollmentCommand command,
      StudyTerms terms)
      throws SQLException {
    var key = place.key();
    var person = new Person(key.study(), key.participantId());
    var decision = EnrollmentRules.decide(person, state, command, terms);
    if (!(decision instanceof Decision.Accepted(var events)) || events.isEmpty()) {
      return new Carried(decision, state);
    }
    var next = state;
    for (var event : events) next = next.next(event);
    history.append(connection, place, events.stream().map(Record.class::cast).toList());
    participants.save(connection, key, next);
    return new Carried(decision, next);
  }
}
