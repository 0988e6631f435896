package org.attune.enrollment.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.attune.enrollment.command.Standings.Asked;
import org.attune.enrollment.command.Standings.Standing;
import org.attune.enrollment.domain.EnrollmentState.Declined;
import org.attune.enrollment.domain.EnrollmentState.Eligible;
import org.attune.enrollment.domain.EnrollmentState.Enrolled;
import org.attune.enrollment.domain.EnrollmentState.Erased;
import org.attune.enrollment.domain.EnrollmentState.Ineligible;
import org.attune.enrollment.domain.EnrollmentState.Invited;
import org.attune.enrollment.domain.EnrollmentState.Left;
import org.attune.enrollment.domain.EnrollmentState.Membership;
import org.attune.enrollment.domain.EnrollmentState.Opened;
import org.attune.enrollment.domain.EnrollmentState.Unknown;
import org.attune.enrollment.domain.LeavingWay;
import org.attune.enrollment.paper.FormPdf;
import org.attune.enrollment.screening.ConsentChanges;
import org.attune.enrollment.screening.ConsentText;

/** Where a participant stands, what is next, and the texts that the app shows for it. */
final class StandingView {
  private StandingView() {}

  /**
   * @param asked language of the texts; empty or unknown: the participant's own
   */
  static JsonObject of(Standing standing, Optional<String> asked) {
    var texts = new Texts(standing.protocol(), language(standing, asked));
    var next = next(standing);
    var body =
        new JsonObject()
            .put("study", standing.key().study())
            .put("participant", standing.key().participant())
            .put("stage", Answers.stage(standing.state()))
            .put("next", next)
            .put("site", standing.origin().site())
            .put("language", texts.language())
            .put("languages", new JsonArray(standing.protocol().languages()))
            .put("protocolVersion", standing.protocol().version())
            .put("at", standing.at().toString())
            .put("title", texts.of(standing.protocol().title()));
    standing
        .protocol()
        .site(standing.origin().site())
        .ifPresent(site -> body.put("help", texts.help(site)));
    switch (next) {
      case "screening" -> body.put("screener", texts.screener());
      case "consent" ->
          body.put("consent", consent(ConsentText.of(standing.protocol(), texts.language())));
      default -> {}
    }
    standing.asked().ifPresent(newer -> body.put("consent", asked(newer, texts.language())));
    putScreening(body, standing);
    standing
        .state()
        .member()
        .ifPresent(
            m ->
                body.mergeIn(membership(m, standing.at()))
                    .put("consentPdf", isPrintable(standing, m)));
    body.put("lateUse", texts.of(standing.protocol().consentForm().lateUse()));
    standing.randomized().ifPresent(happened -> body.put("randomized", happened));
    return body;
  }

  /** Adds what screening said: its outcome, and to the ineligible why. */
  static void putScreening(JsonObject body, Standing standing) {
    switch (standing.state()) {
      case Ineligible(var origin, var criterion) -> {
        body.put("outcome", "ineligible").put("criterion", criterion);
        var texts = new Texts(standing.protocol(), origin.language());
        texts.otherwise(criterion).ifPresent(text -> body.put("told", text));
      }
      case Eligible _, Declined _, Enrolled _, Left _ -> body.put("outcome", "eligible");
      case Unknown _, Invited _, Opened _, Erased _ -> {}
    }
  }

  /** The title of the study, in {@code asked} or the participant's own language. */
  static String title(Standing standing, Optional<String> asked) {
    var texts = new Texts(standing.protocol(), language(standing, asked));
    return texts.of(standing.protocol().title());
  }

  private static String language(Standing standing, Optional<String> asked) {
    return asked
        .filter(language -> standing.protocol().languages().contains(language))
        .or(() -> standing.state().member().map(Membership::language))
        .orElse(standing.origin().language());
  }

  /** What the participant can do: a word that the app knows. */
  private static String next(Standing standing) {
    boolean recruiting = standing.open() && !standing.full();
    return switch (standing.state()) {
      case Opened _, Eligible _ when standing.full() -> "study-full";
      case Opened _, Eligible _ when !recruiting -> "study-closed";
      case Invited _ -> "open-invitation";
      case Opened _ -> "screening";
      case Eligible _ -> "consent";
      case Enrolled _ when standing.randomized().filter(happened -> !happened).isPresent() ->
          "not-randomized";
      case Enrolled _ when standing.asked().filter(StandingView::waits).isPresent() -> "re-consent";
      case Enrolled _ -> "take-part";
      case Unknown _, Ineligible _, Declined _, Left _, Erased _ -> "nothing";
    };
  }

  private static boolean waits(Asked asked) {
    return asked.inForce() && !asked.declined();
  }

  /** A newer form, what it changes, and the local date from which it is in force. */
  private static JsonObject asked(Asked asked, String language) {
    var form = ConsentText.of(asked.protocol(), language);
    var changes = new ConsentChanges(ConsentText.of(asked.signed(), language), form);
    var body = consent(form);
    for (int i = 0; i < form.sections().size(); i++) {
      var section = body.getJsonArray("sections").getJsonObject(i);
      changes
          .of(form.sections().get(i))
          .ifPresent(change -> section.put("change", Answers.lower(change)));
    }
    var gone = new JsonArray();
    for (var section : changes.gone()) gone.add(section.heading());
    body.put("gone", gone)
        .put("lateUseChanged", changes.ofLateUse())
        .put("declined", asked.declined())
        .put("refusing", asked.protocol().consentForm().refusingLeaves() ? "leave" : "keep");
    asked.protocol().effective().ifPresent(date -> body.put("effective", date.toString()));
    return body;
  }

  static JsonObject consent(ConsentText text) {
    var sections = new JsonArray();
    for (var section : text.sections()) {
      sections.add(
          new JsonObject()
              .put("id", section.id())
              .put("heading", section.heading())
              .put("text", section.text()));
    }
    return new JsonObject()
        .put("version", text.version())
        .put("language", text.language())
        .put("title", text.title())
        .put("sections", sections)
        .put("understanding", understanding(text))
        .put("lateUse", text.lateUse())
        .put("sha256", text.sha256());
  }

  /** With the right answers: the device says at once what is right, and keeps nothing. */
  private static JsonArray understanding(ConsentText text) {
    var questions = new JsonArray();
    for (var question : text.understanding()) {
      questions.add(
          new JsonObject()
              .put("id", question.id())
              .put("text", question.text())
              .put("options", new JsonArray(question.options()))
              .put("right", question.right())
              .put("explanation", question.explanation()));
    }
    return questions;
  }

  /** What the participant stopped while staying in the study, in the words of the request. */
  private static JsonArray stopped(Membership m) {
    var ways = new JsonArray();
    for (var way : LeavingWay.values()) if (m.stopped().contains(way)) ways.add(Answers.lower(way));
    return ways;
  }

  /** Whether the form that holds can be kept as a PDF. */
  private static boolean isPrintable(Standing standing, Membership m) {
    return FormPdf.unprintable(ConsentText.of(standing.protocol(), m.language())).isEmpty();
  }

  private static JsonObject membership(Membership m, Instant now) {
    var body =
        new JsonObject()
            .put("consentVersion", m.consentVersion())
            .put("consentDate", m.consentDate().toString())
            .put("zone", m.zone())
            .put("channel", Answers.lower(m.channels().getFirst()))
            .put("channels", new JsonArray(m.channels().stream().map(Answers::lower).toList()))
            .put("stopped", stopped(m));
    m.pausedUntil()
        .filter(now::isBefore)
        .ifPresent(until -> body.put("pausedUntil", until.toString()));
    m.hours()
        .ifPresent(
            hours ->
                body.put(
                    "promptHours",
                    new JsonObject()
                        .put("from", hours.substring(0, 5))
                        .put("until", hours.substring(6))));
    return body;
  }
}
