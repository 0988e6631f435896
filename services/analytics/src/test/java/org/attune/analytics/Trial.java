package org.attune.analytics;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.attune.platform.event.Topics;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.Protocol;

/**
 * A small trial as events, one list per participant in the order they happened. Of eight
 * participants 0 is ineligible, 1 declines, 2 leaves, 3 comes too late, 4 to 7 are randomized and
 * stay; 4 signs twice, 7 misses an assessment. Fields that no test looks at hold random values.
 */
public final class Trial {
  public static final String STUDY = "trial-one";
  public static final Instant START = Instant.parse("2027-03-01T08:00:00Z");
  public static final int PARTICIPANTS = 8;

  /** Planted as arms: no blinded file may hold them. */
  public static final List<String> ARMS = List.of("zebraone", "zebratwo", "tau");

  /** Planted in a free-text answer: no file may hold it. */
  public static final String FREE_TEXT = "my neighbour Xenia";

  private final EventCatalog catalog;
  private final RandomEvents random;
  private final Protocol protocol;
  private final boolean synthetic;
  private final List<List<GenericRecord>> streams = new ArrayList<>();

  /** Events of prompts that one arm alone gets. */
  private final Set<GenericRecord> tellArm = Collections.newSetFromMap(new IdentityHashMap<>());

  private Trial(EventCatalog catalog, long seed, boolean synthetic) {
    this.catalog = catalog;
    this.synthetic = synthetic;
    random = new RandomEvents(seed);
    protocol = readProtocol();
    streams.add(study());
    for (int i = 0; i < PARTICIPANTS; i++) streams.add(participant(i));
  }

  public static Trial of(EventCatalog catalog, long seed, boolean synthetic) {
    return new Trial(catalog, seed, synthetic);
  }

  public Protocol protocol() {
    return protocol;
  }

  private static Protocol readProtocol() {
    var files = new TreeMap<String, String>();
    Bundle.read(Path.of("../../docs/studies/abct-mbsr-tau"))
        .files()
        .forEach(
            (name, text) ->
                files.put(
                    name.replace("abct", "zebraone").replace("mbsr", "zebratwo"),
                    text.replace("abct-mbsr-tau", STUDY)
                        .replace("phq9.i9 >= 1", "momentary.distress >= 95")
                        .replace("id: self-harm", "id: distress")
                        .replace("abct", "zebraone")
                        .replace("mbsr", "zebratwo")));
    var reading = BundleReader.read(new Bundle(files));
    return CanonicalProtocol.seal(
        reading.protocol().orElseThrow(() -> new AssertionError(reading.findings())));
  }

  public static UUID participantId(int i) {
    return Uuids.ofParts("participant", i);
  }

  /** Every event, numbered in an order drawn from {@code seed}; order per participant kept. */
  public List<Message> messages(long seed) {
    var order = new java.util.Random(seed);
    var next = new int[streams.size()];
    var left = new ArrayList<Integer>();
    for (int i = 0; i < streams.size(); i++) {
      for (int k = 0; k < streams.get(i).size(); k++) left.add(i);
    }
    java.util.Collections.shuffle(left, order);
    var numbers = new HashMap<String, Long>();
    var messages = new ArrayList<Message>();
    for (int stream : left) {
      var event = streams.get(stream).get(next[stream]++);
      var participant = event.getSchema().getField("participantId");
      var key =
          participant == null
              ? EventKey.ofStudy(STUDY)
              : new EventKey(STUDY, event.get("participantId").toString());
      var type = catalog.type(event.getSchema().getName());
      var topic = (tellArm.contains(event) ? type.asRestricted() : type).topic();
      int partition = Topics.partition(key);
      long number = numbers.merge(topic + partition, 1L, Long::sum);
      messages.add(
          RandomEvents.message(
              catalog, new Position(topic, partition, 1, number), event, Optional.empty()));
    }
    return messages;
  }

  private List<GenericRecord> study() {
    var canonical = CanonicalProtocol.of(protocol);
    var events = new ArrayList<GenericRecord>();
    events.add(
        event(
            "StudyPublished",
            Map.of(
                "version",
                1,
                "protocol",
                canonical.json(),
                "protocolSha256",
                canonical.sha256(),
                "at",
                micros(START))));
    events.add(
        event("StudyOpened", Map.of("version", 1, "synthetic", synthetic, "at", micros(START))));
    events.add(
        event("RandomizationCommitted", Map.of("commitment", "c0ffee", "at", micros(START))));
    events.add(
        event(
            "SeedRevealed",
            Map.of("seed", "5eed", "configuration", "{}", "at", micros(START.plusSeconds(9)))));
    return events;
  }

  private List<GenericRecord> participant(int i) {
    var events = new ArrayList<GenericRecord>();
    var day = START.plus(i, ChronoUnit.DAYS);
    var date = LocalDate.of(2027, 3, 1).plusDays(i);
    events.add(
        own(
            i,
            "ParticipantScreened",
            day,
            Map.of(
                "site",
                "s" + (i % 3 + 1),
                "protocolVersion",
                1,
                "outcome",
                i == 0 ? "INELIGIBLE" : "ELIGIBLE",
                "answers",
                i == 0
                    ? List.of()
                    : List.of(Map.of("item", "screener_age", "number", 18.0 + 7 * i)))));
    if (i == 0) return events;
    if (i == 1) {
      events.add(own(i, "ConsentDeclined", day.plusSeconds(60), Map.of()));
      return events;
    }
    events.add(
        own(
            i,
            "ParticipantEnrolled",
            day.plusSeconds(300),
            Map.of(
                "site",
                "s" + (i % 3 + 1),
                "protocolVersion",
                1,
                "consentVersion",
                1,
                "zone",
                "Europe/Madrid",
                "language",
                "es",
                "localDate",
                (int) date.toEpochDay())));
    visit(events, i, "baseline", "consent", day, date);
    prompts(events, i, day, date);
    if (i == 5) reports(events, i, day.plus(1, ChronoUnit.DAYS));
    if (i == 4) {
      var signed = Map.<String, Object>of("protocolVersion", 2, "consentVersion", 2);
      events.add(own(i, "ConsentRenewed", day.plus(2, ChronoUnit.DAYS), signed));
    }
    if (i == 5) {
      for (int form = 2; form <= 3; form++) {
        var refused = Map.<String, Object>of("protocolVersion", form, "consentVersion", form);
        events.add(own(i, "ConsentRenewalDeclined", day.plus(form, ChronoUnit.DAYS), refused));
      }
    }
    if (i == 3) {
      events.add(
          own(
              i,
              "ParticipantNotRandomized",
              day.plus(9, ChronoUnit.DAYS),
              Map.of("reason", "TARGET_REACHED")));
      return events;
    }
    var randomized = day.plus(9, ChronoUnit.DAYS);
    var randomDate = date.plusDays(9);
    events.add(
        own(
            i,
            "ParticipantRandomized",
            randomized,
            Map.of(
                "localDate",
                (int) randomDate.toEpochDay(),
                "zone",
                "Europe/Madrid",
                "protocolVersion",
                1)));
    var arm = ARMS.get(i % ARMS.size());
    events.add(
        own(
            i,
            "ArmAllocated",
            randomized,
            Map.of(
                "arm",
                arm,
                "index",
                i,
                "sequence",
                i,
                "strata",
                List.of(
                    Map.of("factor", "site", "level", "s1"),
                    Map.of("factor", "attachment", "level", "secure")))));
    if (!arm.equals("tau")) {
      events.add(own(i, "ProgrammeStarted", randomized.plusSeconds(1), Map.of("programme", arm)));
      events.add(
          own(
              i,
              "EngagementRecorded",
              randomized.plusSeconds(9),
              Map.of("programme", arm, "engagementId", id("engagement", i), "kind", "SESSION")));
      var ofTheArm = new ArrayList<GenericRecord>();
      evenings(ofTheArm, i, randomized, randomDate);
      tellArm.addAll(ofTheArm);
      events.addAll(ofTheArm);
    }
    if (i == 2) {
      events.add(
          own(
              i,
              "ParticipantLeft",
              randomized.plusSeconds(99),
              Map.of("way", "WITHDRAW_FOLLOWUP", "reason", "no_time")));
    }
    if (i == 5) {
      for (var later : List.of(7_200, 3_600)) { // told twice, and the later one came in first
        var told = Map.of("reason", "PREGNANCY", "unblindingId", id("unblinding", later));
        events.add(own(i, "ParticipantUnblinded", randomized.plusSeconds(later), told));
      }
    }
    visit(
        events,
        i,
        "post",
        "randomization",
        randomized.plus(70, ChronoUnit.DAYS),
        randomDate.plusDays(70));
    return events;
  }

  /** An alert that is taken in hand, an adverse event followed up, a deviation not reviewed. */
  private void reports(List<GenericRecord> events, int i, Instant at) {
    var alert = id("alert", i);
    var raised =
        Map.<String, Object>of(
            "alertId",
            alert,
            "rule",
            "distress",
            "instrument",
            "momentary",
            "slotId",
            slotId(i, 1),
            "receivedAt",
            micros(at.minusSeconds(5)));
    events.add(own(i, "SafetyAlertRaised", at, raised));
    events.add(own(i, "SafetyStaffTold", at.plusSeconds(1), Map.of("alertId", alert, "round", 1)));
    events.add(
        own(
            i,
            "SafetyAlertAcknowledged",
            at.plusSeconds(60),
            Map.of("alertId", alert, "role", "clinician")));
    var event = id("adverse-event", i);
    for (int entry = 1; entry <= 2; entry++) {
      events.add(
          own(
              i,
              "AdverseEventRecorded",
              at.plusSeconds(60 + entry),
              Map.of("adverseEventId", event, "entry", entry, "content", adverseEvent(entry))));
    }
    events.add(
        own(
            i,
            "AdverseEventReviewed",
            at.plusSeconds(70),
            Map.of("adverseEventId", event, "entry", 2, "role", "clinician")));
    events.add(
        own(
            i,
            "DeviationRecorded",
            at.plusSeconds(80),
            Map.of("deviationId", id("deviation", i), "entry", 1)));
  }

  private static Map<String, Object> adverseEvent(int entry) {
    return Map.of(
        "term",
        "hospital-admission",
        "severity",
        "SEVERE",
        "serious",
        entry == 1 ? List.of("HOSPITALIZATION") : List.of("HOSPITALIZATION", "OTHER_IMPORTANT"),
        "outcome",
        entry == 1 ? "NOT_RECOVERED" : "RECOVERED");
  }

  /** An answer beside the one that counts, by a device whose clock is 90.5 seconds ahead. */
  private void kept(
      List<GenericRecord> events,
      int i,
      String code,
      String instrument,
      Instant at,
      List<Map<String, Object>> items) {
    events.add(
        own(
            i,
            "InstrumentKept",
            at,
            Map.of(
                "visitId",
                id("visit-" + code, i),
                "assessment",
                code,
                "answerId",
                id("kept", i),
                "instrument",
                instrument,
                "instrumentVersion",
                1,
                "items",
                items,
                "completedAt",
                micros(at.minusSeconds(30)),
                "deviceCompletedAt",
                micros(at.plusMillis(60_500)),
                "skewMillis",
                90_500L,
                "receivedAt",
                micros(at))));
  }

  /** The same for a prompt; the device gives all of a participant's kept answers one id. */
  private void keptLate(
      List<GenericRecord> events, int i, int slot, Instant at, List<Map<String, Object>> items) {
    keptLate(events, i, slot, at, at.minusSeconds(30), 90_500L, items);
  }

  private void keptLate(
      List<GenericRecord> events,
      int i,
      int slot,
      Instant at,
      Instant completedAt,
      long skewMillis,
      List<Map<String, Object>> items) {
    events.add(
        own(
            i,
            "LateAnswerKept",
            at,
            Map.of(
                "slotId",
                slotId(i, slot),
                "answerId",
                id("kept", i),
                "items",
                items,
                "completedAt",
                micros(completedAt),
                "skewMillis",
                skewMillis,
                "receivedAt",
                micros(at))));
  }

  private void visit(
      List<GenericRecord> events, int i, String code, String anchor, Instant at, LocalDate date) {
    var visit = id("visit-" + code, i);
    events.add(
        own(
            i,
            "VisitsPlanned",
            at,
            Map.of(
                "anchor",
                anchor,
                "zone",
                "Europe/Madrid",
                "protocolVersion",
                1,
                "visits",
                List.of(
                    Map.of(
                        "visitId",
                        visit,
                        "assessment",
                        code,
                        "targetDate",
                        (int) date.toEpochDay(),
                        "opensAt",
                        micros(at),
                        "closesAt",
                        micros(at.plus(14, ChronoUnit.DAYS)))))));
    boolean post = code.equals("post");
    if (post && i == 2) {
      events.add(
          own(
              i,
              "VisitsCancelled",
              at.plusSeconds(5),
              Map.of("visitIds", List.of(visit), "reason", "LEFT")));
      return;
    }
    if (post && i == 7) {
      events.add(
          own(
              i,
              "VisitMissed",
              at.plus(14, ChronoUnit.DAYS),
              Map.of("visitId", visit, "assessment", code)));
      var said = new HashMap<>(item("adverse_what", 1, 0.0, at));
      said.put("number", null);
      said.put("text", FREE_TEXT);
      kept(events, i, code, "adverse", at.plus(15, ChronoUnit.DAYS), List.of(said));
      return;
    }
    var items = new ArrayList<Map<String, Object>>();
    for (int n = 1; n <= 21; n++) items.add(item("dass21_" + n, n, (double) ((i + n) % 4), at));
    events.add(
        own(
            i,
            "InstrumentAnswered",
            at.plusSeconds(600),
            Map.of(
                "visitId",
                visit,
                "assessment",
                code,
                "instrument",
                "dass21",
                "instrumentVersion",
                1,
                "items",
                items)));
    if (post && i == 4) {
      kept(events, i, code, "dass21", at.plusSeconds(650), items.reversed());
    }
    if (post) {
      var said = new HashMap<>(item("adverse_what", 1, 0.0, at));
      said.put("number", null);
      said.put("text", FREE_TEXT);
      events.add(
          own(
              i,
              "InstrumentAnswered",
              at.plusSeconds(700),
              Map.of(
                  "visitId",
                  visit,
                  "assessment",
                  code,
                  "instrument",
                  "adverse",
                  "instrumentVersion",
                  1,
                  "items",
                  List.of(said))));
    }
    var scores = new ArrayList<Map<String, Object>>();
    for (var score : InstrumentLibrary.standard().find("dass21").orElseThrow().scoreCodes()) {
      scores.add(
          Map.of(
              "score",
              score,
              "value",
              "" + (20 + i) + ".50",
              "answered",
              21,
              "items",
              21,
              "rule",
              "r1"));
    }
    events.add(
        own(
            i,
            "VisitCompleted",
            at.plusSeconds(900),
            Map.of(
                "visitId",
                visit,
                "assessment",
                code,
                "scores",
                scores,
                "attachmentAnxiety",
                "3.25",
                "attachmentAvoidance",
                "2",
                "attachmentStyle",
                "secure")));
  }

  /**
   * Seven prompts, one for each way they end; the last is planned again after its cancellation.
   * Answers are kept of 4 after one that counts, of 6 before it, and of 5 and 7 to one that lapsed;
   * by the device of 7 a million years had gone by.
   */
  private void prompts(List<GenericRecord> events, int i, Instant day, LocalDate date) {
    var at = day.plus(1, ChronoUnit.DAYS);
    var slots = new ArrayList<Map<String, Object>>();
    for (int n = 1; n <= 7; n++) slots.add(slot(i, n, at.plusSeconds(3600L * n)));
    plan(events, i, date.plusDays(1), at, slots);
    for (int n = 1; n <= 5; n++) {
      events.add(
          own(
              i,
              "PromptSent",
              at.plusSeconds(3600L * n),
              Map.of(
                  "slotId",
                  slotId(i, n),
                  "outcome",
                  n == 5 ? "NO_CHANNEL" : "ACCEPTED",
                  "channel",
                  n == 5 ? "none" : "sms",
                  "claimedAt",
                  micros(at.plusSeconds(3600L * n)),
                  "acceptedAt",
                  micros(at.plusSeconds(3600L * n + 2)))));
    }
    events.add(
        own(
            i,
            "PromptReported",
            at.plusSeconds(3605),
            Map.of(
                "slotId",
                slotId(i, 1),
                "occasion",
                "prompt",
                "status",
                "DELIVERED",
                "reportedAt",
                micros(at.plusSeconds(3604)))));
    events.add(
        own(
            i,
            "PromptShown",
            at.plusSeconds(3609),
            Map.of("slotId", slotId(i, 1), "shownAt", micros(at.plusSeconds(3608)))));
    if (i == 6) {
      var early = List.of(item("momentary_distress", 1, 6, at));
      keptLate(events, i, 1, at.plusSeconds(3650), at.plusSeconds(2750), 90_500L, early);
    }
    var answer = List.of(item("momentary_distress", 1, 40.5 + i, at));
    events.add(
        own(
            i,
            "PromptAnswered",
            at.plusSeconds(3700),
            Map.of(
                "slotId",
                slotId(i, 1),
                "completeness",
                "COMPLETE",
                "items",
                answer,
                "openedAt",
                micros(at.plusSeconds(3610)),
                "completedAt",
                micros(at.plusSeconds(3690)),
                "arrival",
                "IN_TIME",
                "skewMillis",
                1500L)));
    if (i == 4) {
      keptLate(events, i, 1, at.plusSeconds(3750), List.of(item("momentary_distress", 1, 4, at)));
    }
    events.add(own(i, "PromptDeclined", at.plusSeconds(7300), Map.of("slotId", slotId(i, 2))));
    events.add(own(i, "PromptLapsed", at.plusSeconds(12800), Map.of("slotId", slotId(i, 3))));
    if (i == 5) {
      var said = new HashMap<>(item("adverse_what", 1, 0.0, at));
      said.put("number", null);
      said.put("text", FREE_TEXT);
      var late = List.of(said, item("momentary_distress", 2, 5, at));
      keptLate(events, i, 3, at.plusSeconds(12900), late);
    }
    if (i == 7) {
      var late = List.of(item("momentary_distress", 1, 7, at));
      var received = at.plusSeconds(12900);
      keptLate(events, i, 3, received, received.minusSeconds(30), 31_556_952_000_000_000L, late);
    }
    events.add(
        own(
            i,
            "PromptExpired",
            at.plus(14, ChronoUnit.DAYS),
            Map.of("slotId", slotId(i, 3), "reason", "NOT_OPENED")));
    events.add(
        own(
            i,
            "PromptFailed",
            at.plusSeconds(16300),
            Map.of("slotId", slotId(i, 4), "cause", "mailbox_full")));
    events.add(
        own(
            i,
            "PromptsCancelled",
            at.plusSeconds(20000),
            Map.of("slotIds", List.of(slotId(i, 6), slotId(i, 7)), "reason", "REPLANNED")));
    plan(
        events,
        i,
        date.plusDays(1),
        at.plusSeconds(20001),
        List.of(slot(i, 7, at.plusSeconds(30000))));
  }

  /** Two prompts that one arm alone gets: one answered, by 4 twice, one missed, by 6 but late. */
  private void evenings(List<GenericRecord> events, int i, Instant at, LocalDate date) {
    var slots = List.of(slot(i, 8, at.plusSeconds(3600)), slot(i, 9, at.plusSeconds(7200)));
    plan(events, i, date, at, slots);
    var answer = List.of(item("momentary_distress", 1, 12, at));
    events.add(
        own(
            i,
            "PromptAnswered",
            at.plusSeconds(3700),
            Map.of(
                "slotId",
                slotId(i, 8),
                "completeness",
                "COMPLETE",
                "items",
                answer,
                "openedAt",
                micros(at.plusSeconds(3610)),
                "completedAt",
                micros(at.plusSeconds(3690)),
                "arrival",
                "IN_TIME")));
    if (i == 4) {
      keptLate(events, i, 8, at.plusSeconds(3750), List.of(item("momentary_distress", 1, 48, at)));
    }
    if (i == 6) {
      keptLate(events, i, 9, at.plusSeconds(9100), List.of(item("momentary_distress", 1, 69, at)));
    }
    events.add(
        own(
            i,
            "PromptExpired",
            at.plus(14, ChronoUnit.DAYS),
            Map.of("slotId", slotId(i, 9), "reason", "NOT_OPENED")));
  }

  private void plan(
      List<GenericRecord> events,
      int i,
      LocalDate date,
      Instant at,
      List<Map<String, Object>> slots) {
    events.add(
        own(
            i,
            "PromptsPlanned",
            at,
            Map.of(
                "schedule",
                "before",
                "localDate",
                (int) date.toEpochDay(),
                "zone",
                "Europe/Madrid",
                "protocolVersion",
                1,
                "slots",
                slots)));
  }

  private static Map<String, Object> slot(int i, int n, Instant at) {
    return Map.of(
        "slotId",
        slotId(i, n),
        "index",
        n,
        "scheduledAt",
        micros(at),
        "scheduledLocal",
        "2027-03-02T1" + n + ":00:00",
        "utcOffsetMinutes",
        60,
        "expiresAt",
        micros(at.plusSeconds(1800)));
  }

  private static Map<String, Object> item(String code, int order, double number, Instant at) {
    var item = new HashMap<String, Object>();
    item.put("item", code);
    item.put("number", number);
    item.put("text", null);
    item.put("missingReason", null);
    item.put("order", order);
    item.put("shownAt", micros(at));
    item.put("answeredAt", micros(at.plusMillis(1250)));
    return item;
  }

  static String slotId(int i, int n) {
    return id("slot-" + n, i);
  }

  private static String id(String kind, int i) {
    return Uuids.ofParts(kind, i).toString();
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private GenericRecord own(int i, String name, Instant at, Map<String, ?> values) {
    var all = new HashMap<String, Object>(values);
    all.put("participantId", participantId(i).toString());
    all.put("at", micros(at));
    return event(name, all);
  }

  private GenericRecord event(String name, Map<String, ?> values) {
    var all = new HashMap<String, Object>(values);
    all.put("study", STUDY);
    return fill(catalog.type(name).schema(), all);
  }

  private GenericRecord fill(Schema schema, Map<String, ?> values) {
    var record = random.of(schema);
    values.forEach((name, value) -> record.put(name, avro(schema.getField(name).schema(), value)));
    return record;
  }

  private Object avro(Schema schema, Object value) {
    var plain = schema;
    if (schema.getType() == Schema.Type.UNION) {
      plain =
          schema.getTypes().stream()
              .filter(s -> s.getType() != Schema.Type.NULL)
              .findFirst()
              .orElseThrow();
    }
    if (value == null) return null;
    if (plain.getType() == Schema.Type.ENUM)
      return new GenericData.EnumSymbol(plain, value.toString());
    if (value instanceof List<?> list) {
      var element = plain.getElementType();
      return new ArrayList<>(list.stream().map(item -> avro(element, item)).toList());
    }
    if (value instanceof Map<?, ?> map) {
      var fields = new HashMap<String, Object>();
      map.forEach((name, field) -> fields.put(name.toString(), field));
      return fill(plain, fields);
    }
    return value;
  }
}
