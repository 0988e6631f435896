package org.attune.enrollment.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A heading or a paragraph.
 *
 * @param text lines are broken where it breaks them, and where there is no more room
 * @param locale of its language
 */
record Block(Kind kind, String text, Locale locale) {
  /**
   * What a block is and how it looks.
   *
   * @see <a href="https://www.iso.org/standard/51502.html">ISO 32000-1 section 14.8.4, for the
   *     tags</a>
   */
  enum Kind {
    TITLE("H1", true, 20, 0),
    FACT("P", false, 10, 4),
    HEADING("H2", true, 13, 18),
    TEXT("P", false, 11, 6),
    SIGNATURE("P", false, 11, 24);

    private final String tag;
    private final boolean bold;
    private final float sizePoints;
    private final float abovePoints;

    Kind(String tag, boolean bold, float sizePoints, float abovePoints) {
      this.tag = tag;
      this.bold = bold;
      this.sizePoints = sizePoints;
      this.abovePoints = abovePoints;
    }

    String tag() {
      return tag;
    }

    boolean isBold() {
      return bold;
    }

    float sizePoints() {
      return sizePoints;
    }

    /** Room above it. */
    float abovePoints() {
      return abovePoints;
    }

    /** From one line to the next. */
    float leadingPoints() {
      return sizePoints * 1.45f;
    }

    boolean isHeading() {
      return this == TITLE || this == HEADING;
    }
  }

  /** All of a form, in the order in which it is read. */
  static List<Block> of(SignedForm form) {
    var text = form.text();
    var locale = Locale.forLanguageTag(text.language());
    var words = PaperWords.of(locale);
    var blocks = new ArrayList<Block>();
    blocks.add(new Block(Kind.TITLE, text.title(), locale));
    words.facts(form).forEach(fact -> blocks.add(new Block(Kind.FACT, fact, words.locale())));
    for (var section : text.sections()) {
      blocks.add(new Block(Kind.HEADING, section.heading(), locale));
      paragraphs(section.text(), locale, blocks);
    }
    blocks.add(new Block(Kind.HEADING, words.lateUse(), words.locale()));
    paragraphs(text.lateUse(), locale, blocks);
    blocks.add(new Block(Kind.SIGNATURE, words.signed(form), words.locale()));
    blocks.add(new Block(Kind.FACT, words.mark(text.sha256()), words.locale()));
    return blocks.stream().filter(block -> !block.text().isBlank()).toList();
  }

  /** An empty line begins another paragraph. */
  private static void paragraphs(String text, Locale locale, List<Block> into) {
    for (var paragraph : text.strip().split("\\R\\s*\\R")) {
      into.add(new Block(Kind.TEXT, paragraph, locale));
    }
  }
}
