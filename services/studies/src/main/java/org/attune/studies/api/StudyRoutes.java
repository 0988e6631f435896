package org.attune.studies.api;

import static org.attune.platform.token.Role.ADMIN;
import static org.attune.platform.token.Role.ASSESSOR;
import static org.attune.platform.token.Role.CLINICIAN;
import static org.attune.platform.token.Role.COORDINATOR;
import static org.attune.platform.token.Role.DATA_MANAGER;
import static org.attune.platform.token.Role.FACILITATOR;
import static org.attune.platform.token.Role.INVESTIGATOR;
import static org.attune.platform.token.Role.MONITOR;
import static org.attune.platform.token.Role.STATISTICIAN;
import static org.attune.platform.token.Role.UNBLINDED_STATISTICIAN;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.studies.api.StudyHandler.Outcome;
import org.attune.studies.domain.Decision.Accepted;
import org.attune.studies.domain.Decision.Refused;
import org.attune.studies.domain.StudyCommand;
import org.attune.studies.domain.StudyCommand.Close;
import org.attune.studies.domain.StudyCommand.Lock;
import org.attune.studies.domain.StudyCommand.Open;
import org.attune.studies.domain.StudyCommand.Pause;
import org.attune.studies.domain.StudyCommand.Resume;
import org.attune.studies.domain.StudyState;

/** Turns requests into commands and decisions into answers; decides nothing itself. */
public final class StudyRoutes {
  static final int BUNDLE_BYTES_MAX = 4 * 1024 * 1024;
  static final int REASON_CHARS_MAX = 500;
  static final int TARGET_MAX = 1_000_000;

  private static final Access PUBLISH = Access.staff(ADMIN, INVESTIGATOR);
  private static final Access READ =
      Access.staff(
          ADMIN,
          INVESTIGATOR,
          COORDINATOR,
          FACILITATOR,
          ASSESSOR,
          CLINICIAN,
          DATA_MANAGER,
          STATISTICIAN,
          UNBLINDED_STATISTICIAN,
          MONITOR);

  private final StudyHandler studies;
  private final PublishRoute publish;

  public StudyRoutes(StudyHandler studies) {
    this.studies = studies;
    publish = new PublishRoute(studies);
  }

  public void mount(ServiceRoutes routes) {
    routes.add(
        HttpMethod.PUT,
        "/studies/:study/versions/:version",
        PUBLISH,
        BUNDLE_BYTES_MAX,
        (request, _) -> publish.publish(request));
    routes.post("/studies/:study/opening", PUBLISH, (request, _) -> open(request));
    routes.post("/studies/:study/pause", PUBLISH, (request, _) -> change(request, Pause::new));
    routes.post(
        "/studies/:study/resumption", PUBLISH, (request, _) -> change(request, Resume::new));
    routes.post("/studies/:study/closing", PUBLISH, (request, _) -> change(request, Close::new));
    routes.post("/studies/:study/locking", PUBLISH, (request, _) -> change(request, Lock::new));
    routes.get("/studies", READ, (_, caller) -> list(caller));
    routes.get("/studies/:study", READ, (request, _) -> show(request));
  }

  private Answer open(RoutingContext request) {
    var study = Requests.slug(request, "study");
    var body = Requests.body(request, "synthetic", "target", "naming", "list");
    boolean synthetic = body.containsKey("synthetic") && Requests.flag(body, "synthetic");
    var target =
        body.containsKey("target")
            ? OptionalInt.of(Requests.integer(body, "target", 1, TARGET_MAX))
            : OptionalInt.empty();
    var naming =
        body.containsKey("naming")
            ? OptionalLong.of(Requests.integer(body, "naming", 1, Integer.MAX_VALUE))
            : OptionalLong.empty();
    var list =
        body.containsKey("list")
            ? OptionalInt.of(Requests.integer(body, "list", 1, Integer.MAX_VALUE))
            : OptionalInt.empty();
    var outcome = studies.handle(study, at -> new Open(synthetic, target, naming, list, at), false);
    return answer(outcome, standing(study, outcome.state()));
  }

  private Answer change(RoutingContext request, BiFunction<String, Instant, StudyCommand> command) {
    var study = Requests.slug(request, "study");
    var reason = Requests.text(Requests.body(request, "reason"), "reason", REASON_CHARS_MAX);
    var outcome = studies.handle(study, at -> command.apply(reason, at), false);
    return answer(outcome, standing(study, outcome.state()));
  }

  private Answer list(Caller caller) {
    var list = new JsonArray();
    studies
        .all()
        .forEach(
            (study, state) -> {
              if (caller.mayAct(study)) list.add(standing(study, state));
            });
    return Answer.list(list);
  }

  private Answer show(RoutingContext request) {
    var study = Requests.slug(request, "study");
    var state = studies.find(study);
    return state.status().isEmpty()
        ? Answer.problem(404, "not-found", "No version of " + study + " was published.")
        : Answer.ok(standing(study, state));
  }

  static Answer answer(Outcome outcome, JsonObject done) {
    return switch (outcome.decision()) {
      case Accepted _ -> Answer.ok(done);
      case Refused(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }

  private static JsonObject standing(String study, StudyState state) {
    var versions = new JsonArray();
    for (var version : state.versions().values()) {
      versions.add(
          new JsonObject()
              .put("version", version.number())
              .put("protocolSha256", version.sha256())
              .put("analysisSha256", version.analysisSha256())
              .put("effective", version.effective().map(Object::toString).orElse(null))
              .put("reason", version.reason().orElse(null))
              .put("publishedAt", version.publishedAt().toString()));
    }
    var body = new JsonObject().put("study", study);
    state.status().ifPresent(status -> body.put("status", status.name()));
    if (state.target().isPresent()) body.put("target", state.target().getAsInt());
    return body.put("synthetic", state.synthetic())
        .put("changedAt", state.changedAt().toString())
        .put("versions", versions);
  }
}
