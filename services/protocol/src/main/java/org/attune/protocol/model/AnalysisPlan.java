package org.attune.protocol.model;

import java.util.List;

/** What will be estimated, registered before the first participant. */
public record AnalysisPlan(
    List<Estimand> estimands, List<Moderator> moderators, List<Mediator> mediators) {
  /**
   * Whether what is measured at an assessment is compared between arms, as an outcome or as a
   * mediator; what is not is described only.
   */
  public boolean compares(String assessment) {
    return estimands.stream().anyMatch(e -> e.at().equals(assessment))
        || moderators.stream().anyMatch(m -> m.at().equals(assessment))
        || mediators.stream()
            .anyMatch(m -> m.at().equals(assessment) || m.mediatorAt().equals(assessment));
  }

  /** A difference between two arms: the first minus the second. */
  public record Contrast(String arm, String against) {}

  /**
   * @param outcome score code, for example {@code dass21_total}
   * @param at assessment at which it is measured, by id
   * @param adjust covariates: {@code baseline}, {@code strata}
   * @param estimator for example {@code ancova-hc3}
   * @param intercurrent how intercurrent events are handled, for example {@code treatment-policy}
   */
  public record Estimand(
      String id,
      String outcome,
      String at,
      List<Contrast> contrasts,
      List<String> adjust,
      String estimator,
      String intercurrent,
      boolean primary) {}

  /**
   * @param by fact that moderates, for example {@code baseline.attachment.anxiety}
   */
  public record Moderator(String outcome, String at, String by) {}

  /**
   * @param mediator score code
   * @param mediatorAt assessment at which the mediator is measured, by id
   */
  public record Mediator(
      String outcome, String at, String mediator, String mediatorAt, List<Contrast> contrasts) {}
}
