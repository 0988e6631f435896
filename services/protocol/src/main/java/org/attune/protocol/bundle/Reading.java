package org.attune.protocol.bundle;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.protocol.bundle.Tree.Scalar;
import org.attune.protocol.bundle.Tree.Sequence;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.Protocol;

/** One pass over one bundle. */
final class Reading {
  private static final String CONTACTS = "contacts.yaml";
  private static final String REHEARSAL = "rehearsal.yaml";

  private final Report report = new Report();
  private final Set<String> files;
  private final Map<String, Tree> trees;

  Reading(Bundle bundle) {
    files = bundle.files().keySet();
    var read = new TreeMap<String, Tree>();
    bundle
        .files()
        .forEach(
            (name, content) -> {
              if (name.equals(REHEARSAL)) return; // the rehearsal's own
              report.tree(name, content).ifPresent(tree -> read.put(name, tree));
            });
    trees = Collections.unmodifiableMap(read);
  }

  BundleReading result() {
    var values = new Values(report, languages());
    var used = new TreeSet<>(Set.of(StudyForm.FILE, CONTACTS, REHEARSAL));
    var context = new Context(values, InstrumentLibrary.standard(), files, trees, used);
    var study = study(context);
    var contacts =
        Optional.ofNullable(trees.get(CONTACTS))
            .map(new DocumentForm(context)::staff)
            .orElse(List.of());
    for (var file : files) {
      if (used.contains(file) || !trees.containsKey(file)) continue;
      report.warning(
          Place.top(file),
          "unused-file",
          "Nothing in the bundle names this file; name it in study.yaml or remove it.");
    }
    var protocol = report.holed() ? Optional.<Protocol>empty() : study.map(CanonicalProtocol::seal);
    return new BundleReading(
        report.sorted(), protocol, study, contacts, new TreeMarks(trees), trees);
  }

  private Optional<Protocol> study(Context context) {
    var tree = trees.get(StudyForm.FILE);
    if (tree != null) return Optional.of(new StudyForm(context).read(tree));
    if (!files.contains(StudyForm.FILE)) {
      report.hole(
          Place.top(StudyForm.FILE),
          "missing-file",
          "The bundle has no study.yaml; name a study's directory, or write that file.");
    }
    return Optional.empty();
  }

  /** The study's languages, read before everything else; malformed ones are found later. */
  private Set<String> languages() {
    var languages = new LinkedHashSet<String>();
    var study = Optional.ofNullable(trees.get(StudyForm.FILE));
    if (study.flatMap(tree -> tree.find("languages")).orElse(null)
        instanceof Sequence(var _, var items)) {
      for (var item : items) if (item instanceof Scalar scalar) languages.add(scalar.text());
    }
    return Collections.unmodifiableSet(languages);
  }
}
