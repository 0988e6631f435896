package org.attune.standalone.rehearsal;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.attune.platform.due.DueLoop;
import org.attune.platform.event.EventKey;

/**
 * One participant's time: what services have to do for this person and what this person does, one
 * after the other. Before each step everything is applied that this participant caused.
 */
final class Timeline implements Comparable<Timeline> {
  /** Something that the person does. */
  @FunctionalInterface
  interface Act {
    void run() throws InterruptedException;
  }

  /** Who acts: the person, the person in turn among all, or staff on the person's behalf. */
  private enum Actor {
    PERSON,
    PERSON_IN_TURN,
    STAFF
  }

  private record Planned(Instant at, long order, Actor actor, Act act) {
    boolean shared() {
      return actor == Actor.PERSON_IN_TURN;
    }
  }

  /**
   * What comes next.
   *
   * @param shared true if it has to wait for its turn among all participants
   */
  record Next(Instant at, boolean shared) {}

  private static final int ROWS_MAX = 200;

  private final Setting setting;
  private final EventKey key;
  private final PriorityQueue<Planned> acts =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::order));

  /** Looked at by whoever shows how far everybody has come. */
  private volatile Instant now;

  private long planned;

  Timeline(Setting setting, EventKey key, Instant now) {
    this.setting = setting;
    this.key = key;
    this.now = now;
  }

  EventKey key() {
    return key;
  }

  Instant now() {
    return now;
  }

  /** The person will do that then, or now if that has passed. */
  void plan(Instant at, Act act) {
    acts.add(new Planned(at, planned++, Actor.PERSON, act));
  }

  /** The same, in turn among all participants. */
  void planShared(Instant at, Act act) {
    acts.add(new Planned(at, planned++, Actor.PERSON_IN_TURN, act));
  }

  /** Staff will do that about the person then, whatever the person does. */
  void planStaff(Instant at, Act act) {
    acts.add(new Planned(at, planned++, Actor.STAFF, act));
  }

  /** The person does nothing of what was planned. */
  void forget() {
    acts.removeIf(act -> act.actor() != Actor.STAFF);
  }

  /** Lets time pass within an act. */
  void pass(Instant at) {
    if (at.isAfter(now)) now = at;
    setting.clock().set(key, now);
  }

  /** What comes next, if anything ever does. Nothing may be in flight for this participant. */
  Optional<Next> next() {
    var wake = setting.wakes().next(key);
    var act = Optional.ofNullable(acts.peek());
    if (wake.isPresent() && act.stream().noneMatch(a -> a.at().isBefore(wake.get().at()))) {
      return Optional.of(new Next(later(wake.get().at()), wake.get().shared()));
    }
    return act.map(a -> new Next(later(a.at()), a.shared()));
  }

  private Instant later(Instant at) {
    return at.isAfter(now) ? at : now;
  }

  /** Runs until {@code end} or until it is somebody's turn to do something shared. */
  void runUntil(Instant end) throws InterruptedException {
    for (; ; ) {
      awaitApplied();
      var next = next();
      if (next.isEmpty() || next.get().shared() || !next.get().at().isBefore(end)) return;
      step();
    }
  }

  /** Takes the next step, whatever it is, and waits until what it caused is applied. */
  private void step() throws InterruptedException {
    take();
    awaitApplied();
  }

  /** Takes the next step, whatever it is. What it causes may still be in flight after it. */
  void take() throws InterruptedException {
    var wake = setting.wakes().next(key);
    var act = Optional.ofNullable(acts.peek());
    if (wake.isPresent() && act.stream().noneMatch(a -> a.at().isBefore(wake.get().at()))) {
      pass(wake.get().at());
      tick(wake.get().service());
    } else if (act.isPresent()) {
      acts.remove();
      pass(act.get().at());
      act.get().act().run();
    }
  }

  private void awaitApplied() throws InterruptedException {
    if (setting.inFlight().isInFlight(key)) {
      setting.stepping().rest(() -> setting.inFlight().await(key));
    }
  }

  private void tick(String service) throws InterruptedException {
    setting.wakes().look(key, service, now);
    int rows = 0;
    int handled;
    do {
      handled = setting.stepping().tick(service, new DueLoop.Tick(key, now));
      rows += handled;
    } while (handled >= ROWS_MAX);
    setting.wakes().looked(key, rows);
  }

  @Override
  public int compareTo(Timeline other) {
    return key.compareTo(other.key);
  }
}
