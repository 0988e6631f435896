package org.attune.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the environment says of servers is understood as meant, or refused. */
class GivenServersTest {
  private static GivenServers given(String postgres) {
    var environment =
        Map.of("ATTUNE_TEST_POSTGRES", postgres, "ATTUNE_TEST_KAFKA", "127.0.0.1:9092");
    return GivenServers.of(environment).orElseThrow();
  }

  @Test
  void nothing_given_is_nothing_and_half_is_refused() {
    assertThat(GivenServers.of(Map.of())).isEmpty();
    assertThatThrownBy(() -> GivenServers.of(Map.of("ATTUNE_TEST_KAFKA", "127.0.0.1:9092")))
        .hasMessage("give both ATTUNE_TEST_POSTGRES and ATTUNE_TEST_KAFKA, or none");
  }

  @Test
  void a_superuser_of_any_database_is_led_to_another_with_the_same_options() {
    var postgres = given("jdbc:postgresql://db.test:6543/maintenance?user=u&password=a%26b");
    assertThat(postgres.postgres().in("t1"))
        .isEqualTo("jdbc:postgresql://db.test:6543/t1?user=u&password=a%26b");
    assertThat(postgres.postgres().port()).isEqualTo(6543);
  }

  @Test
  void an_address_without_options_and_port_is_led_to_another_database_too() {
    var postgres = given("jdbc:postgresql://localhost/postgres").postgres();
    assertThat(postgres.in("t1")).isEqualTo("jdbc:postgresql://localhost/t1");
    assertThat(postgres.port()).isEqualTo(5432);
  }

  @Test
  void an_address_of_another_form_is_refused_by_name_and_its_password_is_not_said() {
    for (var wrong : new String[] {"postgres://h/d", "jdbc:postgresql:d", "jdbc:postgresql://h"}) {
      assertThatThrownBy(() -> given(wrong + "?password=hush"))
          .hasMessageStartingWith("ATTUNE_TEST_POSTGRES: a PostgreSQL address has the form")
          .hasMessageNotContaining("hush");
    }
  }
}
