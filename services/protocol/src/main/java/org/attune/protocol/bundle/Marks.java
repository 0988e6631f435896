package org.attune.protocol.bundle;

/**
 * Where the parts of a bundle stand. A path is made of map keys ({@code String}) and list positions
 * ({@code Integer}, from 0), for example {@code at("study.yaml", "arms", 0, "ratio")}; an empty
 * path is the whole file.
 */
public interface Marks {
  /**
   * The place of the value at {@code path}; of the nearest enclosing value when there is none; the
   * top of {@code file} when the file is absent or unreadable.
   */
  Place at(String file, Object... path);

  /**
   * The place of the key at {@code path} (of the value, when the last step is a list position); the
   * nearest enclosing value when there is none.
   */
  Place key(String file, Object... path);
}
