package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code -Agradus.explain}: a note at each loop, which says what it could become and why not. */
class ExplainTest {
  private static final String MARK = "//> ";

  /** The notes of a compilation by line, without tag and method. */
  private static Map<Long, String> notes(String source, String... options) {
    Compilation c = Compiled.compile(List.of(options), source);
    assertEquals(Compilation.Status.SUCCESS, c.status(), () -> c.errors().toString());
    var notes = new TreeMap<Long, String>();
    for (var n : c.notes()) {
      String text = n.getMessage(Locale.ROOT);
      if (!text.startsWith("[Gradus." + Diagnostic.EXPLAINED.tag() + "]")) continue;
      notes.merge(n.getLineNumber(), text.substring(text.indexOf("this loop ") + "this loop ".length(), text.length() - 1), (a, b) -> a + " / " + b);
    }
    return notes;
  }

  private static String fortyLoops() throws IOException {
    try (InputStream in = ExplainTest.class.getResourceAsStream("FortyLoops.java")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void ofEachLoopIsSaidWhatTheCommentAboveItSays() throws IOException {
    String source = fortyLoops();
    Map<Long, String> notes = notes(source, "-Agradus.explain");
    var said = new StringBuilder();
    long line = 1;
    for (String text : source.lines().toList()) {
      if (notes.get(line++) instanceof String note) said.append(text, 0, text.length() - text.stripLeading().length()).append(MARK).append(note).append('\n');
      if (!text.strip().startsWith(MARK)) said.append(text).append('\n');
    }
    assertEquals(source, said.toString());
    assertTrue(notes.size() >= 40, notes.size() + " loops");
  }
}
