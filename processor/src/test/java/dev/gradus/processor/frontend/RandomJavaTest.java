package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.transform.Copies;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random Java methods: each is either refused for its aliases, as {@code docs/language.md} says, or computes what javac makes of it.
 * {@code -Dgradus.java.programs} asks for more of them than the default, {@code -Dgradus.java.seed} for others.
 */
class RandomJavaTest {
  private static final int PER_CLASS = 25;
  private static final Set<Diagnostic> DOCUMENTED =
      Set.of(Diagnostic.AMBIGUOUS_ALIAS, Diagnostic.REPLACED_ROW, Diagnostic.ALIASED_ROW, Diagnostic.ALIASED_ARGUMENTS,
          Diagnostic.RECURSION_IN_PLACE);

  private final int count = Integer.getInteger("gradus.java.programs", 300);
  private final long seed = Long.getLong("gradus.java.seed", 20261121);
  private final Map<Diagnostic, Integer> refused = new TreeMap<>();
  /** What went wrong, by the text of the method. */
  private final Map<String, Throwable> problems = new LinkedHashMap<>();

  @Test
  void randomMethodsAgreeWithJavac() {
    int accepted = 0;
    for (int from = 0; from < count; from += PER_CLASS) {
      accepted += accepted(JavaPrograms.file("P", "", LongStream.range(seed + from, seed + from + PER_CLASS).boxed().toList()));
    }
    problems.keySet().stream().min(Comparator.comparing(String::length)).ifPresent(least ->
        fail("seed " + seed + ": " + problems.size() + " methods, the shortest of which is\n" + least, problems.get(least)));
    assertTrue(2 * accepted > count, accepted + " of " + count + " accepted, seed " + seed + ", refused: " + refused);
  }

  /** How many methods of the class are accepted, not counting the recursive ones. */
  private int accepted(String source) {
    var programs = new Programs(List.of(), Programs.Reports.NONE, source, JavaPrograms.BESIDE);
    assertTrue(programs.compilation().status() != Status.FAILURE, () -> programs.compilation().errors() + source);
    programs.refused().forEach((name, why) -> {
      if (isMain(name)) refused.merge(why.diagnostic(), 1, Integer::sum);
      if (!DOCUMENTED.contains(why.diagnostic())) problems.put(text(source, name), why);
    });
    assertFalse(programs.lowered().isEmpty());
    Class<?> p = programs.load();
    programs.lowered().forEach((name, lowered) -> {
      try {
        Verifier.check(Copies.run(lowered.func()));
        Agreement.check(p, lowered, 12, false);
      } catch (AssertionError | RuntimeException e) {
        problems.put(text(source, name), e);
      }
    });
    return (int) programs.lowered().keySet().stream().filter(RandomJavaTest::isMain).count();
  }

  private static boolean isMain(String method) {
    return method.matches("f\\d+");
  }

  private static String text(String source, String method) {
    int from = source.indexOf("static double " + method + "(");
    return from < 0 ? method : source.substring(from, source.indexOf("\n  }\n", from));
  }
}
