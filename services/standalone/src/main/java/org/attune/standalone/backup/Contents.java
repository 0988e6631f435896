package org.attune.standalone.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.attune.enrollment.EnrollmentDefinition;
import org.attune.enrollment.store.ErasureList;
import org.attune.randomization.witness.Witness;
import org.attune.standalone.platform.DataDirectory;

/**
 * Which files of a data directory a backup holds, its database apart: keys, and whatever a service
 * keeps. Left out is what must outlive a restore, what was sent into the world, and what can be
 * made again.
 */
final class Contents {
  static final String KIND = "kind";
  static final String ADMIN_KEY = "admin.key";
  static final String POSTGRES = "postgres";
  static final String KAFKA = "kafka";
  private static final String SERVICES = "services";

  /** Who was erased. */
  static final String ERASURES = "services/enrollment/" + ErasureList.FILE;

  /** What was allocated. */
  static final String WITNESS = "services/randomization/" + Witness.FILE;

  /** Known to a directory, whatever is restored into it. */
  private static final List<String> KEPT = List.of(ERASURES, WITNESS);

  private static final List<String> TAKEN = List.of(KIND, ADMIN_KEY, "keys", SERVICES);

  private static final Set<String> LEFT_OUT =
      Set.of(
          ERASURES,
          WITNESS,
          "services/enrollment/" + EnrollmentDefinition.MAIL,
          "services/analytics/exports");

  /** What may lie in a directory before anything was restored into it. */
  private static final Set<String> BEFORE_ALL =
      Set.of(KIND, ERASURES, WITNESS, RestoreLog.FILE, "lock");

  private Contents() {}

  /** Names of the files to take from {@code root}, with slashes, in order. */
  static Set<String> of(Path root) throws IOException {
    var names = new TreeSet<String>();
    for (var taken : TAKEN) {
      for (var name : files(root, root.resolve(taken))) {
        if (LEFT_OUT.stream().noneMatch(out -> name.equals(out) || name.startsWith(out + "/"))) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** True if nothing is in {@code root} that a restore could destroy. */
  static boolean isFree(Path root) throws IOException {
    for (var name : files(root, root)) {
      boolean ofARestore = name.startsWith(DataDirectory.RESTORE + "/");
      if (!ofARestore && !BEFORE_ALL.contains(name)) return false;
    }
    return true;
  }

  /** What outlives a restore and is not in {@code root}. */
  static List<String> missing(Path root) {
    return KEPT.stream().filter(name -> !Files.exists(root.resolve(name))).toList();
  }

  /** Names of the files at or below {@code from}, as seen from {@code root}. */
  static Set<String> files(Path root, Path from) throws IOException {
    var names = new TreeSet<String>();
    if (!Files.exists(from)) return names;
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        names.add(name(root, file));
      }
    }
    return names;
  }

  /** With slashes, wherever this runs. */
  static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
