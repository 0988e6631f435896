package org.attune.outcomes.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.attune.outcomes.domain.Alert;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.handle.AlertHandler;
import org.attune.outcomes.store.AlertStore.Listed;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/** What staff see of safety alerts, and how they take one in hand. Pseudonyms only, and no arm. */
public final class AlertRoutes {
  private static final Access STAFF =
      Access.staff(Role.CLINICIAN, Role.INVESTIGATOR, Role.COORDINATOR, Role.ADMIN);

  private final AlertHandler alerts;

  public AlertRoutes(AlertHandler alerts) {
    this.alerts = alerts;
  }

  public void mount(ServiceRoutes routes) {
    routes.get("/studies/:study/alerts", STAFF, this::list);
    routes.put(
        "/studies/:study/participants/:participant/alerts/:alert/acknowledgement",
        STAFF,
        this::acknowledge);
  }

  private Answer list(RoutingContext request, Caller caller) {
    var study = Requests.slug(request, "study");
    boolean all =
        switch (request.queryParams().get("state")) {
          case null -> false;
          case "open" -> false;
          case "all" -> true;
          default -> throw new InvalidRequestException("state", "state must be open or all.");
        };
    var list = new JsonArray();
    for (var listed : alerts.list(study, all, caller)) list.add(json(listed));
    return Answer.ok(new JsonObject().put("alerts", list));
  }

  private Answer acknowledge(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var role = ActingRole.read(Requests.body(request, "role"), caller);
    var alert = Requests.uuid(request, "alert");
    return switch (alerts.acknowledge(key, alert, role, caller)) {
      case Decision.Accepted _ ->
          Answer.ok(new JsonObject().put("alert", alert.toString()).put("state", "acknowledged"));
      case Decision.Refused(var reason, var detail) -> Answer.refused(reason, detail);
      case Decision.Invalid(var field, var detail) ->
          throw new InvalidRequestException(field, detail);
    };
  }

  private static JsonObject json(Listed listed) {
    var alert = listed.alert();
    var json =
        new JsonObject()
            .put("alert", alert.id().toString())
            .put("participant", listed.participant())
            .put("site", alert.site())
            .put("rule", alert.rule())
            .put("severity", alert.severity())
            .put("instrument", alert.instrument())
            .put("raisedAt", alert.raisedAt().toString())
            .put("roles", new JsonArray(alert.roles()))
            .put("rounds", alert.round());
    return state(alert, json);
  }

  private static JsonObject state(Alert alert, JsonObject json) {
    return alert.isOpen()
        ? json.put("state", "open").put("nextRoundAt", alert.nextAt().toString())
        : json.put("state", "acknowledged")
            .put("role", alert.role())
            .put("acknowledgedBy", alert.by());
  }
}
