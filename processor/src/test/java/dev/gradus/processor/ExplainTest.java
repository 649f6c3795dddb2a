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
  private static final String LOOP = "this loop ";

  /** The notes of a compilation by line, without tag and method. */
  private static Map<Long, String> notes(String source, String... options) {
    Compilation c = Compiled.compile(List.of(options), source);
    assertEquals(Compilation.Status.SUCCESS, c.status(), () -> c.errors().toString());
    var notes = new TreeMap<Long, String>();
    for (var n : c.notes()) {
      String text = n.getMessage(Locale.ROOT);
      if (!text.startsWith("[Gradus." + Diagnostic.EXPLAINED.tag() + "]")) continue;
      String said = text.substring(text.indexOf(LOOP) + LOOP.length(), text.length() - 1);
      notes.merge(n.getLineNumber(), said, (a, b) -> a + " / " + b);
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
      String indent = text.substring(0, text.length() - text.stripLeading().length());
      if (notes.get(line++) instanceof String note) said.append(indent).append(MARK).append(note).append('\n');
      if (!text.strip().startsWith(MARK)) said.append(text).append('\n');
    }
    assertEquals(source, said.toString());
    assertTrue(notes.size() >= 40, notes.size() + " loops");
  }

  private static final String TWICE = """
      package p;
      import dev.gradus.Grad;
      import dev.gradus.Jvp;
      final class Twice {
        @Grad @Jvp
        static double f(double[] x) {
          return Elsewhere.norm(x) + Elsewhere.norm(x);
        }
      }
      """;

  private static final String ELSEWHERE = """
      package p;
      final class Elsewhere {
        static double norm(double[] x) {
          double s = 0;
          for (double v : x) s += v * v;
          return Math.sqrt(s);
        }
      }
      """;

  @Test
  void aLoopOfAMethodThatIsCalledIsSpokenOfOnceAndWhereItStands() {
    Compilation c = Compiled.compile(List.of("-Agradus.explain"), TWICE, ELSEWHERE);
    List<String> notes = c.notes().stream()
        .map(n -> n.getSource().getName() + ":" + n.getLineNumber() + " " + n.getMessage(Locale.ROOT)).toList();
    assertEquals(List.of("p/Elsewhere.java:5 [Gradus.Explained] f: this loop becomes a reduction: s by add."), notes);
  }

  @Test
  void nothingIsSaidUnlessAskedFor() {
    for (List<String> options : List.of(List.<String>of(), List.of("-Agradus.explain=off"))) {
      assertEquals(List.of(), Compiled.compile(options, TWICE, ELSEWHERE).notes());
    }
  }

  @Test
  void anythingElseThanOnOrOffIsRefused() {
    Compilation c = Compiled.compile(List.of("-Agradus.explain=loud"), TWICE, ELSEWHERE);
    assertTrue(c.errors().getFirst().getMessage(Locale.ROOT).contains("-Agradus.explain=loud: write on or off"), c.errors().toString());
  }

  @Test
  void theIntermediateRepresentationCanBeSeenToo() {
    Compilation c = Compiled.compile(List.of("-Agradus.explain", "-Agradus.dump=fuse"), TWICE, ELSEWHERE);
    assertTrue(c.notes().stream().anyMatch(n -> n.getMessage(Locale.ROOT).contains("each 0 .. n by [add 0.0]")), c.notes().toString());
  }
}
