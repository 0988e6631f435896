package org.attune.protocol.bundle;

import java.util.Arrays;
import java.util.Map;

/** Marks over the trees of a bundle. */
record TreeMarks(Map<String, Tree> trees) implements Marks {
  @Override
  public Place at(String file, Object... path) {
    var place = Place.top(file);
    var tree = trees.get(file);
    for (var depth = 0; tree != null; depth++) {
      place = tree.place();
      tree = depth < path.length ? tree.find(path[depth]).orElse(null) : null;
    }
    return place;
  }

  @Override
  public Place key(String file, Object... path) {
    if (path.length == 0) return at(file);
    var parent = Arrays.copyOf(path, path.length - 1);
    var tree = trees.get(file);
    if (tree != null
        && tree.find(parent).orElse(null) instanceof Tree.Mapping mapping
        && path[path.length - 1] instanceof String name
        && mapping.entries().get(name) instanceof Tree.Entry entry) {
      return entry.key();
    }
    return at(file, path);
  }
}
