package org.attune.randomization.api;

import static org.attune.platform.token.Role.UNBLINDED_STATISTICIAN;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.randomization.domain.Balance;
import org.attune.randomization.domain.Balance.Cell;
import org.attune.randomization.handle.Acts;
import org.attune.randomization.handle.StudyActs.Overview;

/** How many were allocated: without arms for everybody, by arm for the unblinded statistician. */
public final class BalanceRoutes {
  private final Acts acts;

  public BalanceRoutes(Acts acts) {
    this.acts = acts;
  }

  public void mount(ServiceRoutes routes) {
    routes.get(
        "/studies/:study/balance", RandomizationRoutes.READ, (request, _) -> blinded(request));
    routes.get(
        "/studies/:study/balance/arms",
        Access.staff(UNBLINDED_STATISTICIAN).restricted(),
        (request, _) -> byArm(request));
  }

  /** What it says follows from who was allocated and when, whatever their arms are. */
  private Answer blinded(RoutingContext request) {
    return show(
        request,
        balance -> new JsonObject().put("strata", array(balance.strata(), BalanceRoutes::total)));
  }

  private Answer byArm(RoutingContext request) {
    Requests.query(request, "reason", RandomizationRoutes.REASON_CHARS_MAX);
    return show(
        request,
        balance ->
            new JsonObject()
                .put("arms", arms(balance.whole()))
                .put("strata", array(balance.strata(), BalanceRoutes::byArm))
                .put("levels", array(balance.levels(), BalanceRoutes::byArm)));
  }

  private Answer show(RoutingContext request, Function<Balance, JsonObject> shape) {
    var study = Requests.slug(request, "study");
    var overview = acts.studies().overview(study);
    var balance = acts.balancing().balance(study);
    if (overview.isEmpty() || balance.isEmpty()) {
      return Answer.problem(404, "not-found", "No list was committed to for " + study + ".");
    }
    return Answer.ok(head(study, overview.get()).mergeIn(shape.apply(balance.get())));
  }

  private static JsonObject head(String study, Overview overview) {
    return new JsonObject()
        .put("study", study)
        .put("allocations", overview.allocations())
        .put("target", overview.target())
        .put("closed", overview.closed().map(Enum::name).orElse(null));
  }

  private static JsonArray array(List<Cell> cells, Function<Cell, JsonObject> shape) {
    var array = new JsonArray();
    for (var cell : cells) array.add(shape.apply(cell));
    return array;
  }

  private static JsonObject total(Cell cell) {
    var levels = new JsonObject();
    for (var level : cell.levels()) levels.put(level.factor(), level.level());
    return new JsonObject().put("levels", levels).put("allocations", cell.total());
  }

  private static JsonObject byArm(Cell cell) {
    return total(cell).put("arms", arms(cell));
  }

  private static JsonObject arms(Cell cell) {
    var arms = new JsonObject();
    cell.byArm().forEach(arms::put);
    return arms;
  }
}
