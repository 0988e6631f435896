package org.attune.platform.token;

import java.time.Instant;

/**
 * Who sent a request, as its token says.
 *
 * @param id pseudonym of a participant, staff id, or name of a service
 * @param study slug; {@code *} for all
 * @param site site id; {@code *} for all
 * @param expires when the token ends
 */
public record Caller(Role role, String id, String study, String site, Instant expires) {
  public static final String ALL = "*";

  public boolean mayAct(String onStudy) {
    return study.equals(ALL) || study.equals(onStudy);
  }
}
