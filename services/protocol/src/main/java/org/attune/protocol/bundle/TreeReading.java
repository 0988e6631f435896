package org.attune.protocol.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading one YAML file that is not part of the protocol, by the same strict reader.
 *
 * @param findings what prevented it, or what is doubtful about it
 * @param tree its values with their places; empty if it is not readable as YAML
 */
public record TreeReading(List<Finding> findings, Optional<Tree> tree) {
  /**
   * Reads {@code content}.
   *
   * @param file name that findings say, for example {@code rehearsal.yaml}
   */
  public static TreeReading of(String file, String content) {
    var findings = new ArrayList<Finding>();
    var tree = TreeReader.read(file, content, findings);
    return new TreeReading(List.copyOf(findings), tree);
  }
}
