package org.attune.enrollment.paper;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * The shapes that Arabic letters take beside others, as code points of the presentation forms.
 *
 * <p>Which letter joins on which side follows from how many forms it has: two (alone, at the end)
 * join to the letter before, four (and at the beginning, within) to both. Which forms belong to a
 * letter says their compatibility decomposition.
 *
 * @see <a href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-9/">The Unicode
 *     Standard 16.0, section 9.2, Arabic, cursive joining and ligatures</a>
 */
final class ArabicForms {
  /** Drawn as part of the letter before. */
  static final int NOTHING = -1;

  private static final int TATWEEL = 0x640;
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int LAM = 0x644;

  /** First of the forms by letter, and how many there are. */
  private static final Map<String, Forms> FORMS = forms();

  private record Forms(int first, int count) {
    static final Forms NONE = new Forms(0, 0);

    /** Order of the code points: alone, at the end, at the beginning, within. */
    int of(boolean joinsBefore, boolean joinsAfter) {
      return first + (joinsBefore ? 1 : 0) + (joinsAfter ? 2 : 0);
    }
  }

  private ArabicForms() {}

  /**
   * What is drawn for each UTF-16 unit of {@code text}: a code point at its first unit, {@link
   * #NOTHING} at the second of a surrogate pair and at an alef that was drawn with the lam before.
   */
  static int[] of(String text) {
    var shown = new int[text.length()];
    for (int i = 0; i < text.length(); i++) {
      shown[i] = Character.isLowSurrogate(text.charAt(i)) ? NOTHING : text.codePointAt(i);
    }
    int before = NOTHING;
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] == NOTHING || isMark(shown[i])) continue;
      int after = following(text, i);
      var together = after > 0 && shown[i] == LAM ? lamAlef(text, after) : Forms.NONE;
      boolean joinsBefore = before >= 0 && joinsAfter(text.codePointAt(before)) && reaches(text, i);
      if (together.count() > 0) {
        shown[i] = together.of(joinsBefore, false);
        shown[after] = NOTHING;
        before = NOTHING; // an alef joins nothing behind it
        continue;
      }
      boolean joinsAfter = after > 0 && joinsAfter(text.codePointAt(i)) && reaches(text, after);
      shown[i] = shape(text.codePointAt(i), joinsBefore, joinsAfter);
      before = i;
    }
    return shown;
  }

  private static int shape(int letter, boolean joinsBefore, boolean joinsAfter) {
    var forms = of(letter);
    return forms.count() == 0 ? letter : forms.of(joinsBefore, joinsAfter);
  }

  private static Forms of(int letter) {
    return FORMS.getOrDefault(Character.toString(letter), Forms.NONE);
  }

  private static Forms lamAlef(String text, int after) {
    return FORMS.getOrDefault(
        Character.toString(LAM) + Character.toString(text.codePointAt(after)), Forms.NONE);
  }

  /** Joins to the letter before it, if that one does too. */
  private static boolean reaches(String text, int at) {
    int letter = text.codePointAt(at);
    return letter == TATWEEL || letter == JOINER || of(letter).count() >= 2;
  }

  private static boolean joinsAfter(int letter) {
    return letter == TATWEEL || letter == JOINER || of(letter).count() == 4;
  }

  /** The next letter over marks; 0 if there is none. */
  private static int following(String text, int at) {
    int next = at + Character.charCount(text.codePointAt(at));
    while (next < text.length() && isMark(text.codePointAt(next))) {
      next += Character.charCount(text.codePointAt(next));
    }
    return next < text.length() ? next : 0;
  }

  /** Stands over or under a letter, or is not seen at all; joining goes on across it. */
  static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      case Character.FORMAT -> codePoint != NON_JOINER && codePoint != JOINER;
      default -> false;
    };
  }

  /** Code points of one letter stand beside each other: a run of them is the letter's forms. */
  private static Map<String, Forms> forms() {
    var forms = new HashMap<String, Forms>();
    collect(0xFB50, 0xFBFF, forms);
    collect(0xFE80, 0xFEFC, forms);
    return forms;
  }

  private static void collect(int first, int last, Map<String, Forms> into) {
    for (int at = first; at <= last; ) {
      var letter = letter(at);
      int end = at + 1;
      while (end <= last && letter(end).equals(letter)) end++;
      if (!letter.isEmpty()) into.put(letter, new Forms(at, end - at));
      at = end;
    }
  }

  /** The letter or the lam with alef of a presentation form; empty if it is none. */
  static String letter(int form) {
    boolean isForm = form >= 0xFB50 && form <= 0xFBFF || form >= 0xFE80 && form <= 0xFEFC;
    if (!isForm) return "";
    var letter = Normalizer.normalize(Character.toString(form), Normalizer.Form.NFKC);
    boolean isLamAlef = letter.length() == 2 && letter.charAt(0) == LAM;
    return !letter.equals(Character.toString(form)) && (letter.length() == 1 || isLamAlef)
        ? letter
        : "";
  }
}
