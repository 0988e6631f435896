package org.attune.studies.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.platform.study.StudyStatus;
import org.attune.studies.domain.StudyEvent.StudyClosed;
import org.attune.studies.domain.StudyEvent.StudyLocked;
import org.attune.studies.domain.StudyEvent.StudyOpened;
import org.attune.studies.domain.StudyEvent.StudyPaused;
import org.attune.studies.domain.StudyEvent.StudyPublished;
import org.attune.studies.domain.StudyEvent.StudyResumed;

/**
 * Where one study stands.
 *
 * <pre>
 *   (unknown) --StudyPublished--&gt; PUBLISHED --StudyOpened--&gt; OPEN --StudyPaused--&gt; PAUSED
 *                                                 OPEN &lt;--StudyResumed-- PAUSED
 *   OPEN, PAUSED --StudyClosed--&gt; CLOSED --StudyLocked--&gt; LOCKED
 *   StudyPublished, for the next version, in PUBLISHED, OPEN and PAUSED
 * </pre>
 *
 * <p>A paused study may be closed without being resumed: a trial that was stopped for its
 * participants' sake must not begin to send again in order to end.
 *
 * @param status empty before the first version
 * @param versions by number
 * @param target set when it opens
 * @param changedAt study time of the last change of status; of the first version before
 */
public record StudyState(
    Optional<StudyStatus> status,
    SortedMap<Integer, Version> versions,
    OptionalInt target,
    boolean synthetic,
    Instant changedAt) {
  /**
   * A published version.
   *
   * @param protocol canonical form, JSON
   */
  public record Version(
      int number,
      String sha256,
      String analysisSha256,
      Optional<LocalDate> effective,
      Optional<String> reason,
      String protocol,
      Instant publishedAt) {}

  /** A study of which nothing is known. */
  public static final StudyState UNKNOWN =
      new StudyState(Optional.empty(), new TreeMap<>(), OptionalInt.empty(), false, Instant.EPOCH);

  public StudyState {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /** The state after {@code history}, oldest event first. */
  public static StudyState after(List<StudyEvent> history) {
    var state = UNKNOWN;
    for (var event : history) state = state.next(event);
    return state;
  }

  /**
   * The state after one more event.
   *
   * @throws IllegalStateException if the diagram above has no such arrow: the history is corrupt
   */
  public StudyState next(StudyEvent event) {
    return switch (event) {
      case StudyPublished e when !isOver() && !versions.containsKey(e.version()) -> with(e);
      case StudyOpened e when is(StudyStatus.PUBLISHED) ->
          new StudyState(
              Optional.of(StudyStatus.OPEN),
              versions,
              OptionalInt.of(e.target()),
              e.synthetic(),
              e.at());
      case StudyPaused e when is(StudyStatus.OPEN) -> with(StudyStatus.PAUSED, e.at());
      case StudyResumed e when is(StudyStatus.PAUSED) -> with(StudyStatus.OPEN, e.at());
      case StudyClosed e when is(StudyStatus.OPEN) || is(StudyStatus.PAUSED) ->
          with(StudyStatus.CLOSED, e.at());
      case StudyLocked e when is(StudyStatus.CLOSED) -> with(StudyStatus.LOCKED, e.at());
      case StudyPublished _,
          StudyOpened _,
          StudyPaused _,
          StudyResumed _,
          StudyClosed _,
          StudyLocked _ ->
          throw new IllegalStateException(
              "no arrow from " + status + " by " + event.getClass().getSimpleName());
    };
  }

  private StudyState with(StudyPublished e) {
    var more = new TreeMap<>(versions);
    more.put(
        e.version(),
        new Version(
            e.version(),
            e.protocolSha256(),
            e.analysisSha256(),
            e.effective(),
            e.reason(),
            e.protocol(),
            e.at()));
    boolean first = versions.isEmpty();
    return new StudyState(
        first ? Optional.of(StudyStatus.PUBLISHED) : status,
        more,
        target,
        synthetic,
        first ? e.at() : changedAt);
  }

  private StudyState with(StudyStatus to, Instant at) {
    return new StudyState(Optional.of(to), versions, target, synthetic, at);
  }

  public boolean is(StudyStatus expected) {
    return status.filter(expected::equals).isPresent();
  }

  /** True once it was closed. */
  public boolean isOver() {
    return is(StudyStatus.CLOSED) || is(StudyStatus.LOCKED);
  }
}
