package org.attune.randomization.api;

import static org.attune.platform.token.Role.UNBLINDED_STATISTICIAN;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.randomization.handle.ListActs;
import org.attune.randomization.handle.ListActs.Uploaded;
import org.attune.randomization.upload.ListFinding;

/**
 * Uploads of a study's list, by a statistician who may know it. No answer says anything of its
 * arms; that there is a list, and how long it is, everybody may know who may know the study.
 */
public final class ListRoutes {
  private static final int LIST_CHARS_MAX = 2_000_000;

  /** In JSON a character takes six bytes at most. */
  private static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

  private final ListActs lists;

  public ListRoutes(ListActs lists) {
    this.lists = lists;
  }

  public void mount(ServiceRoutes routes) {
    routes.add(
        HttpMethod.PUT,
        "/studies/:study/list",
        Access.staff(UNBLINDED_STATISTICIAN).restricted(),
        BODY_BYTES_MAX,
        (request, _) -> upload(request));
    routes.get("/studies/:study/list", RandomizationRoutes.READ, (request, _) -> show(request));
  }

  private Answer upload(RoutingContext request) {
    var study = Requests.slug(request, "study");
    var csv = Requests.text(Requests.body(request, "list"), "list", LIST_CHARS_MAX);
    return switch (lists.upload(study, csv)) {
      case Uploaded.Kept kept -> Answer.ok(shape(study, kept));
      case Uploaded.Unusable(var findings) -> unusable(findings);
      case Uploaded.Refused(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }

  private Answer show(RoutingContext request) {
    var study = Requests.slug(request, "study");
    return lists
        .find(study)
        .map(kept -> Answer.ok(shape(study, kept)))
        .orElseGet(
            () -> Answer.problem(404, "not-found", "No list was uploaded for " + study + "."));
  }

  private static JsonObject shape(String study, Uploaded.Kept kept) {
    return new JsonObject()
        .put("study", study)
        .put("version", kept.version())
        .put("places", kept.places())
        .put("commitment", kept.commitment().orElse(null));
  }

  private static Answer unusable(List<ListFinding> findings) {
    var list = new JsonArray();
    for (var finding : findings) {
      list.add(
          new JsonObject()
              .put("line", finding.line())
              .put("code", finding.code())
              .put("sentence", finding.sentence()));
    }
    return Answer.problem(
        400,
        "bad-request",
        "Nothing of the list was kept: %d findings.".formatted(findings.size()),
        new JsonObject().put("field", "list").put("findings", list));
  }
}
