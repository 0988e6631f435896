package org.attune.randomization.handle;

import org.attune.platform.due.DueTable;
import org.attune.platform.log.History;
import org.attune.platform.service.Ports;
import org.attune.platform.study.StudyBook;
import org.attune.randomization.store.AllocationStore;
import org.attune.randomization.store.CandidateStore;
import org.attune.randomization.store.SeedVault;

/** What the acts of this package are made of. */
record Parts(
    History history,
    StudyBook studies,
    DueTable due,
    AllocationStore allocations,
    CandidateStore candidates,
    Lists lists,
    TermsBook terms,
    Settling settling,
    Closing closing) {
  static Parts of(Ports ports) {
    var allocations = new AllocationStore();
    var candidates = new CandidateStore();
    return new Parts(
        ports.history(),
        ports.studies(),
        ports.due(),
        allocations,
        candidates,
        new Lists(SeedVault.open(ports.config().dataDirectory(), ports.entropy()), ports.entropy()),
        new TermsBook(),
        new Settling(ports.history(), candidates),
        new Closing(ports.history(), ports.due(), allocations, candidates));
  }
}
