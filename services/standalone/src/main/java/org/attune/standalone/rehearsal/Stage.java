package org.attune.standalone.rehearsal;

import java.util.List;
import java.util.Map;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.separate.DrivenClock;
import org.attune.standalone.separate.Stepped;
import org.attune.standalone.separate.Work;

/** The platform under rehearsal as its driver sees it, wherever the services run. */
interface Stage extends AutoCloseable {
  /** Database, keys and broker; its services are those that work only if all is one process. */
  Platform platform();

  /** What time it is for whom, wherever it is asked. */
  DrivenClock clock();

  /**
   * Where a request goes.
   *
   * @param path begins with the service
   */
  String url(String path);

  /** The instances of each service. */
  Map<String, List<Stepped>> instances();

  /**
   * Returns once all that services told before is known here. Whoever got an answer from a service
   * calls this before anything that depends on what led to the answer.
   */
  void hear() throws InterruptedException;

  /** What each process did so far; empty if there is only one. */
  List<Work> work();

  /** Stops everything. */
  @Override
  void close();
}
