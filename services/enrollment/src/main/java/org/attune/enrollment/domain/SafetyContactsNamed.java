package org.attune.enrollment.domain;

import java.time.Instant;
import java.util.List;

/**
 * The staff who are told of safety alerts were named, in place of all before: an event about a
 * study. Names and addresses stay in the vault.
 *
 * @param naming a later one has a higher number; from 1
 * @param posts by site and role
 */
public record SafetyContactsNamed(String study, long naming, List<SafetyPost> posts, Instant at) {
  /**
   * A role of a site that somebody holds.
   *
   * @param people from 1
   */
  public record SafetyPost(String site, String role, int people) {}
}
