package org.attune.protocol.model;

import java.util.List;
import java.util.Optional;

/**
 * What is asked on one occasion: an instrument of the library with the study's own wording, or a
 * questionnaire of the bundle.
 *
 * @param code name in columns and expressions
 * @param version from 1
 * @param library true if {@code code} is an instrument of the key library; scoring comes from there
 * @param shuffled blocks of items, by name, that trade places with each other anew on each
 *     occasion; all other items keep theirs
 */
public record Questionnaire(
    String code,
    int version,
    LocalizedText title,
    boolean library,
    List<Item> items,
    List<List<String>> shuffled) {
  /** A questionnaire whose items always come in the same order. */
  public Questionnaire(
      String code, int version, LocalizedText title, boolean library, List<Item> items) {
    this(code, version, title, library, items, List.of());
  }

  /**
   * One question.
   *
   * @param id unique in the study's columns: {@code <code>_<n>} for library instruments
   * @param name name in expressions after the questionnaire's code: {@code i9}, {@code distress}
   * @param type one of {@link ItemType#words}
   * @param min least value; for number and slider
   * @param max greatest value; for number and slider
   * @param options codes with texts, in order; for single, multiple and Likert
   * @param when CEL over earlier answers that decides whether it is shown; empty: always
   * @param ends what the sides of an affect grid are called
   */
  public record Item(
      String id,
      String name,
      String type,
      LocalizedText text,
      Optional<Integer> min,
      Optional<Integer> max,
      List<Option> options,
      boolean required,
      Optional<String> when,
      Optional<GridEnds> ends) {
    /** An item that is no affect grid. */
    public Item(
        String id,
        String name,
        String type,
        LocalizedText text,
        Optional<Integer> min,
        Optional<Integer> max,
        List<Option> options,
        boolean required,
        Optional<String> when) {
      this(id, name, type, text, min, max, options, required, when, Optional.empty());
    }

    public ItemType kind() {
      return ItemType.of(type);
    }

    /** The columns of its values: one, or one for each number of an affect grid. */
    public List<String> columns() {
      return kind().parts().stream().map(part -> id + part).toList();
    }
  }

  /**
   * @param code whole number stored
   */
  public record Option(int code, LocalizedText text) {}

  /** The sides of an affect grid: left, right, bottom, top. */
  public record GridEnds(
      LocalizedText unpleasant,
      LocalizedText pleasant,
      LocalizedText sleepy,
      LocalizedText aroused) {}
}
