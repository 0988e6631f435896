package org.attune.studies.domain;

import static org.attune.studies.domain.Decision.accept;
import static org.attune.studies.domain.Decision.refuse;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.studies.domain.StudyCommand.Publish;
import org.attune.studies.domain.StudyEvent.StudyPublished;

/** Whether a version may be published: once, in order, and amendments complete. */
final class PublishingRules {
  private PublishingRules() {}

  static Decision publish(StudyState state, Staffing staffing, Publish c) {
    var protocol = c.protocol();
    var published = state.versions().get(protocol.version());
    if (published != null) {
      return published.sha256().equals(c.canonical().sha256())
          ? accept()
          : refuse(
              Refusal.VERSION_PUBLISHED,
              "Version %d was published with SHA-256 %s; publish the change as the next version."
                  .formatted(protocol.version(), published.sha256()));
    }
    int next = state.versions().isEmpty() ? 1 : state.versions().lastKey() + 1;
    if (protocol.version() != next) {
      return refuse(
          Refusal.VERSION_GAP,
          "The next version is %d, not %d.".formatted(next, protocol.version()));
    }
    if (state.isOver()) return StudyRules.over(state);
    return next == 1 ? accept(event(c)) : amend(state, staffing, c);
  }

  private static Decision amend(StudyState state, Staffing staffing, Publish c) {
    var missing = missing(c);
    if (missing.isPresent()) return refuse(Refusal.AMENDMENT_INCOMPLETE, missing.get());
    var before = StudyRules.protocol(state, state.versions().lastKey());
    if (state.is(StudyStatus.PUBLISHED)) return accept(event(c));
    if (!allocatesAlike(before, c.protocol())) {
      return refuse(
          Refusal.ALLOCATION_COMMITTED,
          "Arms, ratios, method, block sizes and strata were committed to when the study opened.");
    }
    var telling = telling(state, c.protocol());
    if (telling.isPresent()) {
      return refuse(
          Refusal.PROMPTS_WOULD_TELL_ARM,
          "Schedule '%s' was everybody's and would be that of some arms, or the other way round: declare another."
              .formatted(telling.get()));
    }
    return state.synthetic() ? accept(event(c)) : amendOpened(before, staffing, c);
  }

  /** A schedule whose prompts would show, by what is public of them, who is in which arm. */
  private static Optional<String> telling(StudyState state, Protocol after) {
    return after.ema().stream()
        .filter(
            plan ->
                state.versions().keySet().stream()
                    .flatMap(version -> StudyRules.protocol(state, version).ema(plan.id()).stream())
                    .anyMatch(before -> before.tellsArm() != plan.tellsArm()))
        .map(EmaPlan::id)
        .findFirst();
  }

  /** An open study must not come to need by an amendment what it could not have opened with. */
  private static Decision amendOpened(Protocol before, Staffing staffing, Publish c) {
    var ignored = Declared.notActedOn(c.protocol());
    if (!ignored.isEmpty()) {
      return refuse(
          Refusal.DECLARED_NOT_ACTED_ON,
          "The amendment declares what this release does not act on: "
              + String.join(", ", ignored)
              + ". Publish a version without.");
    }
    var missing = staffing.missing(c.protocol(), site -> before.site(site.id()).isPresent());
    return missing.isEmpty()
        ? accept(event(c))
        : refuse(
            Refusal.SAFETY_CONTACT_MISSING,
            "Nobody is named for "
                + String.join(", ", missing)
                + ": add them to contacts.yaml, load it with ./attune contacts, then publish.");
  }

  /** What an amendment lacks, as a sentence. */
  private static Optional<String> missing(Publish c) {
    if (c.protocol().reason().isEmpty()) {
      return Optional.of("An amendment says why; add reason: to study.yaml.");
    }
    var effective = c.protocol().effective();
    if (effective.isEmpty()) {
      return Optional.of("An amendment says from when; add effective: to study.yaml.");
    }
    var today = latestToday(c);
    return effective.get().isAfter(today)
        ? Optional.empty()
        : Optional.of(
            "effective: must be a local date after %s; it is %s."
                .formatted(today, effective.get()));
  }

  /** The latest date that any site has: the amendment must be in the future of all of them. */
  private static LocalDate latestToday(Publish c) {
    var latest = LocalDate.MIN;
    for (var site : c.protocol().sites()) {
      var today = c.at().atZone(site.zone()).toLocalDate();
      if (today.isAfter(latest)) latest = today;
    }
    return latest;
  }

  /** Sites may be added: a site stratum takes whatever sites there are. */
  private static boolean allocatesAlike(Protocol before, Protocol after) {
    return arms(before).equals(arms(after)) && method(before).equals(method(after));
  }

  private static List<String> arms(Protocol protocol) {
    return protocol.arms().stream().map(arm -> arm.id() + ":" + arm.ratio()).toList();
  }

  private static Optional<List<Object>> method(Protocol protocol) {
    return protocol
        .randomization()
        .map(plan -> List.of(plan.method(), plan.blockSizes(), plan.strata(), plan.settings()));
  }

  private static StudyPublished event(Publish c) {
    var protocol = c.protocol();
    var canonical = c.canonical();
    return new StudyPublished(
        protocol.study(),
        protocol.version(),
        canonical.sha256(),
        canonical.json(),
        protocol.analysisSha256(),
        protocol.effective(),
        protocol.reason(),
        c.at());
  }
}
