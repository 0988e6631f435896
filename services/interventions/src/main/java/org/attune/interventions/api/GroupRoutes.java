package org.attune.interventions.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.attune.interventions.domain.Decision;
import org.attune.interventions.domain.InterventionsEvent.AbsenceReason;
import org.attune.interventions.domain.InterventionsEvent.Attendance;
import org.attune.interventions.domain.MeetingRules.Arrange;
import org.attune.interventions.handle.AttendanceHandler;
import org.attune.interventions.handle.AttendanceHandler.Statement;
import org.attune.interventions.handle.GroupHandler;
import org.attune.interventions.handle.MeetingHandler;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/**
 * What staff do with groups. A group tells the arm, so that only unblinded roles come here:
 * facilitators for their own groups, administrators for who leads, who is in which and when and
 * where they meet. What they are told is recorded, refusals too: whether a group fits a participant
 * tells the arm.
 */
public final class GroupRoutes {
  private static final Access LEADING = Access.staff(Role.FACILITATOR).restricted();
  private static final Access SEEING = Access.staff(Role.FACILITATOR, Role.ADMIN).restricted();
  private static final Access ORDERING = Access.staff(Role.ADMIN).restricted();
  private static final int ID_CHARS_MAX = 63;

  private final GroupHandler groups;
  private final MeetingHandler meetings;
  private final AttendanceHandler attendance;

  public GroupRoutes(GroupHandler groups, MeetingHandler meetings, AttendanceHandler attendance) {
    this.groups = groups;
    this.meetings = meetings;
    this.attendance = attendance;
  }

  public void mount(ServiceRoutes routes) {
    var participant = "/studies/:study/participants/:participant";
    routes.get("/studies/:study/groups", SEEING, this::list);
    routes.put("/studies/:study/facilitators", ORDERING, this::name);
    routes.put("/studies/:study/groups/:group/facilitator", ORDERING, this::assign);
    routes.put("/studies/:study/groups/:group/meetings", SEEING, this::arrangeAll);
    routes.put("/studies/:study/groups/:group/meetings/:session", SEEING, this::arrangeOne);
    routes.put(participant + "/group", ORDERING, this::move);
    routes.put(participant + "/attendance/:session", LEADING, this::attend);
  }

  private Answer list(RoutingContext request, Caller caller) {
    return Answer.ok(GroupJson.of(groups.list(Requests.slug(request, "study"), caller)));
  }

  private Answer name(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "facilitator", "site");
    var facilitator = Requests.text(body, "facilitator", ID_CHARS_MAX);
    var site = Requests.text(body, "site", ID_CHARS_MAX);
    var decision = groups.name(Requests.slug(request, "study"), facilitator, site, caller);
    return answer(decision, new JsonObject().put("facilitator", facilitator).put("site", site));
  }

  private Answer assign(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "facilitator");
    var facilitator = Requests.text(body, "facilitator", ID_CHARS_MAX);
    var group = Requests.uuid(request, "group");
    var decision = groups.assign(Requests.slug(request, "study"), group, facilitator, caller);
    return answer(
        decision, new JsonObject().put("group", group.toString()).put("facilitator", facilitator));
  }

  private Answer arrangeAll(RoutingContext request, Caller caller) {
    return arrange(request, caller, MeetingForm.all(request, caller.id()));
  }

  private Answer arrangeOne(RoutingContext request, Caller caller) {
    return arrange(request, caller, MeetingForm.one(request, caller.id()));
  }

  private Answer arrange(RoutingContext request, Caller caller, Function<Instant, Arrange> at) {
    var group = Requests.uuid(request, "group");
    var decision = meetings.arrange(Requests.slug(request, "study"), group, caller, at);
    return answer(decision, new JsonObject().put("group", group.toString()));
  }

  private Answer move(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var group = Requests.uuid(Requests.body(request, "group"), "group");
    return answer(groups.move(key, group, caller), new JsonObject().put("group", group.toString()));
  }

  private Answer attend(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var statement = statement(request);
    return answer(
        attendance.record(key, statement, caller),
        new JsonObject()
            .put("session", statement.session())
            .put("attendance", GroupJson.name(statement.attendance())));
  }

  private static Statement statement(RoutingContext request) {
    var body = Requests.body(request, "attendance", "reason");
    var stated = Requests.constant(body, "attendance", Attendance.class);
    if (stated == Attendance.UNKNOWN) {
      throw new InvalidRequestException(
          "attendance", "attendance must be present, partial or absent.");
    }
    boolean absent = stated == Attendance.ABSENT;
    boolean said = body.getValue("reason") != null;
    if (said != absent) {
      throw new InvalidRequestException(
          "reason",
          absent
              ? "reason is missing: say why, or not-said."
              : "reason is only for somebody who was absent.");
    }
    return new Statement(
        Requests.slug(request, "session"),
        stated,
        absent ? Optional.of(reason(body)) : Optional.empty());
  }

  private static AbsenceReason reason(JsonObject body) {
    var reason = Requests.constant(body, "reason", AbsenceReason.class);
    if (reason != AbsenceReason.UNKNOWN) return reason;
    throw new InvalidRequestException(
        "reason", "reason must be illness, work, family, travel, other or not-said.");
  }

  private static Answer answer(Decision<?> decision, JsonObject done) {
    return switch (decision) {
      case Decision.Accepted<?> _ -> Answer.ok(done);
      case Decision.Refused<?>(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }
}
