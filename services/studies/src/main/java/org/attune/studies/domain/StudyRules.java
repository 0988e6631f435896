package org.attune.studies.domain;

import static org.attune.studies.domain.Decision.accept;
import static org.attune.studies.domain.Decision.refuse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.Protocol;
import org.attune.studies.domain.StudyCommand.Close;
import org.attune.studies.domain.StudyCommand.Lock;
import org.attune.studies.domain.StudyCommand.Open;
import org.attune.studies.domain.StudyCommand.Pause;
import org.attune.studies.domain.StudyCommand.Publish;
import org.attune.studies.domain.StudyCommand.Resume;
import org.attune.studies.domain.StudyEvent.StudyClosed;
import org.attune.studies.domain.StudyEvent.StudyLocked;
import org.attune.studies.domain.StudyEvent.StudyOpened;
import org.attune.studies.domain.StudyEvent.StudyPaused;
import org.attune.studies.domain.StudyEvent.StudyResumed;

/** Decides commands about studies. Pure and total: same arguments, same decision, no exception. */
public final class StudyRules {
  private StudyRules() {}

  /**
   * @param study slug
   * @param reported what other services said of it
   * @param rehearsal true if the platform runs as a rehearsal
   */
  public static Decision decide(
      String study, StudyState state, Reported reported, StudyCommand command, boolean rehearsal) {
    return switch (command) {
      case Publish c -> PublishingRules.publish(state, reported.staffing(), c);
      case Open c -> open(study, state, reported, c, rehearsal);
      case Pause c -> pause(study, state, c);
      case Resume c -> resume(study, state, c);
      case Close c -> close(study, state, c);
      case Lock c -> lock(study, state, c);
    };
  }

  private static Decision open(
      String study, StudyState state, Reported reported, Open c, boolean rehearsal) {
    if (state.status().isEmpty()) return unknown(study);
    if (state.is(StudyStatus.OPEN) && isSame(state, c)) return accept();
    return switch (state.status().get()) {
      case OPEN, PAUSED, CLOSED, LOCKED ->
          refuse(Refusal.ALREADY_OPENED, "The study was opened before; it is " + words(state));
      case PUBLISHED -> firstOpening(study, state, reported, c, rehearsal);
    };
  }

  private static boolean isSame(StudyState state, Open c) {
    return state.synthetic() == c.synthetic()
        && (c.target().isEmpty() || c.target().equals(state.target()));
  }

  private static Decision firstOpening(
      String study, StudyState state, Reported reported, Open c, boolean rehearsal) {
    if (c.synthetic() && !rehearsal) {
      return refuse(
          Refusal.SYNTHETIC_NOT_ALLOWED,
          "Only a rehearsal opens a synthetic study; use ./attune rehearse.");
    }
    if (!c.synthetic() && rehearsal) {
      return refuse(Refusal.SYNTHETIC_REQUIRED, "A rehearsal opens a study as synthetic only.");
    }
    if (c.target().isPresent() && !c.synthetic()) {
      return refuse(
          Refusal.TARGET_FIXED,
          "The target of a real study is the one of its protocol; amend the protocol instead.");
    }
    var inForce = inForce(state, c.at());
    if (inForce.isEmpty()) {
      return refuse(Refusal.NOT_IN_EFFECT, "No published version is in effect at every site yet.");
    }
    var protocol = protocol(state, inForce.getAsInt());
    var ignored = Declared.notActedOn(protocol);
    if (!ignored.isEmpty() && !c.synthetic()) {
      return refuse(
          Refusal.DECLARED_NOT_ACTED_ON,
          "The study declares what this release does not act on: "
              + String.join(", ", ignored)
              + ". Rehearse it, or open a version without.");
    }
    var list = listLacking(protocol, reported, c);
    if (list.isPresent()) return list.get();
    if (!c.synthetic()) {
      var staffing = reported.staffing();
      if (staffing.naming() < c.naming().orElse(0)) {
        return refuse(Refusal.NOT_KNOWN_YET, "These safety contacts are not known here yet.");
      }
      var missing = staffing.missing(protocol);
      if (!missing.isEmpty()) {
        return refuse(
            Refusal.SAFETY_CONTACT_MISSING,
            "Nobody is named for "
                + String.join(", ", missing)
                + ": add them to contacts.yaml and open with it.");
      }
    }
    int target = c.target().orElse(protocol.enrollment().target());
    return accept(new StudyOpened(study, protocol.version(), c.synthetic(), target, c.at()));
  }

  /** A study that declares a list opens with one that fits the version that opens. */
  private static Optional<Decision> listLacking(Protocol protocol, Reported reported, Open c) {
    boolean listed =
        protocol.randomization().filter(plan -> plan.method().equals(Declared.LIST)).isPresent();
    if (!listed || reported.listVersion() == protocol.version()) return Optional.empty();
    if (reported.listVersion() < c.list().orElse(0)) {
      return Optional.of(
          refuse(Refusal.NOT_KNOWN_YET, "The list of the study is not known here yet."));
    }
    return Optional.of(
        refuse(
            Refusal.ALLOCATION_LIST_MISSING,
            "Version %d declares method: list, and no list was uploaded for it: upload it with ./attune randomization upload, then open."
                .formatted(protocol.version())));
  }

  /** The newest version whose first local date has begun at each of its sites. */
  private static OptionalInt inForce(StudyState state, Instant at) {
    var found = OptionalInt.empty();
    for (var version : state.versions().values()) {
      var first = version.effective().orElse(LocalDate.MIN);
      boolean begun =
          protocol(state, version.number()).sites().stream()
              .noneMatch(site -> at.atZone(site.zone()).toLocalDate().isBefore(first));
      if (begun) found = OptionalInt.of(version.number());
    }
    return found;
  }

  static Protocol protocol(StudyState state, int number) {
    var version = state.versions().get(number);
    if (version == null) throw new IllegalStateException("no version " + number);
    return Protocols.fromCanonical(version.protocol());
  }

  private static Decision pause(String study, StudyState state, Pause c) {
    if (state.status().isEmpty()) return unknown(study);
    return switch (state.status().get()) {
      case PAUSED -> accept();
      case OPEN -> accept(new StudyPaused(study, c.reason(), c.at()));
      case PUBLISHED -> notOpened();
      case CLOSED, LOCKED -> over(state);
    };
  }

  private static Decision resume(String study, StudyState state, Resume c) {
    if (state.status().isEmpty()) return unknown(study);
    return switch (state.status().get()) {
      case OPEN -> accept();
      case PAUSED -> accept(new StudyResumed(study, c.reason(), c.at()));
      case PUBLISHED -> notOpened();
      case CLOSED, LOCKED -> over(state);
    };
  }

  private static Decision close(String study, StudyState state, Close c) {
    if (state.status().isEmpty()) return unknown(study);
    return switch (state.status().get()) {
      case CLOSED -> accept();
      case OPEN, PAUSED -> accept(new StudyClosed(study, c.reason(), c.at()));
      case PUBLISHED -> notOpened();
      case LOCKED -> over(state);
    };
  }

  private static Decision lock(String study, StudyState state, Lock c) {
    if (state.status().isEmpty()) return unknown(study);
    return switch (state.status().get()) {
      case LOCKED -> accept();
      case CLOSED -> accept(new StudyLocked(study, c.reason(), c.at()));
      case PUBLISHED, OPEN, PAUSED ->
          refuse(Refusal.NOT_CLOSED, "Close the study before it is locked; it is " + words(state));
    };
  }

  static Decision unknown(String study) {
    return refuse(Refusal.STUDY_UNKNOWN, "No version of " + study + " was published.");
  }

  private static Decision notOpened() {
    return refuse(Refusal.NOT_OPENED, "The study was never opened.");
  }

  static Decision over(StudyState state) {
    return state.is(StudyStatus.LOCKED)
        ? refuse(Refusal.ALREADY_LOCKED, "The study is locked; nothing changes any more.")
        : refuse(Refusal.ALREADY_CLOSED, "The study is closed; nothing starts any more.");
  }

  private static String words(StudyState state) {
    return state.status().map(s -> s.name().toLowerCase(java.util.Locale.ROOT)).orElse("unknown")
        + ".";
  }
}
