package org.attune.standalone.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.attune.analytics.AnalyticsDefinition;
import org.attune.ema.EmaDefinition;
import org.attune.enrollment.EnrollmentDefinition;
import org.attune.interventions.InterventionsDefinition;
import org.attune.outcomes.OutcomesDefinition;
import org.attune.platform.data.DatabaseAddress;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.service.Backends;
import org.attune.platform.service.KafkaAddress;
import org.attune.platform.service.ServiceCalls;
import org.attune.platform.service.ServiceConfig;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.ServiceRuntime;
import org.attune.platform.token.Tokens;
import org.attune.randomization.RandomizationDefinition;
import org.attune.standalone.command.Attune;
import org.attune.studies.StudiesDefinition;
import org.attune.testkit.backend.DeclaredTopic;
import org.attune.testkit.backend.EmbeddedKafka;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.ServiceDatabases;
import org.attune.testkit.backend.TestBackends;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a service must not read it cannot; with what it may, it works. */
@Timeout(300)
class ProvisionIT {
  private static final String ADMIN_PASSWORD = "of-the-administrator";
  private static final List<DeclaredTopic> TOPICS = DeclaredTopic.all();
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private static final Pattern METER = Pattern.compile("attune_[a-z_]+");

  @TempDir static Path directory;

  private static EmbeddedKafka broker;
  private static ServiceDatabases database;

  @BeforeAll
  static void provision() throws IOException {
    broker =
        EmbeddedKafka.startGuarded(
            directory.resolve("kafka"), FreePorts.next(), FreePorts.next(), ADMIN_PASSWORD);
    database = TestBackends.shared().newDatabase();
    for (var service : Secrets.SERVICES) {
      Files.writeString(
          directory.resolve(service + ".env"),
          "ATTUNE_DATABASE_PASSWORD=d-%1$s%nATTUNE_KAFKA_PASSWORD=k-%1$s%n".formatted(service));
    }
    Files.writeString(
        directory.resolve("kafka.properties"),
        """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="%s";
        """
            .formatted(ADMIN_PASSWORD));
    assertThat(command()).isZero();
  }

  private static int command() {
    return Attune.execute(
        "provision",
        directory.toString(),
        "--postgres=" + TestBackends.shared().superuserUrl(),
        "--database=" + database.name(),
        "--kafka=" + broker.brokers(),
        "--kafka-security-file=" + directory.resolve("kafka.properties"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static KafkaAddress address(String service) {
    return KafkaAddress.open(broker.brokers()).withPassword(service, "k-" + service);
  }

  private static Map<String, Object> client(KafkaAddress kafka) {
    var settings = new HashMap<String, Object>(kafka.security());
    settings.put("bootstrap.servers", kafka.brokers());
    settings.put("enable.metrics.push", false);
    return settings;
  }

  private static Admin admin() throws IOException {
    var kafka = KafkaAddress.open(broker.brokers()).withFile(directory.resolve("kafka.properties"));
    return Admin.create(client(kafka));
  }

  /** Topics of which {@code attempt} is not forbidden to {@code service}. */
  private static List<String> allowed(Consumer<String> attempt) {
    var allowed = new ArrayList<String>();
    for (var topic : TOPICS) {
      try {
        attempt.accept(topic.name());
        allowed.add(topic.name());
      } catch (AuthorizationException e) {
        continue; // what is asked for
      }
    }
    return allowed;
  }

  private static List<String> declared(Predicate<DeclaredTopic> condition) {
    return TOPICS.stream().filter(condition).map(DeclaredTopic::name).toList();
  }

  @Test
  void each_service_reads_the_topics_that_are_declared_and_no_other() {
    for (var service : Secrets.SERVICES) {
      try (var consumer =
          new KafkaConsumer<>(
              client(address(service)), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        var allowed =
            allowed(
                topic -> {
                  var partition = new TopicPartition(topic, 0);
                  consumer.assign(List.of(partition));
                  consumer.seekToBeginning(List.of(partition));
                  consumer.position(partition, ANSWER_MAX);
                  consumer.poll(Duration.ofMillis(1));
                });
        assertThat(allowed)
            .as(service)
            .isEqualTo(
                declared(
                    topic ->
                        topic.readers().contains(service) || topic.writers().contains(service)));
      }
    }
  }

  @Test
  void each_service_writes_its_own_topics_and_no_other() {
    var byService = new TreeMap<String, List<String>>();
    for (var service : Secrets.SERVICES) {
      byService.put(service, allowed(topic -> write(service, topic)));
    }
    for (var service : Secrets.SERVICES) {
      assertThat(byService.get(service))
          .as(service)
          .isEqualTo(declared(topic -> topic.writers().contains(service)));
    }
  }

  /** A tombstone without a number, which every reader looks past. */
  private static void write(String service, String topic) {
    try (var producer =
        new KafkaProducer<>(
            client(address(service)), new ByteArraySerializer(), new ByteArraySerializer())) {
      var key = "nobody".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<byte[], byte[]>(topic, 0, key, null)).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException refusal) throw refusal;
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void each_service_joins_the_consumer_group_of_its_name_and_no_other() {
    for (var owner : Secrets.SERVICES) {
      var settings = client(address("ema"));
      settings.put("group.id", "attune." + owner);
      try (var consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        var partition = new TopicPartition("ema.v1", 0);
        if (owner.equals("ema")) {
          consumer.committed(Set.of(partition), ANSWER_MAX);
        } else {
          assertThatThrownBy(() -> consumer.committed(Set.of(partition), ANSWER_MAX))
              .as(owner)
              .isInstanceOf(AuthorizationException.class);
        }
      }
    }
  }

  @Test
  void who_has_no_password_or_a_wrong_one_is_not_let_in() {
    for (var kafka :
        List.of(
            KafkaAddress.open(broker.brokers()).withPassword("ema", "wrong"),
            KafkaAddress.open(broker.brokers()).withPassword("nobody", "k-ema"))) {
      try (var consumer =
          new KafkaConsumer<>(
              client(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        assertThatThrownBy(() -> consumer.partitionsFor("ema.v1", ANSWER_MAX))
            .isInstanceOf(SaslAuthenticationException.class);
      }
    }
  }

  @Test
  void a_right_that_is_not_declared_is_taken_away_again() throws Exception {
    var beyond =
        KafkaRights.of("analytics", TOPICS).stream()
            .filter(right -> right.pattern().name().equals("randomization.restricted.v1"))
            .map(right -> new AclBinding(right.pattern(), entryOf("outcomes")))
            .toList();
    try (var admin = admin()) {
      admin.createAcls(beyond).all().get();
      assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get()).containsAll(beyond);
      assertThat(command()).isZero();
      assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
          .doesNotContainAnyElementsOf(beyond)
          .containsAll(KafkaRights.of("outcomes", TOPICS));
    }
  }

  private static AccessControlEntry entryOf(String service) {
    return KafkaRights.of(service, TOPICS).stream()
        .map(AclBinding::entry)
        .filter(entry -> entry.operation() == AclOperation.READ)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void with_its_rights_each_service_works_and_reads_the_tables_of_no_other() throws Exception {
    var vertx = Vertx.vertx();
    var runtimes = new ArrayList<ServiceRuntime>();
    try (var http = ServiceCalls.newClient()) {
      var shared = new ServiceRuntime.Shared(vertx, http, EventCatalog.standard(), Backends.live());
      for (var definition : definitions()) {
        var runtime = new ServiceRuntime(definition, config(definition.name()), shared);
        runtimes.add(runtime);
        runtime.start();
      }
      for (var runtime : runtimes) {
        assertThat(runtime.health().isReady()).as(runtime.name()).isTrue();
        assertThat(
                declared(
                    topic ->
                        topic.readers().contains(runtime.name())
                            && !topic.name().equals("attune.schemas.v1")))
            .as("%s reads what is declared", runtime.name())
            .hasSameElementsAs(new TreeSet<>(runtime.appliedTypes().keySet()));
      }
      assertThatNobodyReadsTablesOfAnother();
      assertThatEveryMeterIsThere(
          runtimes.stream().map(runtime -> runtime.metrics().scrape()).toList());
    } finally {
      runtimes.forEach(ServiceRuntime::close);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** What alarms and dashboard ask for; what is counted at its first time only is left out. */
  private static void assertThatEveryMeterIsThere(List<String> scraped) throws IOException {
    var asked = new TreeSet<String>();
    for (var file : List.of("alerts.yaml", "dashboard.json")) {
      var text = Files.readString(Path.of("../../infra/watch", file));
      METER.matcher(text).results().map(MatchResult::group).forEach(asked::add);
    }
    asked.removeIf(
        name -> name.startsWith("attune_requests") || name.startsWith("attune_deliveries"));
    assertThat(asked).hasSizeGreaterThan(6).contains("attune_event_lag_seconds_bucket");
    for (var name : asked) {
      assertThat(scraped).as(name).anyMatch(text -> text.contains("\n" + name + "{"));
    }
  }

  private static void assertThatNobodyReadsTablesOfAnother() throws SQLException {
    for (var reader : Secrets.SERVICES) {
      var role = "attune_" + reader;
      try (var connection = DriverManager.getConnection(database.url(), role, "d-" + reader);
          var statement = connection.createStatement()) {
        for (var owner : Secrets.SERVICES) {
          var sql = "select count(*) from " + owner + ".history";
          if (owner.equals(reader)) {
            assertThat(statement.executeQuery(sql).next()).isTrue();
          } else {
            assertThatThrownBy(() -> statement.executeQuery(sql))
                .as("%s reads %s", reader, owner)
                .hasMessageContaining("permission denied for schema " + owner);
          }
        }
        assertThatThrownBy(() -> statement.execute("create table public.anything (a int)"))
            .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> statement.execute("create role anybody"))
            .hasMessageContaining("permission denied");
      }
    }
  }

  private static ServiceConfig config(String service) {
    var pair = Tokens.newKeyPair();
    var url = "http://127.0.0.1:1";
    return new ServiceConfig(
        new DatabaseAddress(database.url(), service, "attune_" + service, "d-" + service),
        address(service),
        4,
        0,
        0,
        url,
        url,
        Tokens.write(pair.getPrivate()),
        Map.of(
            "admin",
            Tokens.write(pair.getPublic()),
            "enrollment",
            Tokens.write(pair.getPublic()),
            service + "-own",
            Tokens.write(pair.getPublic())),
        directory.resolve(service));
  }

  private static List<ServiceDefinition> definitions() {
    return List.of(
        new StudiesDefinition(),
        new EnrollmentDefinition(),
        new RandomizationDefinition(),
        new EmaDefinition(),
        new OutcomesDefinition(),
        new InterventionsDefinition(),
        new AnalyticsDefinition());
  }

  @Test
  void a_directory_without_secrets_is_refused(@TempDir Path empty) {
    assertThatThrownBy(() -> Secrets.read(empty))
        .hasMessageContaining(
            "studies.env cannot be read: name the directory that infra/secrets.sh");
  }
}
