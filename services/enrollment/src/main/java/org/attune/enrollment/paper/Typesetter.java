package org.attune.enrollment.paper;

import java.io.IOException;
import java.text.Bidi;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.attune.enrollment.paper.Line.Letter;

/**
 * Breaks text into lines (UAX #14) and puts each letter at its place, from right to left where the
 * text runs so (UAX #9). All lengths are in thousandths of the size of the letters.
 */
final class Typesetter {
  /** Between a letter and the mark over or under it. */
  private static final int MARK_GAP = 40;

  /** Signs that turn around with the direction of the text, in pairs. */
  private static final String MIRRORED = "()[]{}<>«»‹›≤≥";

  private final Face face;
  private final int columnWidth;
  private final int baseDirection;

  /**
   * @param rightToLeft direction of text that has no letters of either direction
   */
  Typesetter(Face face, int columnWidth, boolean rightToLeft) {
    this.face = face;
    this.columnWidth = columnWidth;
    this.baseDirection =
        rightToLeft ? Bidi.DIRECTION_DEFAULT_RIGHT_TO_LEFT : Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT;
  }

  /** The lines of a text, which breaks lines itself too. */
  List<Line> lines(String text, Locale locale) throws IOException {
    var lines = new ArrayList<Line>();
    for (var part : text.split("\\R")) {
      var composed = Normalizer.normalize(part, Normalizer.Form.NFC);
      if (!composed.isBlank()) new Paragraph(composed).breakInto(lines, locale);
    }
    return lines;
  }

  /** Text without breaks of its own, and what is drawn for each of its UTF-16 units. */
  private final class Paragraph {
    private final String text;
    private final int[] shown;
    private final Bidi bidi;

    Paragraph(String text) {
      this.text = text;
      this.bidi = new Bidi(text, baseDirection);
      this.shown = ArabicForms.of(text);
      for (int i = 0; i < shown.length; i++) shown[i] = drawable(shown[i], text.codePointAt(i));
    }

    /**
     * Signs that are not seen are not drawn; a letter in a shape that the font has not stands
     * plain.
     */
    private int drawable(int wanted, int plain) {
      if (wanted == ArabicForms.NOTHING || isUnseen(plain)) return ArabicForms.NOTHING;
      if (Character.isWhitespace(plain) || Character.isSpaceChar(plain)) return ' ';
      if (face.has(wanted)) return wanted;
      return face.has(plain) ? plain : Face.UNKNOWN;
    }

    private boolean isUnseen(int codePoint) {
      int type = Character.getType(codePoint);
      return type == Character.FORMAT
          || type == Character.CONTROL && !Character.isWhitespace(codePoint);
    }

    void breakInto(List<Line> lines, Locale locale) throws IOException {
      var breaks = BreakIterator.getLineInstance(locale);
      breaks.setText(text);
      int start = 0;
      int end = 0; // of what fits
      int width = 0;
      for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
        if (end > start && width + width(end, trimmed(next, end)) > columnWidth) {
          lines.add(line(start, end));
          start = end;
          width = 0;
        }
        width += width(end, next);
        end = next;
        for (int fits = fitting(start, end); fits < end; fits = fitting(start, end)) {
          lines.add(line(start, fits)); // one word wider than the column
          start = fits;
          width = width(start, end);
        }
      }
      lines.add(line(start, end));
    }

    /** How far a line that begins at {@code start} can reach: at least one letter. */
    private int fitting(int start, int end) throws IOException {
      int limit = trimmed(end, start);
      int width = 0;
      for (int i = start; i < limit; i++) {
        width += width(i);
        if (width > columnWidth && i > start && shown[i] != ArabicForms.NOTHING) return i;
      }
      return end;
    }

    /** Without the spaces at the end. */
    private int trimmed(int end, int start) {
      int last = end;
      while (last > start && Character.isWhitespace(text.charAt(last - 1))) last--;
      return last;
    }

    private int width(int from, int until) throws IOException {
      int width = 0;
      for (int i = from; i < until; i++) width += width(i);
      return width;
    }

    private int width(int at) throws IOException {
      int letter = shown[at];
      return letter == ArabicForms.NOTHING || ArabicForms.isMark(letter) ? 0 : face.width(letter);
    }

    /**
     * The runs of a line stand beside each other from left to right, and are read in their order.
     */
    private Line line(int start, int end) throws IOException {
      var runs = bidi.createLineBidi(start, end);
      int count = runs.getRunCount();
      var levels = new byte[count];
      var order = new Integer[count];
      for (int i = 0; i < count; i++) {
        levels[i] = (byte) runs.getRunLevel(i);
        order[i] = i;
      }
      Bidi.reorderVisually(levels, 0, order, 0, count);
      var left = new int[count];
      int x = runs.baseIsLeftToRight() ? 0 : columnWidth - width(start, end);
      for (int run : order) {
        left[run] = x;
        x += width(start + runs.getRunStart(run), start + runs.getRunLimit(run));
      }
      var letters = new ArrayList<Letter>(end - start);
      for (int run = 0; run < count; run++) {
        int from = start + runs.getRunStart(run);
        int until = start + runs.getRunLimit(run);
        boolean backwards = runs.getRunLevel(run) % 2 == 1;
        place(from, until, left[run], backwards, letters);
      }
      return new Line(letters);
    }

    private void place(int from, int until, int left, boolean backwards, List<Letter> into)
        throws IOException {
      int pen = backwards ? left + width(from, until) : left;
      var under = new Stack(0, 0, new Face.Ink(0, 0, 0, 0));
      for (int i = from; i < until; i++) {
        int letter = backwards ? mirrored(shown[i]) : shown[i];
        if (letter == ArabicForms.NOTHING) continue;
        face.draw(letter);
        if (ArabicForms.isMark(letter)) {
          under = under.mark(letter, into);
          continue;
        }
        int width = face.width(letter);
        if (backwards) pen -= width;
        into.add(new Letter(letter, pen, 0, width));
        under = new Stack(pen, width, face.ink(letter));
        if (!backwards) pen += width;
      }
    }

    private int mirrored(int letter) {
      int at = MIRRORED.indexOf(letter);
      return at < 0 ? letter : MIRRORED.charAt(at % 2 == 0 ? at + 1 : at - 1);
    }
  }

  /**
   * A letter with the marks that it has already.
   *
   * @param x of the letter
   * @param ink of all of it
   */
  private final class Stack {
    private final int x;
    private final int width;
    private final Face.Ink ink;

    Stack(int x, int width, Face.Ink ink) {
      this.x = x;
      this.width = width;
      this.ink = ink;
    }

    /** Puts a mark in the middle over or under what is there, out of its way. */
    Stack mark(int mark, List<Letter> into) throws IOException {
      var own = face.ink(mark);
      int middle = x + (ink.right() > ink.left() ? (ink.left() + ink.right()) / 2 : width / 2);
      int at = middle - (own.left() + own.right()) / 2;
      boolean above = own.bottom() + own.top() > 0;
      int rise =
          above
              ? Math.max(0, ink.top() + MARK_GAP - own.bottom())
              : Math.min(0, ink.bottom() - MARK_GAP - own.top());
      into.add(new Letter(mark, at, rise, face.width(mark)));
      int bottom = Math.min(ink.bottom(), own.bottom() + rise);
      int top = Math.max(ink.top(), own.top() + rise);
      return new Stack(x, width, new Face.Ink(ink.left(), bottom, ink.right(), top));
    }
  }
}
