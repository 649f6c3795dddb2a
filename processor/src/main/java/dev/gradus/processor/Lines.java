package dev.gradus.processor;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines as long as a reader likes them. What is longer is broken where the fewest brackets are open, as far to the right as it fits: after
 * a comma, before an operator; comments at a space. Text in quotes is broken at a space only where nothing else helps. Known weakness: a
 * name or a constant longer than a line stays.
 */
final class Lines {
  private static final int LONGEST = 140;
  /** What a line may be broken before, the space aside. */
  private static final String[] OPERATORS = {"+ ", "- ", "* ", "/ ", "&& ", "|| ", "? ", ": ", "implements ", "throws "};

  private Lines() {}

  static String wrapped(String file) {
    if (file.lines().noneMatch(s -> s.length() > LONGEST)) return file;
    return file.lines().map(s -> s.length() > LONGEST ? wrapped(s, indent(s)) : s).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String wrapped(String line, String indent) {
    var out = new StringBuilder();
    boolean isComment = line.startsWith("* ", indent.length());
    String next = isComment ? indent + "* " : indent + "    ";
    String rest = line;
    while (rest.length() > LONGEST) {
      int from = rest == line ? indent.length() + (isComment ? 2 : 0) : next.length();
      int at = isComment ? space(rest, from) : place(rest, from);
      if (at < 0) {
        at = isComment ? -1 : inText(rest, from);
        if (at < 0) break;
        out.append(rest, 0, at).append("\"\n");
        rest = next + "+ \"" + rest.substring(at);
        continue;
      }
      out.append(rest, 0, at).append("\n");
      rest = next + rest.substring(at).stripLeading();
    }
    return out.append(rest).toString();
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private static int space(String line, int from) {
    int open = 0;
    int best = -1;
    int inTag = -1;
    for (int i = from; i <= LONGEST && i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '{') open++;
      if (c == '}') open--;
      if (c != ' ' || i == from) continue;
      if (open == 0) best = i;
      else inTag = i;
    }
    return best >= 0 ? best : inTag;
  }

  /** Where the rest begins, or -1. */
  private static int place(String line, int from) {
    int best = -1;
    int fewest = Integer.MAX_VALUE;
    int open = 0;
    char quote = 0;
    for (int i = from; i <= LONGEST; i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\') i++;
        else if (c == quote) quote = 0;
        continue;
      }
      if (c == '"' || c == '\'') quote = c;
      else if (c == '(' || c == '[' || c == '{') open++;
      else if (c == ')' || c == ']' || c == '}') open--;
      else if (c == ' ' && i > from && breaks(line, i) && open <= fewest && i > from + (LONGEST - from) / 3) {
        best = i;
        fewest = open;
      }
    }
    return best;
  }

  /** The place after a space in the text in quotes that the line ends in, or -1. */
  private static int inText(String line, int from) {
    boolean quoted = false;
    int best = -1;
    for (int i = from; i < LONGEST - 1; i++) {
      char c = line.charAt(i);
      if (c == '\\' || c == '\'' && !quoted) i++;
      else if (c == '"') quoted = !quoted;
      else if (c == ' ' && quoted && i > from + "+ \"".length()) best = i + 1;
    }
    return best;
  }

  private static boolean breaks(String line, int space) {
    if (line.charAt(space - 1) == ',') return true;
    return Stream.of(OPERATORS).anyMatch(o -> line.startsWith(o, space + 1));
  }
}
