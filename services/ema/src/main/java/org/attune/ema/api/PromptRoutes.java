package org.attune.ema.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.attune.ema.domain.Decision;
import org.attune.ema.domain.Slot;
import org.attune.ema.handle.PromptHandler;
import org.attune.ema.handle.PromptHandler.Handled;
import org.attune.ema.plan.Enrollee;
import org.attune.ema.store.DraftStore;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.log.History;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/** What a participant's device asks and says. */
public final class PromptRoutes {
  /** How far ahead a device may look, so that it can remind by itself while it is offline. */
  static final int HOURS_AHEAD_MAX = 72;

  private static final int HOURS_AHEAD = 24;

  /** Nobody answers for a participant. */
  private static final Role[] NO_STAFF = {};

  private static final String PROMPTS = "/studies/:study/participants/:participant/prompts";
  private static final String PROMPT = PROMPTS + "/:slot";

  private final Database database;
  private final History history;
  private final PromptHandler prompts;
  private final SlotStore slots;
  private final DraftStore drafts;
  private final FactStore facts;
  private final Published published;

  public PromptRoutes(
      Database database,
      History history,
      PromptHandler prompts,
      SlotStore slots,
      DraftStore drafts,
      FactStore facts,
      Published published) {
    this.database = database;
    this.history = history;
    this.prompts = prompts;
    this.slots = slots;
    this.drafts = drafts;
    this.facts = facts;
    this.published = published;
  }

  public void mount(ServiceRoutes routes) {
    var self = Access.self(NO_STAFF);
    routes.get(
        PROMPTS,
        Access.self(Role.ADMIN, Role.COORDINATOR, Role.INVESTIGATOR, Role.DATA_MANAGER),
        this::list);
    routes.put(PROMPT + "/opening", self, this::open);
    routes.put(PROMPT + "/draft", self, this::draft);
    routes.put(PROMPT + "/answer", self, this::answer);
    routes.post(PROMPT + "/dismissal", self, this::dismiss);
  }

  private Answer list(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    int hours = hoursAhead(request);
    var listed =
        database.inTransaction(
            c -> {
              var enrollee = facts.find(c, key).filter(Enrollee::isEnrolled);
              if (enrollee.isEmpty()) return Optional.<JsonObject>empty();
              var now = history.lock(c, key).now();
              return Optional.of(list(c, key, enrollee.get(), now, hours));
            });
    return listed.map(Answer::ok).orElseGet(PromptRoutes::notKnownYet);
  }

  private JsonObject list(Connection c, EventKey key, Enrollee enrollee, Instant now, int hours)
      throws SQLException {
    var due = new JsonArray();
    var next = new JsonArray();
    var questionnaires = new TreeMap<String, Object>();
    var begun = drafts.of(c, key);
    var until = now.plus(Duration.ofHours(hours));
    for (var slot : slots.open(c, key)) {
      if (!now.isBefore(slot.expiresAt()) || slot.scheduledAt().isAfter(until)) continue;
      var json = PromptJson.slot(slot);
      var draft = begun.get(slot.slotId());
      if (draft != null) json.put("draft", new JsonObject(draft));
      if (now.isBefore(slot.scheduledAt())) next.add(json);
      else due.add(json);
      if (!questionnaires.containsKey(slot.questionnaire())) {
        questionnaires.put(slot.questionnaire(), questionnaire(c, key, enrollee, slot));
      }
    }
    return new JsonObject()
        .put("now", now.toString())
        .put("language", enrollee.language())
        .put("zone", enrollee.zone().getId())
        .put("due", due)
        .put("next", next)
        .put("questionnaires", new JsonObject(questionnaires));
  }

  private JsonObject questionnaire(Connection c, EventKey key, Enrollee enrollee, Slot slot)
      throws SQLException {
    var protocol = published.of(c, key.study(), slot.protocolVersion());
    var asked = protocol.questionnaires().get(slot.questionnaire());
    if (asked == null) throw new IllegalStateException("no questionnaire " + slot.questionnaire());
    return PromptJson.questionnaire(asked, enrollee.language(), protocol.languages());
  }

  private Answer open(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "openedAt", "deviceNow");
    var openedAt = AnswerReader.micros(Requests.instant(body, "openedAt"));
    var deviceNow = AnswerReader.micros(Requests.instant(body, "deviceNow"));
    AnswerReader.notAfter("openedAt", openedAt, deviceNow);
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    return answer(key, prompts.open(key, slotId, openedAt, deviceNow), PromptRoutes::state);
  }

  private Answer draft(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "items", "openedAt", "savedAt", "deviceNow");
    Requests.list(body, "items", AnswerReader.ITEMS_MAX);
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    return answer(
        key, prompts.draft(key, slotId, body.encode()), slot -> state(slot).put("saved", true));
  }

  private Answer answer(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "answerId", "items", "openedAt", "completedAt", "deviceNow");
    var read = AnswerReader.read(body);
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    return answer(
        key,
        prompts.answer(key, slotId, read::upload),
        slot ->
            new JsonObject()
                .put("slot", slotId.toString())
                .put("answerId", read.answerId().toString())
                .put("outcome", read.answerId().equals(slot.answerId()) ? "COUNTED" : "KEPT"));
  }

  private Answer dismiss(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    return answer(key, prompts.dismiss(key, slotId), PromptRoutes::state);
  }

  private Answer answer(
      EventKey key, Optional<Handled> handled, Function<Slot, JsonObject> accepted) {
    if (handled.isEmpty()) {
      return prompts
          .whyUnknown(key)
          .map(_ -> notKnownYet())
          .orElseGet(() -> Answer.problem(404, "not-found", "There is no such prompt."));
    }
    return switch (handled.get().decision()) {
      case Decision.Accepted _ -> Answer.ok(accepted.apply(handled.get().slot()));
      case Decision.Refused(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }

  private static Answer notKnownYet() {
    return Answer.refused(
        org.attune.ema.domain.Refusal.NOT_KNOWN_YET,
        "This service has not heard of the participant's enrollment yet.");
  }

  private static JsonObject state(Slot slot) {
    return new JsonObject()
        .put("slot", slot.slotId().toString())
        .put("state", slot.state().isTerminal() ? "ENDED" : "OPEN");
  }

  private static int hoursAhead(RoutingContext request) {
    var hours = request.request().getParam("hours");
    if (hours == null) return HOURS_AHEAD;
    try {
      int number = Integer.parseInt(hours);
      if (number >= 0 && number <= HOURS_AHEAD_MAX) return number;
    } catch (NumberFormatException e) {
      throw notHours();
    }
    throw notHours();
  }

  private static InvalidRequestException notHours() {
    return new InvalidRequestException(
        "hours", "hours must be a whole number from 0 to " + HOURS_AHEAD_MAX + ".");
  }
}
