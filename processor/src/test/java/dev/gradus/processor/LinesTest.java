package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void whatFitsStays() {
    String line = "    double y = x;\n";
    assertEquals(line, Lines.wrapped(line));
  }

  @Test
  void breaksOutsideBracketsFirst() {
    String sum = "a".repeat(50) + " + f(" + "b".repeat(30) + ", " + "c".repeat(30) + ") * g(" + "d".repeat(30) + ")";
    assertEquals("  double y = " + sum.replace(" * g", "\n      * g") + ";\n", Lines.wrapped("  double y = " + sum + ";\n"));
  }

  @Test
  void textInQuotesIsWholeWhereItFits() {
    String text = "\"" + "a, b + c ".repeat(12) + "\"";
    assertEquals("  throw new Error(" + text + "\n      + " + "n".repeat(20) + ");\n",
        Lines.wrapped("  throw new Error(" + text + " + " + "n".repeat(20) + ");\n"));
  }

  @Test
  void longerTextIsWrittenInTwo() {
    assertEquals("    value = \"" + "grad(f); ".repeat(14) + "\"\n        + \"" + "grad(f); ".repeat(6) + "\"\n",
        Lines.wrapped("    value = \"" + "grad(f); ".repeat(20) + "\"\n"));
  }

  @Test
  void commentsBreakAtSpacesOutsideTags() {
    String line = "   * " + "word ".repeat(24) + "{@code grad(loss, wrt=(a,b))} end";
    assertEquals(line.replace(" {@code", "\n   * {@code") + "\n", Lines.wrapped(line + "\n"));
  }
}
