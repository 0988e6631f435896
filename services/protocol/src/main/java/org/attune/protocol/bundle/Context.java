package org.attune.protocol.bundle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.attune.protocol.instrument.Instrument;
import org.attune.protocol.instrument.InstrumentLibrary;

/**
 * What all form readers of one bundle share.
 *
 * @param files names of all files of the bundle
 * @param trees the readable ones
 * @param used files that something in the bundle refers to; grows while reading
 */
record Context(
    Values values,
    InstrumentLibrary instruments,
    Set<String> files,
    Map<String, Tree> trees,
    Set<String> used) {
  static final String ENDING = ".yaml";

  /** Codes of the instruments that a study may use. */
  Set<String> instrumentCodes() {
    return instruments.all().stream()
        .filter(Instrument::enabled)
        .map(Instrument::code)
        .collect(Collectors.toSet());
  }

  Report report() {
    return values.report();
  }

  Fields fields(Tree tree, String what, String... known) {
    return Fields.of(values, tree, what, known);
  }

  /** What {@code reader} makes of every readable file of {@code folder}, by file name's stem. */
  <T> Map<String, T> folder(String folder, BiFunction<String, Tree, Optional<T>> reader) {
    var read = new TreeMap<String, T>();
    for (var file : trees.entrySet()) {
      var name = file.getKey();
      if (!name.startsWith(folder) || name.indexOf('/', folder.length()) >= 0) continue;
      used.add(name);
      var stem = name.substring(folder.length(), name.length() - ENDING.length());
      reader.apply(stem, file.getValue()).ifPresent(value -> read.put(stem, value));
    }
    return Collections.unmodifiableMap(read);
  }

  /** A file's own name for itself, which has to be its stem. */
  String named(Fields fields, String key, String stem) {
    var name = fields.maybeText(key).orElse("");
    if (!name.isEmpty() && !name.equals(stem)) {
      report()
          .hole(
              fields.place(key),
              "name-mismatch",
              "The file is called '%s%s' but says '%s: %s'; make them equal."
                  .formatted(stem, ENDING, key, name));
    }
    return name;
  }

  /** Finds ids that stand more than once among {@code ids}, each with its place. */
  void unique(String what, List<Id> ids) {
    var seen = new HashSet<String>();
    for (var id : ids) {
      if (id.id().isEmpty() || seen.add(id.id())) continue;
      report()
          .error(
              id.place(),
              "duplicate-id",
              "Two %s are called '%s'; give each a name of its own.".formatted(what, id.id()));
    }
  }

  /** Finds equal ids among the mappings of the list under {@code key}. */
  void uniqueIn(Fields fields, String key, String idKey) {
    var ids = new ArrayList<Id>();
    if (fields.tree(key).orElse(null) instanceof Tree.Sequence(var _, var items)) {
      for (var item : items) {
        if (item.find(idKey).orElse(null) instanceof Tree.Scalar(var place, var text, var _)) {
          ids.add(new Id(text, place));
        }
      }
    }
    unique(key, ids);
  }

  /** That {@code file} is in the bundle; else a finding at {@code place}. */
  boolean needs(String file, Place place) {
    used.add(file);
    if (files.contains(file)) return true;
    report()
        .hole(
            place,
            "missing-file",
            "The bundle has no file '%s'; add it. %s"
                .formatted(
                    file, Nearest.to(file, files).map("Did you mean '%s'?"::formatted).orElse(""))
                .strip());
    return false;
  }

  /** An id and where it stands. */
  record Id(String id, Place place) {}
}
