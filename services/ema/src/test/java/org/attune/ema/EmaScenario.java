package org.attune.ema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.PlannedSlot;
import org.attune.ema.handle.Channel.Delivered;
import org.attune.ema.handle.Channel.Message;
import org.attune.enrollment.v1.Channel;
import org.attune.enrollment.v1.ConsentRenewed;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.v1.ArmAllocated;
import org.attune.randomization.v1.ParticipantRandomized;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPublished;
import org.attune.testkit.harness.ServiceHarness;

/**
 * The service over real backends with the trial of docs/studies/abct-mbsr-tau: published and open
 * on 1 March 2026; participants are enrolled in Madrid on the 2nd.
 */
final class EmaScenario implements AutoCloseable {
  static final String STUDY = "abct-mbsr-tau";
  static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  static final LocalDate CONSENTED = LocalDate.parse("2026-03-02");

  /** One delivery that was asked for. */
  record Asked(EventKey participant, UUID slot, String occasion, Instant at) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final ServiceHarness harness;
  final Protocol protocol;
  volatile Optional<Delivered> reply =
      Optional.of(new Delivered("email", DeliveryOutcome.ACCEPTED));

  EmaScenario() {
    this(STUDY);
  }

  /**
   * @param study directory of docs/studies
   */
  EmaScenario(String study) {
    this(study, text -> text);
  }

  /**
   * @param study makes another {@code study.yaml} of the trial's
   */
  EmaScenario(UnaryOperator<String> study) {
    this(STUDY, study);
  }

  private EmaScenario(String study, UnaryOperator<String> change) {
    var files = new TreeMap<>(Bundle.read(Path.of("../../docs/studies", study)).files());
    files.computeIfPresent("study.yaml", (_, text) -> change.apply(text));
    var reading = BundleReader.read(new Bundle(files));
    harness = ServiceHarness.start(new EmaDefinition(_ -> this::deliver), START);
    protocol =
        reading
            .protocol()
            .orElseThrow(() -> new IllegalArgumentException(reading.findings().toString()));
    published(protocol);
    apply(
        StudyOpened.newBuilder()
            .setStudy(study)
            .setVersion(1)
            .setSynthetic(true)
            .setTarget(90)
            .setAt(START)
            .build());
  }

  private List<Optional<Delivered>> deliver(List<Message> messages) {
    var now = harness.clock().now();
    for (var message : messages) {
      asked.add(new Asked(message.participant(), message.slotId(), message.occasion(), now));
    }
    return Collections.nCopies(messages.size(), reply);
  }

  void published(Protocol version) {
    var canonical = CanonicalProtocol.of(version);
    apply(
        StudyPublished.newBuilder()
            .setStudy(protocol.study())
            .setVersion(version.version())
            .setProtocolSha256(canonical.sha256())
            .setProtocol(canonical.json())
            .setAnalysisSha256(version.analysisSha256())
            .setEffective(version.effective().orElse(null))
            .setReason(version.reason().orElse(null))
            .setAt(harness.clock().now())
            .build());
  }

  /** Publishes another service's event and waits until it is applied. */
  void apply(SpecificRecordBase event) {
    harness.awaitApplied(harness.foreign().publish(event));
  }

  EventKey enroll(int number) {
    var key = EventKey.of(protocol.study(), new UUID(0, number));
    apply(
        ParticipantEnrolled.newBuilder()
            .setStudy(key.study())
            .setParticipantId(key.participantId())
            .setSite("s1")
            .setProtocolVersion(1)
            .setConsentVersion(1)
            .setConsentFormSha256("0".repeat(64))
            .setLanguage("es")
            .setZone("Europe/Madrid")
            .setLocalDate(CONSENTED)
            .setChannel(Channel.EMAIL)
            .setAt(harness.clock().now())
            .build());
    return key;
  }

  void renew(EventKey key, int protocolVersion, int consentVersion) {
    apply(
        ConsentRenewed.newBuilder()
            .setStudy(key.study())
            .setParticipantId(key.participantId())
            .setProtocolVersion(protocolVersion)
            .setConsentVersion(consentVersion)
            .setConsentFormSha256("1".repeat(64))
            .setLanguage("es")
            .setLocalDate(CONSENTED)
            .setAt(harness.clock().now())
            .build());
  }

  void randomize(EventKey key, LocalDate date) {
    apply(
        ParticipantRandomized.newBuilder()
            .setStudy(key.study())
            .setParticipantId(key.participantId())
            .setLocalDate(date)
            .setZone("Europe/Madrid")
            .setProtocolVersion(1)
            .setAt(harness.clock().now())
            .build());
  }

  /** What the restricted topic of randomization says of the same act. */
  void allocate(EventKey key, String arm, LocalDate date) {
    apply(
        ArmAllocated.newBuilder()
            .setStudy(key.study())
            .setParticipantId(key.participantId())
            .setArm(arm)
            .setMethod("simple")
            .setStrata(List.of())
            .setStratum("")
            .setIndex(0)
            .setSequence(0)
            .setBlockNumber(0)
            .setBlockSize(0)
            .setCounts(List.of())
            .setDraw("00")
            .setAttempt(0)
            .setEngineVersion("1")
            .setLocalDate(date)
            .setZone("Europe/Madrid")
            .setProtocolVersion(1)
            .setAt(harness.clock().now())
            .build());
  }

  void leave(EventKey key) {
    leave(key, LeavingWay.WITHDRAW_FOLLOWUP);
  }

  void leave(EventKey key, LeavingWay way) {
    apply(
        ParticipantLeft.newBuilder()
            .setStudy(key.study())
            .setParticipantId(key.participantId())
            .setWay(way)
            .setReason("burden")
            .setAt(harness.clock().now())
            .build());
  }

  List<EmaEvent> history(EventKey key) {
    return harness.history(key, EmaEvent.class);
  }

  <T extends EmaEvent> List<T> history(EventKey key, Class<T> type) {
    return history(key).stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Every slot of the latest plans, by time. */
  List<PlannedSlot> slots(EventKey key) {
    var slots = new java.util.LinkedHashMap<UUID, PlannedSlot>();
    for (var plan : history(key, PromptsPlanned.class)) {
      for (var slot : plan.slots()) slots.put(slot.slotId(), slot);
    }
    return slots.values().stream().sorted(Comparator.comparing(PlannedSlot::scheduledAt)).toList();
  }

  /** Sets the clock and handles all that is due of one participant by then, row after row. */
  void at(EventKey key, Instant now) {
    for (var next = nextDue(key); next.isPresent() && !next.get().isAfter(now); ) {
      if (next.get().isAfter(harness.clock().now())) harness.clock().set(next.get());
      harness.tick(key);
      next = nextDue(key);
    }
    if (now.isAfter(harness.clock().now())) harness.clock().set(now);
  }

  /** Sets the clock without handling anything on the way, as if the service had been down. */
  void jump(EventKey key, Instant now) {
    harness.clock().set(now);
    while (harness.tick(key) > 0) {}
  }

  Optional<Instant> nextDue(EventKey key) {
    return harness
        .database()
        .inTransaction(
            c ->
                Sql.find(
                    c,
                    "select min(at) as at from due where study = ? and participant = ?",
                    row -> Optional.ofNullable(Sql.instantOrNull(row, "at")),
                    key.study(),
                    key.participant()))
        .flatMap(at -> at);
  }

  static String path(EventKey key, UUID slot, String what) {
    return "/studies/%s/participants/%s/prompts/%s/%s"
        .formatted(key.study(), key.participant(), slot, what);
  }

  /** A complete answer, its device's clock true. */
  JsonObject answer(UUID id, Instant completedAt) {
    return answer(id, completedAt, harness.clock().now());
  }

  JsonObject answer(UUID id, Instant completedAt, Instant deviceNow) {
    var items = new JsonArray();
    int order = 1;
    for (var item : protocol.questionnaires().get("momentary").items()) {
      items.add(
          new JsonObject()
              .put("item", item.id())
              .put("number", item.type().equals("single") ? 1 : 40 + order)
              .put("order", order++)
              .put("answeredAt", completedAt.toString()));
    }
    return new JsonObject()
        .put("answerId", id.toString())
        .put("items", items)
        .put("completedAt", completedAt.toString())
        .put("deviceNow", deviceNow.toString());
  }

  ServiceHarness.Reply put(EventKey key, UUID slot, String what, JsonObject body) {
    return harness.as(key, "PUT", path(key, slot, what), body);
  }

  /** The tables are what the history says. */
  void assertLaw(EventKey key) {
    var rows = new ArrayList<String>();
    harness
        .database()
        .transact(
            c -> {
              var law = harness.runtime().wiring().law().orElseThrow();
              var folded = law.folded(c, key);
              var stored = law.stored(c, key);
              rows.addAll(stored.keySet());
              org.assertj.core.api.Assertions.assertThat(stored).isEqualTo(folded);
            });
    org.assertj.core.api.Assertions.assertThat(rows).isNotEmpty();
  }

  @Override
  public void close() {
    harness.close();
  }
}
