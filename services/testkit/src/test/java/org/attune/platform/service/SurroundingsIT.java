package org.attune.platform.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.attune.platform.data.DatabaseAddress;
import org.attune.platform.data.Pools;
import org.attune.platform.event.EventCatalog;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.TestBackends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that runs alone says in one sentence what it lacks, before it changes anything. */
@Timeout(120)
class SurroundingsIT {
  private static final EventCatalog CATALOG = EventCatalog.standard();
  private static final String NOWHERE = "127.0.0.1:" + FreePorts.next();

  private static Surroundings of(DatabaseAddress database, String brokers) {
    var url = "http://127.0.0.1:1";
    var config =
        new ServiceConfig(database, brokers, 1, 0, 0, url, url, "", Map.of(), Path.of("unused"));
    return new Surroundings(config, Duration.ZERO);
  }

  private static DatabaseAddress database() {
    return TestBackends.shared().newDatabase().of("ema", "right");
  }

  @Test
  void a_database_that_lets_the_service_in_is_enough() {
    assertThatCode(() -> of(database(), NOWHERE).awaitDatabase()).doesNotThrowAnyException();
  }

  @Test
  void a_role_that_does_not_exist_is_refused() {
    var right = database();
    var wrong = new DatabaseAddress(right.jdbcUrl(), "ema", "nobody_of_that_name", "hush");
    assertThatThrownBy(() -> of(wrong, NOWHERE).awaitDatabase())
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("nobody_of_that_name")
        .hasMessageContaining("ATTUNE_DATABASE_ROLE")
        .hasMessageNotContaining("hush");
  }

  @Test
  void a_wrong_password_is_refused_and_not_said() {
    var right = database();
    var wrong = new DatabaseAddress(right.jdbcUrl(), "ema", right.role(), "hush");
    assumeThatCode(() -> Pools.connect(wrong).close())
        .as("the embedded server trusts this machine; the others ask for passwords")
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> of(wrong, NOWHERE).awaitDatabase())
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("password authentication failed for user \"attune_ema\"")
        .hasMessageContaining("ATTUNE_DATABASE_PASSWORD")
        .hasMessageNotContaining("hush");
  }

  @Test
  void a_database_that_does_not_exist_is_refused() {
    var right = database();
    var wrong = new DatabaseAddress(right.jdbcUrl() + "x", "ema", right.role(), right.password());
    assertThatThrownBy(() -> of(wrong, NOWHERE).awaitDatabase())
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_schema_of_another_role_is_refused() {
    var own = database();
    var other = new DatabaseAddress(own.jdbcUrl(), "outcomes", own.role(), own.password());
    assertThatThrownBy(() -> of(other, NOWHERE).awaitDatabase())
        .hasMessage(
            "the database has no schema outcomes that role attune_ema owns:"
                + " make both with ./attune provision.");
  }

  @Test
  void a_database_that_does_not_answer_is_waited_for_until_the_time_is_over() {
    var nowhere = new DatabaseAddress("jdbc:postgresql://" + NOWHERE + "/attune", "ema", "r", "p");
    assertThatThrownBy(() -> of(nowhere, NOWHERE).awaitDatabase())
        .hasMessageContaining("did not answer within 0 s: Connection to " + NOWHERE + " refused");
  }

  @Test
  void a_broker_that_does_not_answer_is_waited_for_until_the_time_is_over() {
    var nowhere = new DatabaseAddress("", "ema", "r", "p");
    assertThatThrownBy(() -> of(nowhere, NOWHERE).awaitTopics(CATALOG, "ema"))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith("Kafka at " + NOWHERE + " did not answer within 0 s");
  }

  @Test
  void an_address_that_is_none_is_refused() {
    var nowhere = new DatabaseAddress("", "ema", "r", "p");
    assertThatThrownBy(() -> of(nowhere, "kafka").awaitTopics(CATALOG, "ema"))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith("ATTUNE_KAFKA is no list of host:port");
  }

  @Test
  void topics_are_there_with_their_partitions_or_the_service_does_not_start() throws Exception {
    var brokers = TestBackends.shared().newTopics(CATALOG);
    var around = of(new DatabaseAddress("", "ema", "r", "p"), brokers);
    around.awaitTopics(CATALOG, "ema");
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin.createPartitions(Map.of("ema.v1", NewPartitions.increaseTo(5))).all().get();
      while (partitions(admin) != 5) Thread.onSpinWait();
      assertThatThrownBy(() -> around.awaitTopics(CATALOG, "ema"))
          .hasMessage(
              "topic ema.v1 has 5 partitions and must have 4:"
                  + " the partition of a key follows from it.");
      admin.deleteTopics(List.of("ema.v1")).all().get();
      while (admin.listTopics().names().get().contains("ema.v1")) Thread.onSpinWait();
      assertThatThrownBy(() -> around.awaitTopics(CATALOG, "ema"))
          .hasMessageContaining(
              "lacks one of the topics [ema.restricted.v1, ema.v1, attune.schemas.v1]");
    }
  }

  private static int partitions(Admin admin) throws Exception {
    var ema = admin.describeTopics(List.of("ema.v1")).allTopicNames().get().get("ema.v1");
    return ema == null ? 0 : ema.partitions().size();
  }
}
