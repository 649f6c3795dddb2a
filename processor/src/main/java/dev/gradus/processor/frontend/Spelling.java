package dev.gradus.processor.frontend;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which of the names that there are was perhaps meant by one that there is not: the one with the fewest letters changed. */
final class Spelling {
  private Spelling() {}

  /** The question whether it was meant, or nothing. */
  static String hint(String written, Collection<String> known) {
    return nearest(written, known).map(Spelling::meant).orElse("");
  }

  static String meant(String name) {
    return " Did you mean '" + name + "'?";
  }

  private static Optional<String> nearest(String written, Collection<String> known) {
    int most = written.length() < 3 ? 0 : written.length() < 6 ? 1 : 2;
    return known.stream().filter(k -> !k.equals(written) && distance(written, k) <= most)
        .min(Comparator.comparingInt((String k) -> distance(written, k)).thenComparing(Comparator.naturalOrder()));
  }

  /** The letters to insert, delete, replace or swap with the next one; capitals count as the same letter. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase();
    String b = to.toLowerCase();
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
      }
    }
    return d[a.length()][b.length()];
  }
}
