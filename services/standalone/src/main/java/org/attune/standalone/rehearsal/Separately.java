package org.attune.standalone.rehearsal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.service.Backends;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformOptions;
import org.attune.standalone.separate.DrivenClock;
import org.attune.standalone.separate.SeparateServices;
import org.attune.standalone.separate.Stepped;
import org.attune.standalone.separate.Work;

/** Each service in a process of its own; broker and driver share one. */
record Separately(Platform platform, SeparateServices services) implements Stage {
  static Separately start(
      PlatformOptions options, Instant start, long seed, ProgressObserver observer) {
    var services = new SeparateServices(seed, start, observer);
    var backends =
        new Backends(services.clock(), Clock.systemUTC(), new SeededEntropy(seed), observer, true);
    try {
      return new Separately(Platform.start(options, backends, services), services);
    } catch (RuntimeException | Error e) {
      services.close();
      throw e;
    }
  }

  @Override
  public DrivenClock clock() {
    return services.clock();
  }

  @Override
  public String url(String path) {
    return services.url(path);
  }

  @Override
  public Map<String, List<Stepped>> instances() {
    return services.instances();
  }

  @Override
  public void hear() throws InterruptedException {
    services.hear();
  }

  @Override
  public List<Work> work() {
    return services.work();
  }

  @Override
  public void close() {
    try {
      platform.close();
    } finally {
      services.close();
    }
  }
}
