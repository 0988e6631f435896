package org.attune.protocol.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One YAML value with its place. Texts are in Unicode normal form C. */
public sealed interface Tree {
  /** Where the value begins. */
  Place place();

  /** What an author would call this kind of value. */
  String kind();

  /**
   * Keys with values.
   *
   * @param entries in the order of the file; of a key written twice, the first
   */
  record Mapping(Place place, Map<String, Entry> entries) implements Tree {
    /** The value of {@code key}. */
    public Optional<Tree> get(String key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /**
   * A key's place and its value.
   *
   * @param key where the key begins
   */
  record Entry(Place key, Tree value) {}

  /** Values in order. */
  record Sequence(Place place, List<Tree> items) implements Tree {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param text without quotes
   * @param style how it is written
   */
  record Scalar(Place place, String text, Style style) implements Tree {
    /** Written without quotes and empty, {@code ~} or {@code null}. */
    public boolean isNothing() {
      return style == Style.PLAIN
          && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /**
     * The place of the character at {@code offset} of the text; exact for texts on one line without
     * escapes, else the beginning.
     */
    public Place inside(int offset) {
      return switch (style) {
        case PLAIN -> place.right(offset);
        case QUOTED -> place.right(offset + 1);
        case BLOCK -> place;
      };
    }

    @Override
    public String kind() {
      return isNothing() ? "nothing" : "a single value";
    }
  }

  /** How a single value is written. */
  enum Style {
    PLAIN,
    QUOTED,
    BLOCK
  }

  /** The value at {@code path} of map keys and list positions. */
  default Optional<Tree> find(Object... path) {
    Optional<Tree> at = Optional.of(this);
    for (var step : path) at = at.flatMap(tree -> tree.child(step));
    return at;
  }

  private Optional<Tree> child(Object step) {
    return switch (this) {
      case Mapping mapping when step instanceof String key -> mapping.get(key);
      case Sequence(var _, var items)
          when step instanceof Integer index && index >= 0 && index < items.size() ->
          Optional.of(items.get(index));
      case Mapping _, Sequence _, Scalar _ -> Optional.empty();
    };
  }
}
