package org.attune.standalone.faults;

import java.util.Locale;

/** What is done to the platform. */
enum Fault {
  /** A service is killed at any moment, while it starts included. */
  SERVICE(true),
  /** A service dies at a crash point. */
  CRASH_POINT(true),
  /** A service is stopped until its partitions are another's, and goes on then. */
  ZOMBIE(false),
  /** The wall clock of a service is set. */
  CLOCK(false),
  /** The broker is killed. */
  BROKER(true),
  /** The database server is killed. */
  POSTGRES(true),
  /** One process of the database server is killed: the server ends all others and recovers. */
  POSTGRES_CHILD(true),
  /** The whole of {@code up} is killed. */
  UP(true),
  /** Somebody writes into the topics what is no event, or an old one. */
  FOREIGN_RECORDS(false),
  /**
   * A service refuses the events of some participants for a while; they are parked and replayed.
   */
  PARKING(false);

  private final boolean kill;

  Fault(boolean kill) {
    this.kill = kill;
  }

  /** True if a process ends by it. */
  boolean isKill() {
    return kill;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
