package org.attune.enrollment.paper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A font in one document: which letters it has, how large they are, which of them were drawn. All
 * lengths are in thousandths of the size in which it is drawn.
 */
final class Face implements Closeable {
  /** In place of a letter that the font has not. */
  static final int UNKNOWN = 0xFFFD;

  private static final int EM = 1000;

  /** Entries of one block of a character map (Adobe Technical Note 5014). */
  private static final int ENTRIES_MAX = 100;

  private final TrueTypeFont file;
  private final CmapLookup letters;
  private final PDType0Font font;

  /** Text by number of the glyph. */
  private final SortedMap<Integer, String> drawn = new TreeMap<>();

  private Face(TrueTypeFont file, CmapLookup letters, PDType0Font font) {
    this.file = file;
    this.letters = letters;
    this.font = font;
  }

  /** A font of this service, of which the document will hold the letters that were drawn. */
  static Face in(PDDocument document, String name) throws IOException {
    var file = read(name);
    file.setEnableGsub(false); // letters are drawn one by one, so that each can be read again
    return new Face(file, file.getUnicodeCmapLookup(), PDType0Font.load(document, file, true));
  }

  /** The font itself; whoever reads it closes it. */
  static TrueTypeFont read(String name) throws IOException {
    try (var stream = Face.class.getResourceAsStream("/fonts/" + name + ".ttf")) {
      if (stream == null) throw new IllegalStateException(name + " is not on the class path");
      return new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(stream));
    }
  }

  PDType0Font font() {
    return font;
  }

  boolean has(int codePoint) {
    return letters.getGlyphId(codePoint) != 0;
  }

  int width(int codePoint) throws IOException {
    return scaled(file.getAdvanceWidth(letters.getGlyphId(codePoint)));
  }

  /** The ink of a letter: from where to where; all zero if it has none. */
  record Ink(int left, int bottom, int right, int top) {}

  Ink ink(int codePoint) throws IOException {
    var glyph = file.getGlyph().getGlyph(letters.getGlyphId(codePoint));
    if (glyph == null) return new Ink(0, 0, 0, 0);
    return new Ink(
        scaled(glyph.getXMinimum()),
        scaled(glyph.getYMinimum()),
        scaled(glyph.getXMaximum()),
        scaled(glyph.getYMaximum()));
  }

  private int scaled(int units) throws IOException {
    return Math.round((float) units * EM / file.getUnitsPerEm());
  }

  /** Notes that a letter is drawn, so that it can be read. */
  void draw(int codePoint) {
    var letter = ArabicForms.letter(codePoint);
    var text = letter.isEmpty() ? Character.toString(codePoint) : letter;
    drawn.put(letters.getGlyphId(codePoint), text);
  }

  /**
   * Says which text each glyph is: of an Arabic letter the letter itself, whatever its shape. To be
   * called once the document holds the font (ISO 32000-1 section 9.10.3).
   */
  void tell(PDDocument document) throws IOException {
    var stream = new PDStream(document);
    try (var out = stream.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(map().getBytes(StandardCharsets.US_ASCII));
    }
    font.getCOSObject().setItem(COSName.TO_UNICODE, stream);
  }

  private String map() {
    var map =
        new StringBuilder(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange
            """);
    var glyphs = new ArrayList<>(drawn.keySet());
    for (int at = 0; at < glyphs.size(); at += ENTRIES_MAX) {
      entries(glyphs.subList(at, Math.min(at + ENTRIES_MAX, glyphs.size())), map);
    }
    return map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        .toString();
  }

  private void entries(List<Integer> glyphs, StringBuilder into) {
    into.append(glyphs.size()).append(" beginbfchar\n");
    var hex = HexFormat.of().withUpperCase();
    for (int glyph : glyphs) {
      var text = String.valueOf(drawn.get(glyph)).getBytes(StandardCharsets.UTF_16BE);
      into.append('<').append(hex.toHexDigits((char) glyph)).append("> <");
      into.append(hex.formatHex(text)).append(">\n");
    }
    into.append("endbfchar\n");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
