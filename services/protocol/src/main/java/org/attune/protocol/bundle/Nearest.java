package org.attune.protocol.bundle;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** What an author may have meant by a word that is not known. */
public final class Nearest {
  private static final int EDITS_MAX = 3;

  private Nearest() {}

  /**
   * The known word with the fewest edits to {@code word}, the first by alphabet among equals; empty
   * when more than a third of it would have to change.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    var best = Math.min(EDITS_MAX, Math.max(1, word.length() / 3)) + 1;
    Optional<String> nearest = Optional.empty();
    for (var candidate : new TreeSet<>(known)) {
      if (Math.abs(candidate.length() - word.length()) >= best) continue;
      var edits = edits(word, candidate);
      if (edits < best) {
        best = edits;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  /** {@code Did you mean 'x'?}, else which words there are. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map("Did you mean '%s'?"::formatted)
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "There is none to choose from."
                    : "Use one of: %s.".formatted(String.join(", ", new TreeSet<>(known))));
  }

  /** Levenshtein distance in UTF-16 units, two neighbours exchanged counting as one edit. */
  private static int edits(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) rows[i][0] = i;
    for (var j = 0; j <= b.length(); j++) rows[0][j] = j;
    for (var i = 1; i <= a.length(); i++) {
      for (var j = 1; j <= b.length(); j++) {
        var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        var least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1);
        least = Math.min(least, rows[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, rows[i - 2][j - 2] + 1);
        }
        rows[i][j] = least;
      }
    }
    return rows[a.length()][b.length()];
  }
}
