package org.attune.enrollment.paper;

import java.text.Bidi;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/** A block with its lines. */
record SetBlock(Block block, Face face, List<Line> lines) {
  SetBlock {
    lines = List.copyOf(lines);
  }

  Block.Kind kind() {
    return block.kind();
  }

  String text() {
    return block.text();
  }

  /**
   * Says in which language it is, if that is not the document's, and its text where what is drawn
   * cannot be taken for it.
   */
  void describe(PDStructureElement element, String documentLanguage) {
    var language = block.locale().toLanguageTag();
    if (!language.equals(documentLanguage)) element.setLanguage(language);
    if (!isDrawnAsItIs()) element.setActualText(text());
  }

  /** From left to right, every letter as itself. */
  private boolean isDrawnAsItIs() {
    boolean isKnown =
        lines.stream()
            .flatMap(line -> line.letters().stream())
            .noneMatch(letter -> letter.codePoint() == Face.UNKNOWN);
    return isKnown && new Bidi(text(), Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).isLeftToRight();
  }
}
