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
 */
public record Questionnaire(
    String code, int version, LocalizedText title, boolean library, List<Item> items) {
  /**
   * One question.
   *
   * @param id unique in the study's columns: {@code <code>_<n>} for library instruments
   * @param name name in expressions after the questionnaire's code: {@code i9}, {@code distress}
   * @param type {@code single}, {@code multiple}, {@code slider}, {@code number}, {@code text}
   * @param min least value; for number and slider
   * @param max greatest value; for number and slider
   * @param options codes with texts, in order; for single and multiple
   * @param when CEL over earlier answers that decides whether it is shown; empty: always
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
      Optional<String> when) {}

  /**
   * @param code whole number stored
   */
  public record Option(int code, LocalizedText text) {}
}
