package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotCount;
import org.attune.ema.handle.StartHandler.Startable;
import org.attune.ema.plan.Enrollee;
import org.attune.ema.store.DraftStore;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;

/** What may be read of prompts. Decides nothing. */
public final class Readings {
  private final Database database;
  private final History history;
  private final SlotStore slots;
  private final DraftStore drafts;
  private final FactStore facts;
  private final Published published;
  private final StudyBook studies;
  private final StartHandler starts;

  public Readings(
      Database database,
      History history,
      SlotStore slots,
      DraftStore drafts,
      FactStore facts,
      Published published,
      StudyBook studies,
      StartHandler starts) {
    this.database = database;
    this.history = history;
    this.slots = slots;
    this.drafts = drafts;
    this.facts = facts;
    this.published = published;
    this.studies = studies;
    this.starts = starts;
  }

  /**
   * A participant's prompts at one moment.
   *
   * @param now study time
   * @param slots those whose window is open or comes soon, by time
   * @param drafts what was filled in, JSON, by slot
   * @param startable what the participant may start
   * @param asked what the slots ask, and those that may be started, by code; of several versions
   *     the newest
   * @param older what slots ask that were planned by a version with another form, by slot
   * @param languages of the study, the default first
   */
  public record Listing(
      Instant now,
      Enrollee enrollee,
      List<Slot> slots,
      Map<UUID, String> drafts,
      List<Startable> startable,
      Map<String, Questionnaire> asked,
      Map<UUID, Questionnaire> older,
      List<String> languages) {
    /** What one of the slots asks. */
    public Questionnaire of(Slot slot) {
      var questionnaire = older.getOrDefault(slot.slotId(), asked.get(slot.questionnaire()));
      if (questionnaire == null) throw new IllegalStateException("no " + slot.questionnaire());
      return questionnaire;
    }
  }

  /**
   * What is open and what comes within {@code ahead}; empty for somebody not known here.
   *
   * @param own true if the participant asks; to others what tells the arm is not shown
   */
  public Optional<Listing> prompts(EventKey key, Duration ahead, boolean own) {
    return database.inTransaction(
        c -> {
          var enrollee = facts.find(c, key).filter(Enrollee::isEnrolled);
          if (enrollee.isEmpty()) return Optional.empty();
          return Optional.of(listing(c, key, enrollee.get(), ahead, own));
        });
  }

  private Listing listing(
      Connection c, EventKey key, Enrollee enrollee, Duration ahead, boolean own)
      throws SQLException {
    var now = history.lock(c, key).now();
    var near = new ArrayList<Slot>();
    for (var slot : slots.open(c, key)) {
      if (!now.isBefore(slot.expiresAt()) || (slot.tellsArm() && !own)) continue;
      if (slot.scheduledAt().isAfter(now.plus(ahead))) continue;
      near.add(slot);
    }
    var forms = new HashMap<UUID, Questionnaire>();
    var asked = new LinkedHashMap<String, Questionnaire>();
    var byVersion = near.stream().sorted(Comparator.comparingInt(Slot::protocolVersion)).toList();
    for (var slot : byVersion) {
      var protocol = published.of(c, key.study(), slot.protocolVersion());
      var form = questionnaire(protocol, slot.questionnaire());
      forms.put(slot.slotId(), form);
      asked.put(slot.questionnaire(), form);
    }
    var protocol =
        published
            .find(c, key.study(), enrollee.protocolVersion())
            .map(known -> known.inArm(own ? enrollee.arm() : Optional.empty()));
    var startable = new ArrayList<Startable>();
    if (protocol.isPresent()) {
      startable.addAll(starts.startable(c, key, enrollee, protocol.get(), now));
      for (var start : startable) {
        var code = start.plan().questionnaire();
        asked.put(code, questionnaire(protocol.get(), code));
      }
    }
    var older = new HashMap<UUID, Questionnaire>();
    for (var slot : near) {
      var form = forms.get(slot.slotId());
      if (form != null && !form.equals(asked.get(slot.questionnaire()))) {
        older.put(slot.slotId(), form);
      }
    }
    var languages = protocol.map(Protocol::languages).orElse(List.of());
    return new Listing(now, enrollee, near, drafts.of(c, key), startable, asked, older, languages);
  }

  private static Questionnaire questionnaire(Protocol protocol, String code) {
    var questionnaire = protocol.questionnaires().get(code);
    if (questionnaire == null) throw new IllegalStateException("no questionnaire " + code);
    return questionnaire;
  }

  /**
   * The events of a participant's prompts, oldest first; empty if there is no such prompt, or if
   * that there is one tells the arm.
   */
  public List<EmaEvent> story(EventKey key, UUID slotId) {
    return database.inTransaction(
        c ->
            slots.find(c, key, slotId).filter(row -> !row.slot().tellsArm()).isEmpty()
                ? List.of()
                : history.read(c, key, EmaEvent.class));
  }

  /** Where all slots of a study stand, sorted, but for those that tell an arm. */
  public List<SlotCount> counts(String study) {
    return database.inTransaction(c -> slots.counts(c, study));
  }

  /** A study, if this service has heard of it. */
  public Optional<Study> study(String study) {
    return database.inTransaction(c -> studies.find(c, study));
  }
}
