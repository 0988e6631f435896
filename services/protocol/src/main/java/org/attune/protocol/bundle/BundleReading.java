package org.attune.protocol.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.model.Protocol;

/**
 * What came of reading a bundle's form. Meaning is the linter's: a protocol here is complete, not
 * yet sensible.
 *
 * @param findings all of them, in {@link Finding#ORDER}
 * @param protocol present unless a finding left a hole in it; errors that leave none (an unknown
 *     key) can stand beside it, so that the linter still sees the rest
 * @param draft what could be read, neutral values in the holes: for saying what else is wrong,
 *     never for publishing; empty only if {@code study.yaml} cannot be read at all
 * @param contacts the staff of {@code contacts.yaml}, outside the hash; empty without that file
 * @param marks where everything stands
 * @param trees every readable YAML file, by name in the bundle
 */
public record BundleReading(
    List<Finding> findings,
    Optional<Protocol> protocol,
    Optional<Protocol> draft,
    List<StaffContact> contacts,
    Marks marks,
    Map<String, Tree> trees) {
  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }
}
