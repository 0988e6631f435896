package org.attune.enrollment.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.attune.enrollment.screening.ConsentText;

/**
 * Makes a signed consent form into a tagged PDF (ISO 14289-1, PDF/UA-1), to be kept by the one who
 * signed it. The same form is the same bytes.
 */
public final class FormPdf {
  /** UTF-16 units of all words of a form; see docs/decisions/0036. */
  public static final int CHARS_MAX = 200_000;

  /** Files in the making; more wait. Each needs 15 MB, the longest form 25 MB. */
  static final int AT_ONCE_MAX = 2;

  private static final String PLAIN = "DejaVuSans";
  private static final String BOLD = "DejaVuSans-Bold";
  private static final int EM = 1000;

  private final Semaphore presses = new Semaphore(AT_ONCE_MAX);

  /** Letters that both fonts have. */
  private static final class Letters {
    static final BitSet KNOWN = known();

    private static BitSet known() {
      var known = of(PLAIN);
      known.and(of(BOLD));
      return known;
    }

    private static BitSet of(String font) {
      try (var file = Face.read(font)) {
        var letters = file.getUnicodeCmapLookup();
        var known = new BitSet();
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
          if (letters.getGlyphId(letter) != 0) known.set(letter);
        }
        return known;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Why a form cannot be made into a PDF; empty if it can. */
  public static Optional<Unprintable> unprintable(ConsentText text) {
    var words = words(text);
    if (words.stream().mapToInt(String::length).sum() > CHARS_MAX) {
      return Optional.of(Unprintable.FORM_TOO_LONG);
    }
    return words.stream().allMatch(FormPdf::isDrawable)
        ? Optional.empty()
        : Optional.of(Unprintable.FORM_LETTERS_MISSING);
  }

  private static List<String> words(ConsentText text) {
    var words = new ArrayList<>(List.of(text.title(), text.lateUse()));
    for (var section : text.sections()) {
      words.add(section.heading());
      words.add(section.text());
    }
    return words;
  }

  private static boolean isDrawable(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .allMatch(
            letter ->
                Letters.KNOWN.get(letter)
                    || Character.isWhitespace(letter)
                    || Character.isSpaceChar(letter)
                    || Character.getType(letter) == Character.FORMAT);
  }

  /**
   * The file; waits while others are made.
   *
   * @throws IllegalArgumentException if the form is unprintable
   */
  public byte[] of(SignedForm form) {
    unprintable(form.text())
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason.toString());
            });
    presses.acquireUninterruptibly();
    try {
      return made(form);
    } finally {
      presses.release();
    }
  }

  private static byte[] made(SignedForm form) {
    try (var document = new PDDocument();
        var plain = Face.in(document, PLAIN);
        var bold = Face.in(document, BOLD)) {
      draw(form, document, plain, bold);
      document.save(OutputStream.nullOutputStream()); // only now it holds the fonts
      plain.tell(document);
      bold.tell(document);
      var file = new ByteArrayOutputStream();
      document.save(file);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // from memory to memory: a fault of ours
    }
  }

  private static void draw(SignedForm form, PDDocument document, Face plain, Face bold)
      throws IOException {
    boolean rightToLeft =
        !new Bidi(form.text().title(), Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
    FormMetadata.put(form, rightToLeft, document);
    var tags = TagTree.of(document, rightToLeft);
    var outline = new PDDocumentOutline();
    document.getDocumentCatalog().setDocumentOutline(outline);
    var blocks = set(Block.of(form), plain, bold, rightToLeft);
    try (var pages = PageWriter.on(document, tags)) {
      for (int i = 0; i < blocks.size(); i++) {
        var block = blocks.get(i);
        pages.space(block.kind().abovePoints());
        pages.keepTogether(height(blocks, i));
        if (block.kind().isHeading()) outline.addLast(bookmark(block, pages));
        var element = tags.add(block.kind().tag());
        block.describe(element, form.text().language());
        pages.write(block.kind(), block.lines(), block.face(), element);
      }
      pages.number(plain);
    }
    tags.close();
  }

  private static List<SetBlock> set(List<Block> blocks, Face plain, Face bold, boolean rightToLeft)
      throws IOException {
    var set = new ArrayList<SetBlock>();
    for (var block : blocks) {
      var face = block.kind().isBold() ? bold : plain;
      int width = Math.round(PageWriter.WIDTH_POINTS * EM / block.kind().sizePoints());
      var lines = new Typesetter(face, width, rightToLeft).lines(block.text(), block.locale());
      if (!lines.isEmpty()) set.add(new SetBlock(block, face, lines));
    }
    return set;
  }

  /** What stands on one page: a line, or a heading with two lines of what follows. */
  private static float height(List<SetBlock> blocks, int at) {
    var block = blocks.get(at);
    if (!block.kind().isHeading()) return block.kind().leadingPoints();
    float own = block.lines().size() * block.kind().leadingPoints();
    if (at + 1 == blocks.size()) return own;
    var next = blocks.get(at + 1).kind();
    return own + next.abovePoints() + 2 * next.leadingPoints();
  }

  private static PDOutlineItem bookmark(SetBlock block, PageWriter pages) {
    var item = new PDOutlineItem();
    item.setTitle(block.text());
    item.setDestination(pages.here());
    return item;
  }
}
