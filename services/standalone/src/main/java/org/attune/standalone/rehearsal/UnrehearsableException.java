package org.attune.standalone.rehearsal;

import java.util.List;
import java.util.stream.Collectors;
import org.attune.protocol.bundle.Finding;
import org.attune.standalone.synthetic.PlanReading;
import org.attune.standalone.synthetic.UnreachablePlanException;

/** A bundle that cannot be rehearsed, with everything that is wrong. */
public final class UnrehearsableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  UnrehearsableException(List<Finding> findings) {
    super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  static UnrehearsableException of(UnreachablePlanException unreachable) {
    return new UnrehearsableException(List.of(PlanReading.unreachable(unreachable)));
  }

  public List<Finding> findings() {
    return findings;
  }
}
