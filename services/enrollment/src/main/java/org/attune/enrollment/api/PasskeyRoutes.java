package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import org.attune.enrollment.command.Passkeys;
import org.attune.enrollment.command.Passkeys.Denied;
import org.attune.enrollment.command.Passkeys.Made;
import org.attune.enrollment.command.Passkeys.Offered;
import org.attune.enrollment.command.Passkeys.Removed;
import org.attune.enrollment.command.Returns;
import org.attune.enrollment.command.Standings;
import org.attune.enrollment.domain.PasskeyRules;
import org.attune.enrollment.passkey.RelyingParty;
import org.attune.platform.http.Answer;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;

/** Passkeys, and devices that come back with them, over HTTP. */
public final class PasskeyRoutes {
  private static final int LANGUAGE_CHARS_MAX = 35;

  private final Optional<RelyingParty> party;
  private final Passkeys passkeys;
  private final Returns returns;
  private final Standings standings;
  private final AdmissionJson json;

  /**
   * @param party empty where the platform has no name that a passkey could belong to
   */
  public PasskeyRoutes(
      Optional<RelyingParty> party,
      Passkeys passkeys,
      Returns returns,
      Standings standings,
      AdmissionJson json) {
    this.party = party;
    this.passkeys = passkeys;
    this.returns = returns;
    this.standings = standings;
    this.json = json;
  }

  /** What a device that is in needs for making a passkey. */
  Answer offer(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var language =
        Requests.optionalText(Requests.body(request, "language"), "language", LANGUAGE_CHARS_MAX);
    var title = StandingView.title(standings.find(key), language);
    return ofParty(platform -> answer(passkeys.offer(platform, key), title));
  }

  Answer make(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var body = Requests.body(request, PasskeyForms.CLIENT_DATA, PasskeyForms.ATTESTATION);
    var made = PasskeyForms.attestation(body);
    return ofParty(platform -> answer(passkeys.make(platform, key, made), ""));
  }

  Answer list(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    Sites.admit(caller, standings.find(key).origin().site());
    return Answer.ok(new JsonObject().put("passkeys", PasskeyJson.list(passkeys.list(key))));
  }

  Answer remove(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    Sites.admit(caller, standings.find(key).origin().site());
    var removed = passkeys.remove(key, Requests.uuid(request, "passkey"));
    return answer(removed.orElseThrow(NotAllowedException::notFound), "");
  }

  /** What a device of which nothing is known needs for coming back. */
  Answer ask(RoutingContext request, Caller caller) {
    var device = Requests.uuid(Requests.body(request, "device"), "device");
    return ofParty(platform -> Answer.ok(PasskeyJson.asked(returns.ask(platform, device))));
  }

  Answer comeBack(RoutingContext request, Caller caller) {
    var body =
        Requests.body(
            request,
            "device",
            PasskeyForms.ID,
            PasskeyForms.USER_HANDLE,
            PasskeyForms.CLIENT_DATA,
            PasskeyForms.AUTHENTICATOR_DATA,
            PasskeyForms.SIGNATURE);
    var device = Requests.uuid(body, "device");
    var shown = PasskeyForms.assertion(body);
    return ofParty(
        platform -> json.answer(returns.comeBack(platform, device, shown), AdmissionJson.JOIN));
  }

  private Answer ofParty(Function<RelyingParty, Answer> answer) {
    return party.map(answer).orElseGet(() -> Answers.of(PasskeyRules.notOffered()));
  }

  /**
   * @param title of the study
   */
  private static Answer answer(Passkeys.Answer answer, String title) {
    return switch (answer) {
      case Offered offered -> Answer.ok(PasskeyJson.offered(offered, title));
      case Made(var passkey, int number) ->
          Answer.ok(new JsonObject().put("passkey", passkey.toString()).put("number", number));
      case Removed _ -> Answer.ok(new JsonObject().put("removed", true));
      case Denied(var refused) -> Answers.of(refused);
    };
  }
}
