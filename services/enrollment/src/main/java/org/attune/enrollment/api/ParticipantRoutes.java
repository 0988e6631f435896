package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.attune.enrollment.command.Joining;
import org.attune.enrollment.command.Joining.ChosenHours;
import org.attune.enrollment.command.Joining.Renewal;
import org.attune.enrollment.command.Joining.Signature;
import org.attune.enrollment.command.Settings;
import org.attune.enrollment.command.Standings;
import org.attune.enrollment.command.Withdrawals;
import org.attune.enrollment.domain.EnrollmentCommand.Pause;
import org.attune.enrollment.domain.LeavingWay;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;

/** What a participant does, over HTTP. */
public final class ParticipantRoutes {
  private static final int NAME_CHARS_MAX = 200;
  private static final int LANGUAGE_CHARS_MAX = 35;
  private static final int CONSENT_VERSION_MAX = 10_000;

  private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  private final Joining joining;
  private final Settings settings;
  private final Withdrawals withdrawals;
  private final Standings standings;
  private final TokenSigner signer;
  private final String pushKey;

  /**
   * @param signer signs the last token of who is erased
   * @param pushKey by which browsers subscribe to push messages of this platform, base64url
   */
  public ParticipantRoutes(
      Joining joining,
      Settings settings,
      Withdrawals withdrawals,
      Standings standings,
      TokenSigner signer,
      String pushKey) {
    this.joining = joining;
    this.settings = settings;
    this.withdrawals = withdrawals;
    this.standings = standings;
    this.signer = signer;
    this.pushKey = pushKey;
  }

  Answer standing(RoutingContext request, Caller caller) {
    var standing = standings.find(Requests.participant(request));
    Sites.admit(caller, standing.origin().site());
    var language = Optional.ofNullable(request.request().getParam("language"));
    return Answer.ok(StandingView.of(standing, language).put("pushKey", pushKey));
  }

  Answer screen(RoutingContext request, Caller caller) {
    var key = admitted(request, caller);
    var carried = joining.screen(key, AnswerForms.read(Requests.body(request, "answers")));
    return Answers.of(carried, body -> StandingView.putScreening(body, standings.find(key)));
  }

  Answer consent(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var body =
        Requests.body(
            request,
            "decision",
            "consentVersion",
            "signature",
            "language",
            "zone",
            "channel",
            "channels",
            "email",
            "phone",
            "push",
            "hours");
    int version = Requests.integer(body, "consentVersion", 1, CONSENT_VERSION_MAX);
    return switch (Requests.constant(body, "decision", ConsentDecision.class)) {
      case DECLINE -> Answers.of(joining.decline(key, version));
      case SIGN -> Answers.of(joining.sign(key, signature(body, version)));
      case RENEW -> Answers.of(joining.renew(key, renewal(body, version)));
      case DECLINE_RENEWAL -> Answers.of(joining.declineRenewal(key, version));
    };
  }

  private enum ConsentDecision {
    SIGN,
    RENEW,
    DECLINE_RENEWAL,
    DECLINE
  }

  private static Signature signature(JsonObject body, int version) {
    return new Signature(
        version,
        Requests.text(body, "signature", NAME_CHARS_MAX),
        Requests.text(body, "language", LANGUAGE_CHARS_MAX),
        Requests.zone(body, "zone"),
        ContactForms.channels(body),
        ContactForms.contacts(body),
        hours(body));
  }

  private static Renewal renewal(JsonObject body, int version) {
    return new Renewal(
        version,
        Requests.text(body, "signature", NAME_CHARS_MAX),
        Requests.text(body, "language", LANGUAGE_CHARS_MAX));
  }

  private static Optional<ChosenHours> hours(JsonObject body) {
    return switch (body.getValue("hours")) {
      case null -> Optional.empty();
      case JsonObject hours -> Optional.of(chosen(hours, "hours."));
      default -> throw new InvalidRequestException("hours", "hours must be an object.");
    };
  }

  private static ChosenHours chosen(JsonObject body, String path) {
    var from = body.getValue("from");
    var until = body.getValue("until");
    if (from instanceof String first && until instanceof String last) {
      return new ChosenHours(first, last);
    }
    throw new InvalidRequestException(
        path + (from instanceof String ? "until" : "from"),
        "A local time such as 08:30 is needed.");
  }

  Answer contact(RoutingContext request, Caller caller) {
    var key = admitted(request, caller);
    var body = Requests.body(request, "email", "phone", "push");
    if (body.isEmpty()) {
      throw new InvalidRequestException("email", "Give an email, a phone or a push subscription.");
    }
    var emptied = ContactForms.emptied(body);
    return Answers.of(settings.keepContacts(key, ContactForms.kept(body), emptied));
  }

  Answer zone(RoutingContext request, Caller caller) {
    var key = admitted(request, caller);
    var zone = Requests.zone(Requests.body(request, "zone"), "zone");
    return Answers.of(settings.changeZone(key, zone));
  }

  /** Narrower hours; neither of the two: all hours of the protocol again. */
  Answer promptHours(RoutingContext request, Caller caller) {
    var key = admitted(request, caller);
    var body = Requests.body(request, "from", "until");
    return Answers.of(
        body.isEmpty() ? settings.widenHours(key) : settings.narrowHours(key, chosen(body, "")));
  }

  Answer pause(RoutingContext request, Caller caller) {
    var key = admitted(request, caller);
    var body = Requests.body(request, "days");
    return Answers.of(settings.pause(key, Requests.integer(body, "days", 0, Pause.PAUSE_DAYS_MAX)));
  }

  Answer channel(RoutingContext request, Caller caller) {
    var key = admitted(request, caller);
    var channels = ContactForms.channels(Requests.body(request, "channel", "channels"));
    return Answers.of(settings.chooseChannels(key, channels));
  }

  Answer leave(RoutingContext request, Caller caller) {
    var key = admitted(request, caller);
    var body = Requests.body(request, "way", "reason");
    var way = Requests.constant(body, "way", LeavingWay.class);
    var reason = Requests.text(body, "reason", 64);
    if (!REASON.matcher(reason).matches()) {
      throw new InvalidRequestException(
          "reason", "reason must be a code of lower-case letters, digits, '-' and '_'.");
    }
    if (way != LeavingWay.WITHDRAW_DATA) return Answers.of(settings.leave(key, way, reason));
    return Answers.of(
        withdrawals.withdraw(key, reason),
        told -> {
          told.put("certificate", path(key));
          if (caller.role() == Role.PARTICIPANT) told.put("token", last(caller));
        });
  }

  /** With which the participant, whose devices are shut out by then, asks for the certificate. */
  private String last(Caller caller) {
    return signer.sign(Role.PARTICIPANT, caller.id(), caller.study(), caller.site());
  }

  /** Where it will say who has erased what (analytics). */
  private static String path(EventKey key) {
    return "/api/analytics/studies/%s/erasures/%s".formatted(key.study(), key.participant());
  }

  /** The participant, if the caller is that person or belongs to the recruiting site. */
  private EventKey admitted(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    boolean ofOneSite = caller.role() != Role.PARTICIPANT && !caller.site().equals(Caller.ALL);
    if (ofOneSite) Sites.admit(caller, standings.find(key).origin().site());
    return key;
  }
}
