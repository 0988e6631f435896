package org.attune.protocol.lint;

import java.util.List;
import java.util.Optional;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.model.Protocol;

/**
 * What the linter says about one bundle.
 *
 * @param findings of form and of meaning, in {@link Finding#ORDER}, none twice
 * @param protocol present exactly when no finding is an error: only then may it be published
 */
public record Linting(List<Finding> findings, Optional<Protocol> protocol) {
  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }
}
