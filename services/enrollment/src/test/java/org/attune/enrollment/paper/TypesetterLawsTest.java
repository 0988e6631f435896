package org.attune.enrollment.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

/** Whatever is set, in a column of ten ems: nothing is lost and nothing stands outside. */
class TypesetterLawsTest {
  private static final long SEED = 20270301;
  private static final int TEXTS = 500;
  private static final int COLUMN = 10_000;
  private static final List<String> WORDS =
      List.of("kind", "a", "(SHA-256)", "15", "اللطف", "لا", "يغيّر", "«مساء»", "word".repeat(30));

  @Test
  void every_letter_is_drawn_once_inside_the_column() throws IOException {
    var random = new Random(SEED);
    try (var document = new PDDocument();
        var face = Face.in(document, "DejaVuSans")) {
      for (int i = 0; i < TEXTS; i++) {
        var text = text(random);
        var lines = new Typesetter(face, COLUMN, random.nextBoolean()).lines(text, Locale.ENGLISH);
        assertThat(drawn(lines)).as("of %s, seed %d", text, SEED).isEqualTo(letters(text));
        for (var line : lines) assertThat(isInside(line)).as("%s, seed %d", text, SEED).isTrue();
      }
    }
  }

  private static String text(Random random) {
    var words = new ArrayList<String>();
    for (int i = 0; i <= random.nextInt(40); i++)
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    return String.join(random.nextInt(5) == 0 ? "\n" : " ", words);
  }

  private static boolean isInside(Line line) {
    return line.letters().stream()
        .filter(letter -> letter.codePoint() != ' ' && !ArabicForms.isMark(letter.codePoint()))
        .allMatch(letter -> letter.x() >= -1 && letter.x() + letter.width() <= COLUMN + 1);
  }

  /** How many letters, in the order in which they are read, without spaces. */
  private static long drawn(List<Line> lines) {
    return lines.stream()
        .flatMap(line -> line.letters().stream())
        .filter(letter -> letter.codePoint() != ' ')
        .count();
  }

  /** A lam with its alef is one. */
  private static long letters(String text) {
    return text.replaceAll("\\s", "").replace("لا", "ل").codePoints().count();
  }
}
