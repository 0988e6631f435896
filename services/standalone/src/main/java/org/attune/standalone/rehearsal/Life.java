package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.standalone.synthetic.SyntheticPerson;
import org.attune.testkit.checker.Acknowledged;

/**
 * What one synthetic person does in the study, from the invitation to the end: opens it, answers
 * the screener, consents, and then whatever {@link Prompting}, {@link Visiting} and {@link
 * Practising} bring; may leave.
 */
final class Life {
  /** How far somebody has come. */
  enum Stage {
    INVITED,
    ENDED_EARLY,
    ENROLLED,
    RANDOMIZED,
    NOT_RANDOMIZED,
    LEFT
  }

  private static final Set<String> FULL = Set.of("target-reached", "study-not-open");
  private static final Duration SCREENING = Duration.ofMinutes(3);
  private static final Duration READING = Duration.ofMinutes(9);
  static final Duration SETTLING = Duration.ofMinutes(1);
  private static final LocalTime MORNING = LocalTime.of(9, 5);

  private final Setting setting;
  private final SyntheticPerson person;
  private final Timeline timeline;
  private final Phone phone;
  private final Offered offered;
  private final Set<String> visited = new HashSet<>();
  private final Set<String> sessions = new HashSet<>();
  private volatile Stage stage = Stage.INVITED;
  private volatile boolean counted;
  private volatile boolean waiting;
  private String arm = "";
  private LocalDate consented = LocalDate.EPOCH;
  private Instant promptsUntil = Instant.MAX;

  Life(Setting setting, SyntheticPerson person, EventKey key, Instant invited) {
    this.setting = setting;
    this.person = person;
    timeline = new Timeline(setting, key, invited);
    phone = new Phone(setting, key, person.ordinal());
    offered = new Offered(setting.protocol(), setting.population().plan());
  }

  Timeline timeline() {
    return timeline;
  }

  Stage stage() {
    return stage;
  }

  Setting setting() {
    return setting;
  }

  SyntheticPerson person() {
    return person;
  }

  Phone phone() {
    return phone;
  }

  Offered offered() {
    return offered;
  }

  /** The person's arm; empty before randomization. */
  String arm() {
    return arm;
  }

  ZoneId zone() {
    return person.zone();
  }

  /** Whether this person may still come to count towards the study's target. */
  boolean isOnTheWay() {
    return stage == Stage.INVITED || stage == Stage.ENROLLED;
  }

  /** Whether this person may still join a group, or waits in one until it starts. */
  boolean isOnTheWayToGroup() {
    return isOnTheWay() || (waiting && stage == Stage.RANDOMIZED);
  }

  /** Looks at the programme, and again every morning as long as its group has not started. */
  private void lookAtProgramme() throws InterruptedException {
    waiting = new Practising(this).look();
    if (!waiting) return;
    var today = timeline.now().atZone(zone()).toLocalDate();
    var tomorrow = today.plusDays(1).atTime(MORNING).atZone(zone()).toInstant();
    timeline.plan(tomorrow, this::lookAtProgramme);
  }

  /** Whether nothing that participants share is left for this person to do. */
  boolean isPastTurns() {
    return stage != Stage.INVITED && (stage != Stage.ENROLLED || !setting.hasArms());
  }

  /** Whether this person counts towards the study's target, even after leaving. */
  boolean wasCounted() {
    return counted;
  }

  /** Expects the invitation's {@code code} to be opened some time later, or never. */
  void receive(String code) {
    if (!person.opensInvitation()) {
      stage = Stage.ENDED_EARLY;
      return;
    }
    var chance = person.chance("joins");
    var at = timeline.now().plusSeconds(chance.between(1_800, 3 * 86_400));
    Timeline.Act join = () -> join(code);
    if (setting.hasArms()) timeline.plan(at, join);
    else timeline.planShared(at, join);
  }

  private void join(String code) throws InterruptedException {
    phone.redeem(code);
    timeline.pass(timeline.now().plus(SCREENING));
    var answers = new JsonObject().put("answers", Items.plain(person.screener()));
    boolean screened = phone.send("PUT", "enrollment", "/screening", answers, FULL);
    if (!screened || !person.isEligible()) {
      stage = Stage.ENDED_EARLY;
      return;
    }
    timeline.pass(timeline.now().plus(READING));
    if (!phone.send("PUT", "enrollment", "/consent", consent(), FULL) || !person.consents()) {
      stage = Stage.ENDED_EARLY;
      return;
    }
    stage = Stage.ENROLLED;
    counted = !setting.hasArms();
    phone.acknowledged(
        Acknowledged.Kind.ENROLLMENT, timeline.key().participantId(), timeline.now());
    consented = timeline.now().atZone(zone()).toLocalDate();
    timeline.plan(timeline.now().plus(SETTLING), () -> follow("consent", consented));
    person.leavesBefore().ifPresent(share -> leaveWithin("consent", consented, share));
    if (!setting.hasArms()) stopWithin("consent", consented);
  }

  private JsonObject consent() {
    int version = setting.protocol().consentForm().version();
    if (!person.consents()) {
      return new JsonObject().put("decision", "decline").put("consentVersion", version);
    }
    boolean mail = person.chance("channel").hit(0.85);
    var body =
        new JsonObject()
            .put("decision", "sign")
            .put("consentVersion", version)
            .put("signature", "SYNTHETIC person " + person.ordinal())
            .put("language", person.language())
            .put("zone", zone().getId())
            .put("channel", mail ? "email" : "none");
    return mail ? body.put("email", "synthetic-" + person.ordinal() + "@example.org") : body;
  }

  /** Looks what there is to do from an anchor on. */
  private void follow(String anchor, LocalDate date) throws InterruptedException {
    new Visiting(this).look(visited);
    new Prompting(this).expect(anchor, date);
  }

  /** Looks what there is to be asked because a session was done for the first time. */
  void hasDone(String session, LocalDate date) {
    if (sessions.add(session)) new Prompting(this).expect(Anchor.done(session), date);
  }

  /** Goes on after randomization was decided, if it was. */
  void settle() throws InterruptedException {
    if (stage != Stage.ENROLLED) return;
    switch (Arms.of(setting, timeline.key())) {
      case Arms.Undecided _ -> {}
      case Arms.NotRandomized _ -> {
        stage = Stage.NOT_RANDOMIZED;
        timeline.forget();
      }
      case Arms.Randomized(var allocated, var date) -> {
        stage = Stage.RANDOMIZED;
        counted = true;
        arm = allocated;
        timeline.plan(timeline.now().plus(SETTLING), () -> follow("randomization", date));
        var tomorrow = date.plusDays(1).atTime(MORNING).atZone(zone()).toInstant();
        waiting = setting.hasGroups();
        timeline.plan(tomorrow, this::lookAtProgramme);
        setting
            .protocol()
            .crossesOverOn(arm, date)
            .map(opens -> opens.atTime(MORNING).atZone(zone()).toInstant())
            .ifPresent(opens -> timeline.plan(opens, this::lookAtProgramme));
        person.leavesAfter(arm).ifPresent(share -> leaveWithin("randomization", date, share));
        stopWithin("randomization", date);
      }
    }
  }

  private void leaveWithin(String anchor, LocalDate date, double share) {
    timeline.plan(within(anchor, date, share), () -> leave("withdraw-followup"));
  }

  private void stopWithin(String anchor, LocalDate date) {
    person
        .stopsIntervention()
        .ifPresent(s -> timeline.plan(within(anchor, date, s), () -> depart("stop-intervention")));
    person.stopsPrompts().ifPresent(s -> timeline.plan(within(anchor, date, s), this::stopPrompts));
    person
        .withdrawsData()
        .ifPresent(s -> timeline.plan(within(anchor, date, s), () -> leave("withdraw-data")));
  }

  /** A share of the time from the day after {@code date} to the last assessment after it. */
  private Instant within(String anchor, LocalDate date, double share) {
    var last = date.plusDays(1);
    for (var plan : setting.protocol().assessments()) {
      if (plan.anchor().after().equals(anchor)) last = later(last, plan, date);
    }
    var from = date.plusDays(1).atStartOfDay(zone()).toInstant();
    var until = last.plusDays(1).atStartOfDay(zone()).toInstant();
    return from.plusSeconds((long) (share * Duration.between(from, until).toSeconds()));
  }

  private static LocalDate later(LocalDate last, AssessmentPlan plan, LocalDate date) {
    return plan.closes(date).isAfter(last) ? plan.closes(date) : last;
  }

  private void leave(String way) throws InterruptedException {
    depart(way);
    stage = Stage.LEFT;
    timeline.forget();
  }

  private void stopPrompts() throws InterruptedException {
    depart("stop-prompts");
    promptsUntil = timeline.now();
  }

  /** Whether this person still met prompts at that time. */
  boolean meetsPrompts(Instant at) {
    return at.isBefore(promptsUntil);
  }

  private void depart(String way) throws InterruptedException {
    var body = new JsonObject().put("way", way).put("reason", person.leavingReason(way));
    phone.send("POST", "enrollment", "/leaving", body, Set.of());
    phone.acknowledged(Acknowledged.Kind.LEAVING, timeline.key().participantId(), timeline.now());
  }

  /** When the network is back, if the phone has none at {@code at}; else {@code at}. */
  Instant online(Instant at) {
    var date = at.atZone(zone()).toLocalDate();
    // A long time without a network may have begun days before.
    long daysBack = setting.population().plan().offline().longest().toDays() + 1;
    for (long back = daysBack; back >= 0; back--) {
      var offline = person.offline(date.minusDays(back));
      if (offline.isPresent() && offline.get().holds(at)) return offline.get().until();
    }
    return at;
  }
}
