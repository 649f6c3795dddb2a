package dev.gradus.processor.emit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.RandomFuncs;
import dev.gradus.processor.ir.random.Vectors;
import dev.gradus.processor.transform.Copies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled random programs give the interpreter's bits, or its exceptions. */
class RandomProgramsTest {
  private static final long STEPS = 300_000;
  private static final int COUNT = Integer.getInteger("gradus.emitted", 200);

  @ParameterizedTest
  @ValueSource(ints = {Outline.LIMIT, 200})
  void agreeWithTheInterpreterInOneMethodOrMany(int limit) {
    List<Func> funcs = new ArrayList<>();
    for (int seed = 0; seed < COUNT; seed++) funcs.add(Verifier.check(Copies.run(RandomFuncs.of(seed, seed % 3 == 0))));
    List<Compiled> compiled = Compiled.all(funcs, limit);
    for (int seed = 0; seed < COUNT; seed++) for (Object[] args : Fuzz.args(seed)) check(seed, funcs.get(seed), compiled.get(seed), args);
  }

  private static void check(long seed, Func f, Compiled compiled, Object[] args) {
    Object expected;
    try {
      expected = Interpreter.run(f, Map.of(), STEPS, args);
    } catch (Interpreter.StepLimit e) {
      return;
    } catch (RuntimeException e) {
      expected = e.getClass();
    }
    Object meaning = expected;
    Object found = compiled.outcome(args);
    assertTrue(Vectors.isNear(expected, found, 0), () ->
        "seed " + seed + ": " + text(meaning) + ", not " + text(found) + "\n" + Printer.print(f) + compiled.source());
  }

  private static String text(Object o) {
    return o instanceof Object[] a ? Arrays.deepToString(a) : String.valueOf(o);
  }
}
