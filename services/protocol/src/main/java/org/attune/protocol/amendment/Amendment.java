package org.attune.protocol.amendment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;

/**
 * What the next version of a study changes.
 *
 * @param changes by area, within it in the order of the newer version
 * @param strandings who would be left without what they were promised
 */
public record Amendment(
    Protocol before, Protocol after, List<Change> changes, List<Stranding> strandings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What makes a version an amendment is not a change that it makes. */
  private static final List<String> OF_THE_VERSION = List.of("version", "effective", "reason");

  /** Compares two versions that the linter let pass; a function of both. */
  public static Amendment between(Protocol before, Protocol after) {
    var differences = TreeDifferences.between(tree(before), tree(after));
    var effects = new Effects(before, after);
    var changes = new ArrayList<Change>();
    for (var difference : differences) {
      for (var effect : effects.of(difference)) changes.add(new Change(difference, effect));
    }
    changes.sort(Comparator.comparing(change -> change.effect().area()));
    return new Amendment(
        before, after, List.copyOf(changes), new StrandingRules(before, after).check(differences));
  }

  /** Why {@code after} is no amendment of {@code before}, as a sentence; empty if it is one. */
  public static Optional<String> unfit(Protocol before, Protocol after) {
    if (!before.study().equals(after.study())) {
      return Optional.of(
          "'%s' and '%s' are two studies; compare two versions of one."
              .formatted(before.study(), after.study()));
    }
    if (CanonicalProtocol.of(before).equals(CanonicalProtocol.of(after))) return Optional.empty();
    int next = before.version() + 1;
    return after.version() == next
        ? Optional.empty()
        : Optional.of(
            "An amendment of version %d is version %d, not %d; correct version: in study.yaml."
                .formatted(before.version(), next, after.version()));
  }

  /** True if everyone enrolled under the old version must sign again. */
  public boolean asksConsentAgain() {
    return has(How.RE_CONSENT);
  }

  /** True if publishing would refuse it once the study has opened. */
  public boolean isRefusedOnceOpen() {
    return has(How.REFUSED_ONCE_OPEN);
  }

  private boolean has(How how) {
    return changes.stream().anyMatch(change -> change.effect().how() == how);
  }

  private static JsonNode tree(Protocol protocol) {
    try {
      var tree = JSON.readTree(CanonicalProtocol.of(protocol).json());
      if (tree instanceof ObjectNode object) object.remove(OF_THE_VERSION);
      return tree;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the canonical form is JSON", e);
    }
  }
}
