package org.attune.outcomes.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What staff say of something that happened. Codes and dates only: no field takes free text. */
public sealed interface ReportContent {
  /** The kind of report that this is the content of. */
  ReportKind kind();

  /** The local date on which it happened or began, or was found. */
  LocalDate since();

  /**
   * An untoward medical occurrence in a participant, whether or not the study caused it (ICH
   * E6(R3), glossary). Severity is how bad it is; seriousness what it led to or could have (ICH
   * E2A, II.B).
   *
   * @param term a code for what happened, for example {@code hospital-admission}
   * @param startedOn local date
   * @param endedOn local date, not before {@code startedOn}; empty while it goes on
   * @param serious why it counts as serious, each once, in the order of the enum; empty if it does
   *     not
   * @param relatedness to taking part in the study, whatever the arm
   * @param via how the study learned of it
   */
  record AdverseEvent(
      String term,
      LocalDate startedOn,
      Optional<LocalDate> endedOn,
      Severity severity,
      List<Seriousness> serious,
      Relatedness relatedness,
      Action action,
      Outcome outcome,
      Via via)
      implements ReportContent {
    public AdverseEvent {
      serious = List.copyOf(serious);
    }

    @Override
    public ReportKind kind() {
      return ReportKind.ADVERSE_EVENT;
    }

    @Override
    public LocalDate since() {
      return startedOn;
    }
  }

  /**
   * Something that went other than the protocol says (ICH E3, 10.2). What depends on the arm is no
   * matter for this: it belongs to the restricted records of the programmes.
   *
   * @param code what went other, for example {@code window-missed-by-staff}
   * @param visit assessment that it is about, by its id in the protocol; empty for none
   */
  record Deviation(
      Category category,
      Importance importance,
      String code,
      LocalDate detectedOn,
      Optional<String> visit)
      implements ReportContent {
    @Override
    public ReportKind kind() {
      return ReportKind.DEVIATION;
    }

    @Override
    public LocalDate since() {
      return detectedOn;
    }
  }

  /** How bad it is. */
  enum Severity {
    MILD,
    MODERATE,
    SEVERE
  }

  /** Why it is serious: ICH E2A, II.B. */
  enum Seriousness {
    DEATH,
    LIFE_THREATENING,
    HOSPITALIZATION,
    DISABILITY,
    CONGENITAL_ANOMALY,
    OTHER_IMPORTANT
  }

  /** Whether taking part caused it. */
  enum Relatedness {
    NOT_RELATED,
    UNLIKELY,
    POSSIBLE,
    PROBABLE,
    DEFINITE
  }

  /** What was done. What was done about a programme would tell the arm and is not among it. */
  enum Action {
    NONE,
    TREATED,
    REFERRED,
    PROMPTS_STOPPED,
    LEFT_STUDY
  }

  /** What became of it (ICH E2B, E.i.7). */
  enum Outcome {
    RECOVERED,
    RECOVERING,
    NOT_RECOVERED,
    RECOVERED_WITH_SEQUELAE,
    FATAL,
    NOT_KNOWN
  }

  /** How the study learned of it. */
  enum Via {
    PARTICIPANT,
    ASSESSMENT,
    ALERT,
    STAFF,
    OTHER
  }

  /** What part of the protocol a deviation is from. */
  enum Category {
    ELIGIBILITY,
    CONSENT,
    RANDOMIZATION,
    ASSESSMENT,
    SAFETY,
    DATA,
    OTHER
  }

  /** Whether it may touch rights, safety or the main results (ICH E3 Q&amp;A, R1). */
  enum Importance {
    IMPORTANT,
    MINOR
  }
}
