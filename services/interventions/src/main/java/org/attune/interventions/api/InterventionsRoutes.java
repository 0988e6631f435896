package org.attune.interventions.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.attune.interventions.domain.Decision;
import org.attune.interventions.handle.EngagementHandler;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;

/** What a participant's app asks and sends about the programme. */
public final class InterventionsRoutes {
  private static final String PARTICIPANT = "/studies/:study/participants/:participant";

  /** Participants for themselves: what a programme holds tells the arm. */
  private static final Access SELF = Access.participant();

  private final EngagementHandler engagements;

  public InterventionsRoutes(EngagementHandler engagements) {
    this.engagements = engagements;
  }

  public void mount(ServiceRoutes routes) {
    routes.get(PARTICIPANT + "/programme", SELF, (request, _) -> programme(request));
    routes.put(PARTICIPANT + "/engagements/:engagement", SELF, (request, _) -> engage(request));
  }

  private Answer programme(RoutingContext request) {
    return Answer.ok(ProgrammeJson.of(engagements.read(Requests.participant(request))));
  }

  private Answer engage(RoutingContext request) {
    var key = Requests.participant(request);
    var form = EngagementForm.read(request);
    return switch (engagements.engage(key, form::at)) {
      case Decision.Accepted<?> _ ->
          Answer.ok(new JsonObject().put("engagement", form.engagement().toString()));
      case Decision.Refused<?>(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }
}
