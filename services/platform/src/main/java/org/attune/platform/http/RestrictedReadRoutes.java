package org.attune.platform.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.attune.platform.reads.RestrictedReads;
import org.attune.platform.reads.RestrictedReads.Recorded;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/** Who was told what may tell an arm: a route that every service has. It tells no arm itself. */
public final class RestrictedReadRoutes {
  /** Reads in one answer, the newest. */
  private static final int READS_MAX = 1_000;

  private final RestrictedReads reads;

  public RestrictedReadRoutes(RestrictedReads reads) {
    this.reads = reads;
  }

  /** Mounts {@code GET /studies/:study/restricted-reads}. */
  public void mount(ServiceRoutes routes) {
    routes.get(
        "/studies/:study/restricted-reads", Access.staff(Role.ADMIN, Role.MONITOR), this::list);
  }

  private Answer list(RoutingContext request, Caller caller) {
    var list = new JsonArray();
    for (var recorded : reads.newest(Requests.slug(request, "study"), READS_MAX)) {
      list.add(json(recorded));
    }
    return Answer.ok(new JsonObject().put("restrictedReads", list));
  }

  private static JsonObject json(Recorded recorded) {
    var read = recorded.read();
    var json =
        new JsonObject()
            .put("at", recorded.at().toString())
            .put("who", read.who())
            .put("role", read.role().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("what", read.what())
            .put("study", read.study())
            .put("status", read.status());
    read.reason().ifPresent(reason -> json.put("reason", reason));
    return json;
  }
}
