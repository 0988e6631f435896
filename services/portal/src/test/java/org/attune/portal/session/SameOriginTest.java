package org.attune.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another site's page cannot do with this site's cookie. */
class SameOriginTest {
  private static final String US = "https://attune.example.org";

  private static boolean says(String fetchSite, String origin) {
    return SameOrigin.says(Optional.ofNullable(fetchSite), Optional.ofNullable(origin), US);
  }

  @Test
  void our_own_pages_may() {
    assertThat(says("same-origin", US)).isTrue();
    assertThat(says(null, US)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", "SAME-ORIGIN", ""})
  void what_the_browser_says_is_not_overruled_by_an_origin(String fetchSite) {
    assertThat(says(fetchSite, US)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://attune.example.org.evil.example",
        "http://attune.example.org",
        "https://attune.example.org:8443",
        "null",
        ""
      })
  void another_origin_may_not(String origin) {
    assertThat(says(null, origin)).isFalse();
  }

  @Test
  void who_says_neither_is_none_of_ours() {
    assertThat(says(null, null)).isFalse();
  }
}
