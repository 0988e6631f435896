package org.attune.enrollment.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.junit.jupiter.api.Test;

/** Staff of one site. */
class SitesTest {
  private static Caller at(String site) {
    return new Caller(Role.COORDINATOR, "staff-1", "*", site, Instant.EPOCH);
  }

  @Test
  void a_coordinator_reaches_the_own_site_and_no_other() {
    assertThatCode(() -> Sites.admit(at("s1"), "s1")).doesNotThrowAnyException();
    assertThatCode(() -> Sites.admit(at(Caller.ALL), "s1")).doesNotThrowAnyException();
    assertThatThrownBy(() -> Sites.admit(at("s1"), "s2")).isInstanceOf(NotAllowedException.class);
  }
}
