package org.attune.protocol.model;

import java.util.List;

/**
 * How people come into the study.
 *
 * @param target allocations (in a study without arms: enrollments) at which it is full
 * @param screener questionnaire that screens, by id
 * @param eligible all must hold; the first that does not names the reason
 * @param consentForm consent form, by id
 * @param signature {@code typed-name}
 */
public record EnrollmentPlan(
    int target, String screener, List<Criterion> eligible, String consentForm, String signature) {
  /**
   * @param id slug that dispositions name
   * @param when CEL over {@code screener.*}, a boolean
   * @param otherwise what an ineligible person is told
   */
  public record Criterion(String id, String when, LocalizedText otherwise) {}
}
