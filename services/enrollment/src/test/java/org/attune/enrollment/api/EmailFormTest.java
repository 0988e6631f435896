package org.attune.enrollment.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.attune.platform.http.InvalidRequestException;
import org.junit.jupiter.api.Test;

/** What an e-mail address looks like. */
class EmailFormTest {
  @Test
  void an_address_is_kept_as_it_was_typed() {
    for (var email : List.of("ann@example.org", "a.b+c@sub.example.co", "josé@correo.es")) {
      assertThat(EmailForm.read(new JsonObject().put("email", email))).isEqualTo(email);
    }
  }

  @Test
  void what_could_begin_a_header_or_a_second_address_is_refused_and_not_repeated() {
    var bad =
        List.of(
            "ann",
            "ann@",
            "@example.org",
            "ann@example",
            "ann@@example.org",
            "ann@example.org\nBcc: bob@example.org",
            "ann@example.org,bob@example.org",
            "Ann <ann@example.org>",
            "ann @example.org",
            "a".repeat(65) + "@example.org",
            "ann@" + "example.".repeat(40) + "org");
    for (var email : bad) {
      assertThatThrownBy(() -> EmailForm.read(new JsonObject().put("email", email)))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              e -> {
                assertThat(e.field()).isEqualTo("email");
                assertThat(e.detail()).doesNotContain(email);
              });
    }
  }
}
