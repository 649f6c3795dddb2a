package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.transform.Copies;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random Java methods: each is either refused for its aliases or computes what javac makes of it. {@code -Dgradus.java.programs} asks for
 * more of them than the default, {@code -Dgradus.java.seed} for others.
 */
class RandomJavaTest {
  private static final int PER_CLASS = 25;
  private static final Set<Diagnostic> ABOUT_ALIASES =
      Set.of(Diagnostic.AMBIGUOUS_ALIAS, Diagnostic.REPLACED_ROW, Diagnostic.ALIASED_ROW, Diagnostic.ALIASED_ARGUMENTS,
          Diagnostic.ALIASED_RESULT);

  @Test
  void randomMethodsAgreeWithJavac() {
    int programs = Integer.getInteger("gradus.java.programs", 200);
    long seed = Long.getLong("gradus.java.seed", 20261121);
    int accepted = 0;
    for (int from = 0; from < programs; from += PER_CLASS) {
      var source = new StringBuilder("class P {\n");
      for (int k = from; k < from + PER_CLASS; k++) source.append(JavaPrograms.method("f" + k, new Random(seed + k)));
      accepted += check(source.append(JavaPrograms.HELPERS).append("}\n").toString(), seed);
    }
    assertTrue(accepted > programs / 3, accepted + " of " + programs + " accepted, seed " + seed);
  }

  private static int check(String source, long seed) {
    var programs = new Programs(List.of(), Programs.Reports.NONE, source);
    assertTrue(programs.compilation().status() != Status.FAILURE, () -> programs.compilation().errors() + source);
    programs.refused().forEach((name, why) ->
        assertTrue(ABOUT_ALIASES.contains(why.diagnostic()), () -> why.getMessage() + "\n" + text(source, name)));
    assertFalse(programs.lowered().isEmpty());
    Class<?> p = programs.load();
    programs.lowered().forEach((name, lowered) -> {
      try {
        Verifier.check(Copies.run(lowered.func()));
        Agreement.check(p, lowered, 12, false);
      } catch (AssertionError | RuntimeException e) {
        fail("seed " + seed + ", method\n" + text(source, name), e);
      }
    });
    return (int) programs.lowered().keySet().stream().filter(n -> n.matches("f\\d+")).count();
  }

  private static String text(String source, String method) {
    int from = source.indexOf("static double " + method + "(");
    return source.substring(Math.max(from, 0), Math.max(from, 0) + Math.max(source.indexOf("\n  }\n", from) - from, 0));
  }
}
