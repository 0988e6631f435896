package org.attune.protocol.lint;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.protocol.bundle.BundleReading;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.bundle.Tree;
import org.attune.protocol.model.Protocol;

/**
 * A well-formed study as the rules see it: its values, and where each of them stands.
 *
 * @param reading files as trees, places, contacts
 */
record Draft(Protocol protocol, BundleReading reading) {
  static final String STUDY = "study.yaml";
  static final String ANALYSIS = "analysis.yaml";
  static final String CONTACTS = "contacts.yaml";

  /** The place of a value in study.yaml. */
  Place at(Object... path) {
    return reading.marks().at(STUDY, path);
  }

  /** The place of a value in {@code file}. */
  Place in(String file, Object... path) {
    return reading.marks().at(file, path);
  }

  /** A value of {@code file}, as written. */
  Optional<Tree> tree(String file, Object... path) {
    return Optional.ofNullable(reading.trees().get(file)).flatMap(tree -> tree.find(path));
  }

  /** The single value at {@code path}, or empty where there is none. */
  static Optional<String> text(Tree tree, Object... path) {
    return tree.find(path)
        .filter(Tree.Scalar.class::isInstance)
        .map(value -> ((Tree.Scalar) value).text());
  }

  /** The elements of the list at {@code path}, none where there is no list. */
  static List<Tree> items(Optional<Tree> tree) {
    return tree.filter(Tree.Sequence.class::isInstance)
        .map(list -> ((Tree.Sequence) list).items())
        .orElse(List.of());
  }

  static String questionnaireFile(String code) {
    return "instruments/" + code + ".yaml";
  }

  static String programmeFile(String id) {
    return "interventions/" + id + ".yaml";
  }

  static String contentFile(String programme, String module) {
    return "interventions/" + programme + "/" + module + ".yaml";
  }

  static String consentFile(String id) {
    return "consent/" + id + ".yaml";
  }

  /** Positions of a list, from 0. */
  static Stream<Integer> positions(List<?> list) {
    return IntStream.range(0, list.size()).boxed();
  }
}
