package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.attune.enrollment.command.Invitations;
import org.attune.enrollment.command.Links;
import org.attune.enrollment.command.Standings;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;

/** Invitations, devices and their tokens over HTTP. */
public final class InvitationRoutes {
  /** 128 bits in Base64 for URLs: the form of invitation codes and device tokens. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");

  private static final String BEARER = "Bearer ";
  private static final int SITE_CHARS_MAX = 63;
  private static final int LANGUAGE_CHARS_MAX = 35;

  private final Invitations invitations;
  private final Links links;
  private final Standings standings;
  private final TokenSigner signer;
  private final AdmissionJson json;

  public InvitationRoutes(
      Invitations invitations,
      Links links,
      Standings standings,
      TokenSigner signer,
      AdmissionJson json) {
    this.invitations = invitations;
    this.links = links;
    this.standings = standings;
    this.signer = signer;
    this.json = json;
  }

  Answer invite(RoutingContext request, Caller caller) {
    var study = Requests.slug(request, "study");
    var body = Requests.body(request, "invitation", "site", "language");
    var invitation = Requests.uuid(body, "invitation");
    var site = Requests.text(body, "site", SITE_CHARS_MAX);
    var language = Requests.optionalText(body, "language", LANGUAGE_CHARS_MAX);
    Sites.admit(caller, site);
    return json.answer(invitations.invite(study, invitation, site, language), AdmissionJson.JOIN);
  }

  /** Lets a device in that shows the code of an invitation or of a link. */
  Answer redeem(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "code", "device");
    var code = Requests.text(body, "code", 64);
    if (!SECRET.matcher(code).matches()) {
      throw new InvalidRequestException(
          "code", "code must be the 22 characters of the invitation or the link.");
    }
    var device = Requests.uuid(body, "device");
    var answer = links.redeem(code, device).orElseGet(() -> invitations.redeem(code, device));
    return json.answer(answer, AdmissionJson.JOIN);
  }

  /**
   * Exchanges a device token for one of five minutes. Declared open: a device token is no platform
   * token, so it is checked here.
   */
  Answer token(RoutingContext request, Caller caller) {
    var header = request.request().getHeader("Authorization");
    var token =
        header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
    if (!SECRET.matcher(token).matches()) throw NotAllowedException.unauthenticated();
    var owner = invitations.owner(token).orElseThrow(NotAllowedException::unauthenticated);
    var key = owner.key();
    var signed = signer.sign(Role.PARTICIPANT, key.participant(), key.study(), owner.site());
    return Answer.ok(
        new JsonObject()
            .put("token", signed)
            .put("expiresInSeconds", TokenSigner.LASTS.toSeconds())
            .put("study", key.study())
            .put("participant", key.participant()));
  }

  Answer revoke(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    Sites.admit(caller, standings.find(key).origin().site());
    if (!invitations.revoke(key, Requests.uuid(request, "device"))) {
      throw NotAllowedException.notFound();
    }
    return Answer.ok(new JsonObject().put("revoked", true));
  }
}
