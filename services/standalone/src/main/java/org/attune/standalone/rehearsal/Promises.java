package org.attune.standalone.rehearsal;

import java.util.List;
import java.util.Optional;
import org.attune.platform.service.ServiceRuntime;
import org.attune.standalone.platform.AllocationLists;
import org.attune.testkit.checker.CheckedService;
import org.attune.testkit.checker.HistoryChecker;
import org.attune.testkit.checker.Verdict;
import org.attune.testkit.checker.World;

/** Asks the checker whether an ended rehearsal kept its promises. */
final class Promises {
  private Promises() {}

  static Verdict check(Setting setting) throws InterruptedException {
    // A relay notes what the broker has a moment after consumers may have read it.
    for (var runtime : setting.platform().runtimes()) {
      runtime.wakeRelay();
      setting.inFlight().awaitRelayed(runtime.name(), runtime::isRelayed);
    }
    setting.platform().runtimes().forEach(ServiceRuntime::checkpoint);
    var services = setting.platform().runtimes().stream().map(CheckedService::of).toList();
    return HistoryChecker.check(
        new World(
            services,
            List.copyOf(setting.acknowledged()),
            Optional.of(AllocationLists::replay),
            List.of(),
            World.Terms.endedRehearsal()));
  }
}
