package org.attune.ema.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.SlotCount;
import org.attune.ema.domain.SlotState;
import org.attune.ema.handle.Readings;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.study.QuestionnaireJson;
import org.attune.platform.study.Study;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/** What staff may see: pooled compliance, the story of one prompt, and what is asked. */
public final class StaffRoutes {
  private final Readings readings;

  public StaffRoutes(Readings readings) {
    this.readings = readings;
  }

  public void mount(ServiceRoutes routes) {
    routes.get(
        "/studies/:study/compliance",
        Access.staff(
            Role.ADMIN,
            Role.INVESTIGATOR,
            Role.COORDINATOR,
            Role.DATA_MANAGER,
            Role.STATISTICIAN,
            Role.UNBLINDED_STATISTICIAN,
            Role.MONITOR),
        this::compliance);
    routes.get(
        "/studies/:study/participants/:participant/prompts/:slot/story",
        Access.staff(Role.ADMIN, Role.DATA_MANAGER),
        this::story);
    routes.get(
        "/studies/:study/questionnaires/:code",
        Access.participantOr(Role.ADMIN, Role.INVESTIGATOR, Role.COORDINATOR, Role.DATA_MANAGER),
        this::questionnaire);
  }

  private Answer compliance(RoutingContext request, Caller caller) {
    var study = Requests.slug(request, "study");
    if (readings.study(study).isEmpty()) {
      return Answer.problem(404, "not-found", "There is no such study.");
    }
    var counts = readings.counts(study);
    var all = new Compliance();
    var bySchedule = new TreeMap<String, Compliance>();
    for (var count : counts) {
      all.add(count);
      bySchedule.computeIfAbsent(count.schedule(), _ -> new Compliance()).add(count);
    }
    var schedules = new JsonArray();
    bySchedule.forEach(
        (schedule, counted) -> schedules.add(counted.json().put("schedule", schedule)));
    return Answer.ok(all.json().put("study", study).put("schedules", schedules));
  }

  /** Counts over all participants and arms; compliance = answered / (planned - cancelled). */
  private static final class Compliance {
    private final TreeMap<String, Long> states = new TreeMap<>();
    private long partial;

    void add(SlotCount count) {
      states.merge(name(count.state()), count.slots(), Long::sum);
      if (count.reason().equals(EmaEvent.Completeness.PARTIAL.name())) partial += count.slots();
    }

    /** Everything that has no end yet is pending, as in exports. */
    private static String name(SlotState state) {
      return switch (state) {
        case PLANNED, SENDING, SENT, LAPSED -> "pending";
        case ANSWERED -> "answered";
        case DECLINED -> "declined";
        case EXPIRED -> "expired";
        case CANCELLED -> "cancelled";
        case FAILED -> "failed";
      };
    }

    JsonObject json() {
      long planned = states.values().stream().mapToLong(Long::longValue).sum();
      var json = new JsonObject().put("planned", planned);
      for (var name :
          List.of("answered", "declined", "expired", "cancelled", "failed", "pending")) {
        json.put(name, states.getOrDefault(name, 0L));
      }
      json.put("partial", partial);
      long asked = planned - states.getOrDefault("cancelled", 0L);
      if (asked > 0) {
        json.put("compliance", states.getOrDefault("answered", 0L) / (double) asked);
      }
      return json;
    }
  }

  private Answer story(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var slotId = Requests.uuid(request, "slot");
    var events = readings.story(key, slotId);
    var own = events.stream().filter(event -> concerns(event, slotId)).toList();
    if (own.isEmpty()) return Answer.problem(404, "not-found", "There is no such prompt.");
    var story = new JsonArray();
    for (var event : own) story.add(Story.of(event, slotId));
    return Answer.ok(
        new JsonObject()
            .put("slot", slotId.toString())
            .put("chain", Story.chain(own))
            .put("events", story));
  }

  private static boolean concerns(EmaEvent event, UUID slotId) {
    return Story.slots(event).contains(slotId);
  }

  private Answer questionnaire(RoutingContext request, Caller caller) {
    var study = Requests.slug(request, "study");
    var code = String.valueOf(request.pathParam("code"));
    var language = Optional.ofNullable(request.request().getParam("language"));
    return readings
        .study(study)
        .flatMap(known -> newest(known, code, language))
        .map(Answer::ok)
        .orElseGet(() -> Answer.problem(404, "not-found", "There is no such questionnaire."));
  }

  /** From the newest version whose prompts ask it. */
  private static Optional<JsonObject> newest(Study study, String code, Optional<String> language) {
    for (var protocol : study.versions().reversed().values()) {
      boolean asked = protocol.ema().stream().anyMatch(plan -> plan.questionnaire().equals(code));
      var questionnaire = protocol.questionnaires().get(code);
      if (!asked || questionnaire == null) continue;
      var wanted = language.orElse(protocol.languages().getFirst());
      if (!protocol.languages().contains(wanted)) {
        throw new InvalidRequestException(
            "language", "language must be one of " + protocol.languages() + ".");
      }
      return Optional.of(new QuestionnaireJson(wanted, protocol.languages()).whole(questionnaire));
    }
    return Optional.empty();
  }
}
