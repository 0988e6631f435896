package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.attune.enrollment.command.Links;
import org.attune.enrollment.command.Standings;
import org.attune.platform.http.Answer;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;

/** Links that let a further device in, over HTTP. */
public final class LinkRoutes {
  private final Links links;
  private final Standings standings;
  private final AdmissionJson json;

  public LinkRoutes(Links links, Standings standings, AdmissionJson json) {
    this.links = links;
    this.standings = standings;
    this.json = json;
  }

  /** A link to be shown on a device that is in already, or to be handed over by the site. */
  Answer make(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    Sites.admit(caller, standings.find(key).origin().site());
    var link = Requests.uuid(Requests.body(request, "link"), "link");
    return json.answer(links.make(key, link), AdmissionJson.LINK);
  }

  /** A link by mail. What is answered is the same whether or not anybody has this address. */
  Answer ask(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "email", "device", "request");
    links.ask(EmailForm.read(body), Requests.uuid(body, "device"), Requests.uuid(body, "request"));
    return Answer.ok(
        new JsonObject().put("asked", true).put("lastsMinutes", Links.LASTS.toMinutes()));
  }
}
