package org.attune.platform.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.due.DueHandler;
import org.attune.platform.erase.Keeping;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.log.BeforeSending;

/**
 * What a service is made of.
 *
 * @param consumers by topic
 * @param due by kind
 * @param routes mounts the service's routes below {@code /api/<service>}
 * @param law state = fold(history), for the checker; empty for a service without state of its own
 * @param loops further loops, each on a thread of its own until closed
 * @param keeping what it does of its own before a participant's rows go
 * @param beforeSending what it does of its own before its events are seen
 */
public record Wiring(
    Map<String, MessageHandler> consumers,
    Map<String, DueHandler> due,
    Consumer<ServiceRoutes> routes,
    Optional<StateLaw> law,
    List<ServiceLoop> loops,
    Keeping keeping,
    BeforeSending beforeSending) {
  /** A service that keeps nothing of its own when a participant is erased. */
  public Wiring(
      Map<String, MessageHandler> consumers,
      Map<String, DueHandler> due,
      Consumer<ServiceRoutes> routes,
      Optional<StateLaw> law,
      List<ServiceLoop> loops) {
    this(consumers, due, routes, law, loops, Keeping.nothing());
  }

  /** A service whose events may be seen as soon as they are recorded. */
  public Wiring(
      Map<String, MessageHandler> consumers,
      Map<String, DueHandler> due,
      Consumer<ServiceRoutes> routes,
      Optional<StateLaw> law,
      List<ServiceLoop> loops,
      Keeping keeping) {
    this(consumers, due, routes, law, loops, keeping, BeforeSending.nothing());
  }

  /** A loop that runs until it is closed. */
  public interface ServiceLoop extends Runnable, AutoCloseable {
    @Override
    void close();
  }
}
