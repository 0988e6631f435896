package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventKey;
import org.attune.platform.service.ServiceRuntime;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.effects.Effects;
import org.attune.standalone.effects.ProximalEffects;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformKind;
import org.attune.standalone.platform.PlatformOptions;
import org.attune.standalone.separate.Readers;
import org.attune.standalone.synthetic.PlanReading;
import org.attune.standalone.synthetic.Population;
import org.attune.standalone.synthetic.RehearsalPlan;
import org.attune.standalone.synthetic.UnreachablePlanException;

/**
 * One rehearsal: a platform of its own on a virtual clock, synthetic people, a whole trial, a
 * dataset. The same bundle, number of participants and seed give the same dataset.
 */
public final class Rehearsal implements AutoCloseable {
  private static final String SINK = "analytics";
  private static final Duration DAY = Duration.ofDays(1);

  /** When the study is published and opened, after the beginning of the first day in UTC. */
  private static final Duration OPENING = Duration.ofHours(6);

  /** A study that has not ended by then never will. */
  private static final int DAYS_MAX = 20 * 366;

  private final RehearsalRequest request;
  private final Protocol protocol;
  private final RehearsalPlan plan;
  private final Instant firstDay;
  private final RehearsalObserver observer = new RehearsalObserver(new InFlight(), new DueWakes());
  private final long beganNanos = System.nanoTime();
  private long datasetNanos;
  private final Workplace workplace;
  private final Stage stage;
  private final Setting setting;
  private Instant told = Instant.MIN;

  private Rehearsal(RehearsalRequest request, Protocol protocol, RehearsalPlan plan) {
    this.request = request;
    this.protocol = protocol;
    this.plan = plan;
    var population = population();
    firstDay = plan.starts().atStartOfDay(ZoneOffset.UTC).toInstant();
    var entropy = new SeededEntropy(request.seed());
    workplace = Workplace.of(request.data());
    stage = start(entropy);
    observer.inFlight().watch(Readers.byKind(stage.platform().runtimes()));
    setting = new Setting(protocol, population, stage, observer, entropy);
  }

  private Stage start(SeededEntropy entropy) {
    var options =
        new PlatformOptions(workplace.directory(), PlatformKind.REHEARSAL, request.port());
    var start = firstDay.plus(OPENING);
    try {
      return request.separate()
          ? Separately.start(options, start, request.seed(), observer)
          : OneProcess.start(options, start, entropy, observer);
    } catch (RuntimeException e) {
      workplace.close();
      throw e;
    }
  }

  /**
   * Reads the bundle and starts a platform for it.
   *
   * @throws UnrehearsableException if the bundle or its rehearsal.yaml has errors
   * @throws org.attune.standalone.platform.PlatformException if the platform cannot be started
   */
  public static Rehearsal begin(RehearsalRequest request) {
    var linting = Linter.lint(request.bundle());
    if (linting.protocol().isEmpty()) {
      var plan = PlanReading.findings(request.bundle(), linting.protocol());
      throw new UnrehearsableException(
          Stream.concat(linting.findings().stream(), plan.stream())
              .filter(Finding::isError)
              .distinct()
              .sorted(Finding.ORDER)
              .toList());
    }
    var protocol = linting.protocol().get();
    var reading = PlanReading.of(request.bundle(), protocol);
    if (reading.plan().isEmpty()) throw new UnrehearsableException(reading.findings());
    return new Rehearsal(request, protocol, reading.plan().get());
  }

  /** Rehearses from beginning to end and stops everything. */
  public static RehearsalReport run(RehearsalRequest request) throws InterruptedException {
    try (var rehearsal = begin(request)) {
      return rehearsal.run();
    }
  }

  private Population population() {
    try {
      return new Population(protocol, plan, request.seed());
    } catch (UnreachablePlanException e) {
      throw UnrehearsableException.of(e);
    }
  }

  /** The platform, which goes on answering after the rehearsal until this is closed. */
  public Platform platform() {
    return stage.platform();
  }

  /**
   * Runs the whole study and writes its dataset.
   *
   * @throws RehearsalException if something did not go as it has to
   */
  public RehearsalReport run() throws InterruptedException {
    var desk = new StudyDesk(setting);
    desk.publish(request.bundle());
    setting.inFlight().awaitAll();
    desk.nameContacts();
    desk.uploadList(request.participants(), request.seed());
    setting.inFlight().awaitAll();
    desk.open(request.participants());
    setting.inFlight().awaitAll();
    if (setting.hasGroups()) desk.nameFacilitators();
    var recruiting = new Recruiting(setting, desk, request.participants());
    try (var days = new DayLoop(setting, firstDay.plus(OPENING), at -> tell(at, recruiting))) {
      live(desk, recruiting, days);
      end(desk, recruiting, days);
    }
    return report(dataset(desk));
  }

  private void live(StudyDesk desk, Recruiting recruiting, DayLoop days)
      throws InterruptedException {
    tell(firstDay, recruiting);
    for (var day = firstDay; ; ) {
      var end = recruiting.inviteFrom(day);
      byDay(desk, recruiting, days, day, end);
      days.runUntil(end, recruiting.lives());
      tell(end.minus(DAY), recruiting);
      var next = days.next(recruiting.lives());
      if (recruiting.isFull()) {
        if (next.isEmpty()) return;
        day = DayLoop.dayOf(firstDay, next.get());
      } else {
        day = end;
      }
      if (Duration.between(firstDay, day).toDays() > DAYS_MAX) {
        throw new RehearsalException(
            "The study did not end within %d days; %d of %d were reached."
                .formatted(DAYS_MAX, recruiting.counted(), request.participants()));
      }
    }
  }

  /**
   * Goes on a day at a time as long as people may be waiting for each other: what one does begins
   * the programme of others, who must not be ahead by more. Each day groups get their facilitators.
   */
  private void byDay(StudyDesk desk, Recruiting recruiting, DayLoop days, Instant day, Instant end)
      throws InterruptedException {
    if (!setting.hasGroups()) return;
    for (var until = day.plus(DAY); !until.isAfter(end); until = until.plus(DAY)) {
      if (recruiting.lives().stream().noneMatch(Life::isOnTheWayToGroup)) return;
      days.runUntil(until, recruiting.lives());
      setting.clock().set(EventKey.ofStudy(protocol.study()), until);
      desk.assignFacilitators();
    }
  }

  /** Closes and locks the study when the last window and the time for late answers are over. */
  private void end(StudyDesk desk, Recruiting recruiting, DayLoop days)
      throws InterruptedException {
    var last = setting.wakes().last().atZone(ZoneOffset.UTC).plus(protocol.lateAnswers());
    var at = last.toInstant().plus(DAY);
    for (var life : recruiting.lives()) life.timeline().pass(at);
    setting.clock().set(EventKey.ofStudy(protocol.study()), at);
    desk.close();
    setting.inFlight().awaitAll();
    days.runUntil(at.plus(DAY), recruiting.lives());
    desk.lock();
    setting.inFlight().awaitAll();
    if (setting.hasArms()) desk.revealSeed();
    if (setting.hasDecisions()) desk.revealDecisionSeed();
    setting.inFlight().awaitAll();
    awaitSink();
  }

  /** Waits until the sink has everything, for which relays otherwise take their time. */
  private void awaitSink() throws InterruptedException {
    setting.platform().runtimes().forEach(ServiceRuntime::wakeRelay);
    setting.inFlight().awaitConsumer(SINK);
  }

  private void tell(Instant at, Recruiting recruiting) {
    if (at.isAfter(told)) told = at; // whose turn it was may be behind the others for a while
    var day = DayLoop.dayOf(firstDay, told);
    var people = new TreeMap<String, Integer>();
    for (var life : recruiting.lives()) {
      var name = life.stage().name().toLowerCase(Locale.ROOT).replace('_', '-');
      people.merge(name, 1, Integer::sum);
    }
    int number = (int) Duration.between(firstDay, day).toDays() + 1;
    int left = (int) Duration.between(day, latest(day)).toDays();
    request
        .progress()
        .accept(
            new RehearsalDay(
                day.atZone(ZoneOffset.UTC).toLocalDate(),
                number,
                number + left,
                setting.inFlight().events(),
                people,
                recruiting.counted(),
                request.participants()));
  }

  private Instant latest(Instant day) {
    var last = setting.wakes().last();
    return last.isAfter(day) ? last : day;
  }

  private JsonObject dataset(StudyDesk desk) throws InterruptedException {
    var made = desk.export();
    DatasetCopy.copy(Path.of(made.getString("path")), request.out());
    datasetNanos = System.nanoTime();
    return made;
  }

  private RehearsalReport report(JsonObject dataset) throws InterruptedException {
    var out = request.out().toAbsolutePath().normalize();
    var effects = new ArrayList<>(Effects.estimate(out, protocol, plan::planted));
    effects.addAll(ProximalEffects.estimate(out, protocol, plan::plantedProximal));
    awaitSink();
    var verdict = Promises.check(setting);
    return new RehearsalReport(
        protocol.study(),
        protocol.version(),
        protocol.sha256(),
        request.seed(),
        Figures.participants(out),
        Figures.slots(out),
        Figures.assessments(out),
        Figures.events(stage.platform()),
        new RehearsalReport.Dataset(out, dataset.getString("sha256")),
        effects,
        ignored(protocol),
        verdict.broken().stream().map(Object::toString).toList(),
        verdict.toString(),
        stage.work(),
        (datasetNanos - beganNanos) / 1e9,
        (System.nanoTime() - beganNanos) / 1e9);
  }

  /** What the protocol declares and this release does not act on. */
  static List<String> ignored(Protocol protocol) {
    var ignored = new ArrayList<String>();
    boolean twice =
        protocol.arms().stream()
            .anyMatch(arm -> arm.crossesTo().isPresent() && arm.intervention().isPresent());
    if (twice) ignored.add("cross-over");
    return List.copyOf(ignored);
  }

  /** Stops the platform and deletes what is not to be kept. */
  @Override
  public void close() {
    setting.stepping().close();
    setting.api().close();
    stage.close();
    workplace.close();
  }
}
