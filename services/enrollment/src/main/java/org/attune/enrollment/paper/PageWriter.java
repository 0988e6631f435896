package org.attune.enrollment.paper;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.util.Matrix;
import org.attune.enrollment.paper.Line.Letter;

/** Draws lines on A4 pages from top to bottom, each block as marked parts of its pages. */
final class PageWriter implements Closeable {
  private static final PDRectangle PAPER = PDRectangle.A4;
  private static final float MARGIN_POINTS = 64;
  private static final float NUMBER_SIZE_POINTS = 9;
  private static final float EM = 1000;

  /** Of the column, in points. */
  static final float WIDTH_POINTS = PAPER.getWidth() - 2 * MARGIN_POINTS;

  private final PDDocument document;
  private final TagTree tags;
  private final List<PDPage> pages = new ArrayList<>();
  private PDPageContentStream content;

  /** Where the last line stands, from the bottom of the paper. */
  private float y = PAPER.getHeight() - MARGIN_POINTS;

  private PageWriter(PDDocument document, TagTree tags, PDPageContentStream content) {
    this.document = document;
    this.tags = tags;
    this.content = content;
  }

  /** Begins with an empty page. */
  static PageWriter on(PDDocument document, TagTree tags) throws IOException {
    var page = new PDPage(PAPER);
    var writer = new PageWriter(document, tags, begin(document, tags, page));
    writer.pages.add(page);
    return writer;
  }

  private static PDPageContentStream begin(PDDocument document, TagTree tags, PDPage page)
      throws IOException {
    document.addPage(page);
    tags.begin(page);
    return new PDPageContentStream(document, page);
  }

  private void turn() throws IOException {
    content.close();
    var page = new PDPage(PAPER);
    content = begin(document, tags, page);
    pages.add(page);
    y = PAPER.getHeight() - MARGIN_POINTS;
  }

  /** Turns the page unless there is room for what must not be parted. */
  void keepTogether(float heightPoints) throws IOException {
    if (y - heightPoints < MARGIN_POINTS) turn();
  }

  /** Leaves room, but for the top of a page. */
  void space(float heightPoints) {
    if (y < PAPER.getHeight() - MARGIN_POINTS) y -= heightPoints;
  }

  /** The place where the next line will stand. */
  PDPageXYZDestination here() {
    var place = new PDPageXYZDestination();
    place.setPage(pages.getLast());
    place.setTop(Math.round(y));
    return place;
  }

  /** Draws a block, going on overleaf if need be. */
  void write(Block.Kind kind, List<Line> lines, Face face, PDStructureElement element)
      throws IOException {
    boolean open = false;
    for (var line : lines) {
      if (y - kind.leadingPoints() < MARGIN_POINTS) {
        if (open) content.endMarkedContent();
        open = false;
        turn();
      }
      if (!open) {
        content.beginMarkedContent(
            COSName.getPDFName(kind.tag()), tags.mark(pages.getLast(), element));
      }
      open = true;
      y -= kind.leadingPoints();
      draw(line, face, kind.sizePoints());
    }
    if (open) content.endMarkedContent();
  }

  private void draw(Line line, Face face, float size) throws IOException {
    content.beginText();
    content.setFont(face.font(), size);
    var letters = line.letters();
    for (int from = 0; from < letters.size(); ) {
      int until = from + 1;
      while (until < letters.size() && isAlong(letters.get(from), letters.get(until))) until++;
      draw(letters.subList(from, until), size);
      from = until;
    }
    content.endText();
  }

  private static boolean isAlong(Letter one, Letter other) {
    return one.rise() == other.rise();
  }

  /** Letters at one height, with the way from each to the next. */
  private void draw(List<Letter> letters, float size) throws IOException {
    var first = letters.getFirst();
    float x = MARGIN_POINTS + first.x() * size / EM;
    content.setTextMatrix(Matrix.getTranslateInstance(x, y + first.rise() * size / EM));
    var shown = new ArrayList<Object>();
    var text = new StringBuilder();
    int pen = first.x();
    for (var letter : letters) {
      if (letter.x() != pen) {
        shown.add(text.toString());
        shown.add((float) (pen - letter.x()));
        text.setLength(0);
      }
      text.appendCodePoint(letter.codePoint());
      pen = letter.x() + letter.width();
    }
    shown.add(text.toString());
    content.showTextWithPositioning(shown.toArray());
  }

  /** Numbers the pages, which is not part of what is read. */
  void number(Face face) throws IOException {
    content.close();
    for (int i = 0; i < pages.size(); i++) {
      var page = pages.get(i);
      try (var foot = new PDPageContentStream(document, page, AppendMode.APPEND, true)) {
        var number = (i + 1) + " / " + pages.size();
        number.chars().forEach(face::draw);
        foot.beginMarkedContent(COSName.ARTIFACT);
        foot.beginText();
        foot.setFont(face.font(), NUMBER_SIZE_POINTS);
        foot.newLineAtOffset(PAPER.getWidth() / 2 - NUMBER_SIZE_POINTS, MARGIN_POINTS / 2);
        foot.showText(number);
        foot.endText();
        foot.endMarkedContent();
      }
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
