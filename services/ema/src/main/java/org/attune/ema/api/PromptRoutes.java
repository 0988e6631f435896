package org.attune.ema.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.attune.ema.domain.Decision;
import org.attune.ema.domain.Draft;
import org.attune.ema.domain.Refusal;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotRules;
import org.attune.ema.domain.StartRules;
import org.attune.ema.handle.Giving;
import org.attune.ema.handle.PromptHandler;
import org.attune.ema.handle.PromptHandler.Handled;
import org.attune.ema.handle.Readings;
import org.attune.ema.handle.Readings.Listing;
import org.attune.ema.handle.StartHandler;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.study.CrisisJson;
import org.attune.platform.study.QuestionnaireJson;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/** What a participant's device asks and says. */
public final class PromptRoutes {
  /** How far ahead a device may look, so that it can remind by itself while it is offline. */
  static final int HOURS_AHEAD_MAX = (int) SlotRules.KNOWN_AHEAD_MAX.toHours();

  private static final int HOURS_AHEAD = 24;
  private static final int SCHEDULE_CHARS_MAX = 64;

  /** Versions of random ids; those of planned prompts have version 8. */
  private static final Set<Integer> DEVICE_MADE = Set.of(4, 7);

  private static final String PROMPTS = "/studies/:study/participants/:participant/prompts";
  private static final String PROMPT = PROMPTS + "/:slot";

  private final PromptHandler prompts;
  private final StartHandler starts;
  private final Readings readings;
  private final Giving giving;

  public PromptRoutes(
      PromptHandler prompts, StartHandler starts, Readings readings, Giving giving) {
    this.prompts = prompts;
    this.starts = starts;
    this.readings = readings;
    this.giving = giving;
  }

  public void mount(ServiceRoutes routes) {
    var self = Access.participant();
    routes.get(
        PROMPTS,
        Access.participantOr(Role.ADMIN, Role.COORDINATOR, Role.INVESTIGATOR, Role.DATA_MANAGER),
        this::list);
    routes.put(PROMPT, self, this::start);
    routes.put(PROMPT + "/showing", self, this::show);
    routes.put(PROMPT + "/opening", self, this::open);
    routes.put(PROMPT + "/draft", self, this::draft);
    routes.put(PROMPT + "/answer", self, this::answer);
    routes.post(PROMPT + "/dismissal", self, this::dismiss);
  }

  private Answer list(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    return readings
        .prompts(key, Duration.ofHours(hoursAhead(request)), caller.role() == Role.PARTICIPANT)
        .map(listing -> Answer.ok(given(json(listing), key, listing, caller)))
        .orElseGet(PromptRoutes::notKnownYet);
  }

  /** What was given and not yet shown is the participant's own to know, and nobody else's. */
  private JsonObject given(JsonObject json, EventKey key, Listing listing, Caller caller) {
    if (caller.role() != Role.PARTICIPANT) return json;
    var given = GivenJson.of(giving.waiting(key, listing.now()));
    return given.isEmpty() ? json : json.put("given", given);
  }

  private static JsonObject json(Listing listing) {
    var due = new JsonArray();
    var next = new JsonArray();
    var language = listing.enrollee().language();
    var words = new QuestionnaireJson(language, listing.languages());
    for (var slot : listing.slots()) {
      var json = PromptJson.slot(slot, listing.of(slot));
      var older = listing.older().get(slot.slotId());
      if (older != null) json.mergeIn(words.whole(older));
      var draft = listing.drafts().get(slot.slotId());
      if (draft != null) json.put("draft", new JsonObject(draft));
      (listing.now().isBefore(slot.scheduledAt()) ? next : due).add(json);
    }
    var asked = new JsonObject();
    listing.asked().forEach((code, questionnaire) -> asked.put(code, words.whole(questionnaire)));
    return new JsonObject()
        .put("now", listing.now().toString())
        .put("language", language)
        .put("zone", listing.enrollee().zone().getId())
        .put("due", due)
        .put("next", next)
        .put("startable", startable(listing))
        .put("questionnaires", asked);
  }

  private static JsonArray startable(Listing listing) {
    var startable = new JsonArray();
    for (var start : listing.startable()) {
      var json =
          new JsonObject()
              .put("schedule", start.plan().id())
              .put("questionnaire", start.plan().questionnaire())
              .put("most", start.limits().count())
              .put("startedToday", start.startedToday());
      start.from().ifPresent(from -> json.put("from", from.toString()));
      startable.add(json);
    }
    return startable;
  }

  private Answer start(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "schedule", "startedAt", "deviceNow");
    var startedAt = AnswerReader.micros(Requests.instant(body, "startedAt"));
    var deviceNow = AnswerReader.micros(Requests.instant(body, "deviceNow"));
    var slotId = Requests.uuid(request, "slot");
    if (!DEVICE_MADE.contains(slotId.version())) {
      throw new InvalidRequestException(
          "slot", "slot must be an id that the device made: a UUID of version 4 or 7.");
    }
    var schedule = Requests.text(body, "schedule", SCHEDULE_CHARS_MAX);
    var start = new StartRules.Start(slotId, schedule, startedAt, deviceNow);
    return starts
        .start(Requests.participant(request), start)
        .map(
            started ->
                switch (started.decision()) {
                  case Decision.Accepted _ ->
                      Answer.ok(
                          PromptJson.slot(
                              started.slot().orElseThrow(), started.asked().orElseThrow()));
                  case Decision.Refused(var reason, var detail) -> Answer.refused(reason, detail);
                })
        .orElseGet(PromptRoutes::notKnownYet);
  }

  private Answer show(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "shownAt", "deviceNow");
    var shownAt = AnswerReader.micros(Requests.instant(body, "shownAt"));
    var deviceNow = AnswerReader.micros(Requests.instant(body, "deviceNow"));
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    return answer(key, prompts.show(key, slotId, shownAt, deviceNow), PromptRoutes::state);
  }

  private Answer open(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "openedAt", "deviceNow");
    var openedAt = AnswerReader.micros(Requests.instant(body, "openedAt"));
    var deviceNow = AnswerReader.micros(Requests.instant(body, "deviceNow"));
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    return answer(key, prompts.open(key, slotId, openedAt, deviceNow), PromptRoutes::state);
  }

  private Answer draft(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "items", "openedAt", "savedAt", "deviceNow");
    Requests.list(body, "items", AnswerReader.ITEMS_MAX);
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    var draft =
        new Draft(
            body.encode(),
            Requests.optionalInstant(body, "savedAt"),
            Requests.optionalInstant(body, "deviceNow"));
    return answer(key, prompts.draft(key, slotId, draft), slot -> state(slot).put("saved", true));
  }

  private Answer answer(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "answerId", "items", "openedAt", "completedAt", "deviceNow");
    var read = AnswerReader.read(body);
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    return answer(
        key,
        prompts.answer(key, slotId, read),
        slot -> {
          var json =
              new JsonObject()
                  .put("slot", slotId.toString())
                  .put("answerId", read.answerId().toString())
                  .put("outcome", read.answerId().equals(slot.answerId()) ? "COUNTED" : "KEPT");
          var given = GivenJson.of(giving.at(key, slot));
          return given.isEmpty() ? json : json.put("given", given);
        });
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
    var crisis = new JsonObject();
    handled.get().crisis().ifPresent(card -> crisis.put(CrisisJson.FIELD, CrisisJson.of(card)));
    return switch (handled.get().decision()) {
      case Decision.Accepted _ -> Answer.ok(accepted.apply(handled.get().slot()).mergeIn(crisis));
      case Decision.Refused(var reason, var detail) -> Answer.refused(reason, detail, crisis);
    };
  }

  private static Answer notKnownYet() {
    return Answer.refused(
        Refusal.NOT_KNOWN_YET, "This service has not heard of the participant's enrollment yet.");
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
