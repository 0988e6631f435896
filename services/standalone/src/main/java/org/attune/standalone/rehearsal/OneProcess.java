package org.attune.standalone.rehearsal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.service.Backends;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformOptions;
import org.attune.standalone.separate.DrivenClock;
import org.attune.standalone.separate.Stepped;
import org.attune.standalone.separate.Work;

/**
 * All services in the driver's own process: what they tell is known as soon as it is told.
 *
 * @param clock read by the services themselves
 */
record OneProcess(Platform platform, DrivenClock clock) implements Stage {
  /** Groups of participants that a service serves at once: while one sends, another writes. */
  private static final int AT_ONCE = 2;

  static OneProcess start(
      PlatformOptions options, Instant start, Entropy entropy, ProgressObserver observer) {
    var clock = new VirtualClock(start);
    var backends = new Backends(clock, Clock.systemUTC(), entropy, observer, true);
    return new OneProcess(Platform.start(options, backends), clock);
  }

  @Override
  public String url(String path) {
    return platform.url();
  }

  @Override
  public Map<String, List<Stepped>> instances() {
    var instances = new HashMap<String, List<Stepped>>();
    for (var runtime : platform.runtimes()) {
      instances.put(runtime.name(), Collections.nCopies(AT_ONCE, runtime::tick));
    }
    return instances;
  }

  @Override
  public void hear() {}

  @Override
  public List<Work> work() {
    return List.of();
  }

  @Override
  public void close() {
    platform.close();
  }
}
