package org.attune.randomization.handle;

import org.attune.platform.data.AppendedLines;
import org.attune.platform.due.DueTable;
import org.attune.platform.log.History;
import org.attune.platform.service.Ports;
import org.attune.platform.study.StudyBook;
import org.attune.randomization.store.AllocationStore;
import org.attune.randomization.store.CandidateStore;
import org.attune.randomization.store.ListStore;
import org.attune.randomization.store.SeedVault;
import org.attune.randomization.witness.Witness;

/** What the acts of this package are made of. */
record Parts(
    History history,
    StudyBook studies,
    DueTable due,
    AllocationStore allocations,
    CandidateStore candidates,
    Lists lists,
    ListStore uploads,
    Witness witness,
    TermsBook terms,
    Settling settling,
    Closing closing) {
  /**
   * @param durable whether a crash of the machine must not cost anything
   */
  static Parts of(Ports ports, boolean durable) {
    var allocations = new AllocationStore();
    var candidates = new CandidateStore();
    var directory = ports.config().dataDirectory();
    var vault = SeedVault.open(directory, ports.entropy());
    var lists = new Lists(vault, ports.entropy(), allocations);
    var witness =
        new Witness(
            ports.database(),
            allocations,
            new AppendedLines(directory.resolve(Witness.FILE), durable),
            vault.key("witness"),
            lists::arms);
    return new Parts(
        ports.history(),
        ports.studies(),
        ports.due(),
        allocations,
        candidates,
        lists,
        new ListStore(),
        witness,
        new TermsBook(),
        new Settling(ports.history(), candidates),
        new Closing(ports.history(), ports.due(), allocations, candidates));
  }
}
