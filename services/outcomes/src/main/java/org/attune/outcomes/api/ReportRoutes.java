package org.attune.outcomes.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Set;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.domain.ReportKind;
import org.attune.outcomes.domain.ReportRules;
import org.attune.outcomes.domain.ReportRules.Actor;
import org.attune.outcomes.handle.ReportHandler;
import org.attune.outcomes.handle.ReportHandler.Entry;
import org.attune.outcomes.store.ReportStore.Listed;
import org.attune.outcomes.store.ReportText;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/**
 * Adverse events and deviations: staff enter them, follow them up with further entries, and review
 * them. Pseudonyms only, and no arm.
 */
public final class ReportRoutes {
  private static final Access RECORDING =
      Access.staff(Role.ASSESSOR, Role.COORDINATOR, Role.CLINICIAN, Role.INVESTIGATOR, Role.ADMIN);

  private static final Access REVIEWING =
      Access.staff(Role.CLINICIAN, Role.INVESTIGATOR, Role.ADMIN);

  private static final Access READING =
      Access.staff(
          Role.ASSESSOR,
          Role.COORDINATOR,
          Role.CLINICIAN,
          Role.INVESTIGATOR,
          Role.MONITOR,
          Role.DATA_MANAGER,
          Role.ADMIN);

  /** Roles in which an entry may be reviewed, as an administrator names them. */
  private static final Set<String> REVIEWERS =
      Set.of(ActingRole.name(Role.CLINICIAN), ActingRole.name(Role.INVESTIGATOR));

  private final ReportHandler reports;

  public ReportRoutes(ReportHandler reports) {
    this.reports = reports;
  }

  public void mount(ServiceRoutes routes) {
    for (var kind : ReportKind.values()) {
      var plural = "/" + kind.slug() + "s";
      var entry = "/studies/:study/participants/:participant" + plural + "/:report/entries/:entry";
      routes.get(
          "/studies/:study" + plural, READING, (request, caller) -> list(kind, request, caller));
      routes.put(entry, RECORDING, (request, caller) -> record(kind, request, caller));
      routes.put(entry + "/review", REVIEWING, (request, caller) -> review(kind, request, caller));
    }
  }

  private Answer list(ReportKind kind, RoutingContext request, Caller caller) {
    var study = Requests.slug(request, "study");
    boolean all =
        switch (request.queryParams().get("state")) {
          case null -> true;
          case "all" -> true;
          case "to-review" -> false;
          default -> throw new InvalidRequestException("state", "state must be to-review or all.");
        };
    var list = new JsonArray();
    for (var listed : reports.list(study, kind, all, caller.site())) list.add(json(listed));
    return Answer.ok(new JsonObject().put("reports", list));
  }

  private Answer record(ReportKind kind, RoutingContext request, Caller caller) {
    var fields = new ArrayList<>(ReportText.fields(kind));
    fields.add("role");
    var body = Requests.body(request, fields.toArray(new String[0]));
    var content = ReportText.read(kind, body);
    var entry = entry(request);
    var actor = new Actor(ActingRole.read(body, caller), caller.id());
    return answer(reports.record(entry, content, actor, caller.site()), entry, "to-review");
  }

  private Answer review(ReportKind kind, RoutingContext request, Caller caller) {
    var role = ActingRole.read(Requests.body(request, "role"), caller);
    if (!REVIEWERS.contains(role)) {
      throw new InvalidRequestException("role", "role must be clinician or investigator.");
    }
    var entry = entry(request);
    var actor = new Actor(role, caller.id());
    return answer(reports.review(kind, entry, actor, caller.site()), entry, "reviewed");
  }

  private static Entry entry(RoutingContext request) {
    var text = request.pathParam("entry");
    int number = text != null && text.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > ReportRules.ENTRIES_MAX) {
      throw new InvalidRequestException(
          "entry", "entry must be a number from 1 to " + ReportRules.ENTRIES_MAX + ".");
    }
    return new Entry(Requests.participant(request), Requests.uuid(request, "report"), number);
  }

  private static Answer answer(Decision decision, Entry entry, String state) {
    return switch (decision) {
      case Decision.Accepted _ ->
          Answer.ok(
              new JsonObject()
                  .put("report", entry.report().toString())
                  .put("entry", entry.number())
                  .put("state", state));
      case Decision.Refused(var reason, var detail) -> Answer.refused(reason, detail);
      case Decision.Invalid(var field, var detail) ->
          throw new InvalidRequestException(field, detail);
    };
  }

  private static JsonObject json(Listed listed) {
    var report = listed.report();
    var json =
        new JsonObject()
            .put("report", report.id().toString())
            .put("participant", listed.participant())
            .put("site", report.site())
            .put("entry", report.entry())
            .put("content", ReportText.write(report.content()))
            .put("recordedAt", report.recordedAt().toString());
    return report.isReviewed()
        ? json.put("state", "reviewed")
            .put("role", report.reviewRole())
            .put("reviewedBy", report.reviewedBy())
        : json.put("state", "to-review");
  }
}
