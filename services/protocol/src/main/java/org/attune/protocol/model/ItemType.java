package org.attune.protocol.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How an item is answered; a study writes its name in lower case with hyphens: affect-grid. */
public enum ItemType {
  /** One of several options. */
  SINGLE,
  /** Any number of several options. */
  MULTIPLE,
  /** One of several options that stand in order, each a step from the next (Likert 1932). */
  LIKERT,
  /** A place between two ends, without a mark until it is touched. */
  SLIDER,
  /** A whole number, typed. */
  NUMBER,
  /** Words of one's own. */
  TEXT,
  /**
   * One place in a square, pleasure across and arousal upwards, each from {@value #GRID_MIN} to
   * {@value #GRID_MAX}, without a mark until it is touched.
   *
   * <p>Russell, Weiss &amp; Mendelsohn (1989), Affect Grid: a single-item scale of pleasure and
   * arousal, J. Pers. Soc. Psychol. 57(3), 493-502.
   */
  AFFECT_GRID,
  /** A time of day, local. */
  TIME,
  /** A day of the calendar. */
  DATE;

  public static final int GRID_MIN = 1;
  public static final int GRID_MAX = 9;

  /** After the name of an affect grid: what stands across. */
  public static final String PLEASURE = "_pleasure";

  /** After the name of an affect grid: what goes upwards. */
  public static final String AROUSAL = "_arousal";

  /** The type as a study writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All words, in the order of this page. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ItemType::word).toList();
  }

  /**
   * The type of that name; a number for a word that the bundle reader has already refused, so that
   * the rest of a draft can be looked at.
   */
  public static ItemType of(String word) {
    for (var type : values()) if (type.word().equals(word)) return type;
    return NUMBER;
  }

  /** True if it has options. */
  public boolean isChosen() {
    return this == SINGLE || this == MULTIPLE || this == LIKERT;
  }

  /** True if it has a least and a greatest value of its own. */
  public boolean isRanged() {
    return this == SLIDER || this == NUMBER;
  }

  /** What follows the item's name in columns and expressions: nothing, or one word per number. */
  public List<String> parts() {
    return this == AFFECT_GRID ? List.of(PLEASURE, AROUSAL) : List.of("");
  }
}
