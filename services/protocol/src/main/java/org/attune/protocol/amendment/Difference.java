package org.attune.protocol.amendment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place at which two canonical forms differ, with what stands there.
 *
 * @param path names from the root; elements of a list by their id, code or position from 0
 * @param before canonical JSON; empty if there was nothing
 * @param after canonical JSON; empty if there is nothing
 */
public record Difference(List<String> path, Optional<String> before, Optional<String> after) {
  private static final String LANGUAGES = "byLanguage";

  /** What happened to the place. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED;

    /** Stable name: {@code added}, {@code removed} or {@code changed}. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Kind kind() {
    if (before.isEmpty()) return Kind.ADDED;
    return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
  }

  /** The path as one text, with {@code /} between names. */
  public String place() {
    return String.join("/", path);
  }

  /** True if the path begins with {@code names}. */
  boolean under(String... names) {
    return path.size() >= names.length && path.subList(0, names.length).equals(List.of(names));
  }

  /** True for a text in a language that had none, or has none any more. */
  boolean isTranslation() {
    return kind() != Kind.CHANGED && path.size() > 1 && path.get(path.size() - 2).equals(LANGUAGES);
  }

  /** True for a text that participants read, in one language. */
  boolean isText() {
    return path.contains(LANGUAGES);
  }
}
