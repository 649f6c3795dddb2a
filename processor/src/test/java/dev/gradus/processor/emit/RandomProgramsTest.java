package dev.gradus.processor.emit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.LoopsAsCalls;
import dev.gradus.processor.ir.random.RandomFuncs;
import dev.gradus.processor.ir.random.Vectors;
import dev.gradus.processor.transform.Copies;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled random programs give the interpreter's bits, or its exceptions. */
class RandomProgramsTest {
  private static final long STEPS = 300_000;
  private static final int COUNT = Integer.getInteger("gradus.emitted", 200);

  @ParameterizedTest
  @ValueSource(ints = {Outline.LIMIT, 200})
  void agreeWithTheInterpreterInOneMethodOrMany(int limit) {
    var programs = new ArrayList<Program>();
    for (int seed = 0; seed < COUNT; seed++) programs.add(Program.of(Verifier.check(Copies.run(RandomFuncs.of(seed, seed % 3 == 0)))));
    List<Compiled> compiled = Compiled.ofPrograms(programs, limit);
    for (int seed = 0; seed < COUNT; seed++) for (Object[] args : Fuzz.args(seed)) check(seed, programs.get(seed), compiled.get(seed), args);
  }

  /** Functions that call themselves, and what derivatives make of them. */
  @ParameterizedTest
  @ValueSource(ints = {Outline.LIMIT, 200})
  void recursiveFunctionsToo(int limit) {
    var programs = new ArrayList<Program>();
    for (int seed = 0; seed < COUNT; seed++) {
      Program p = LoopsAsCalls.of(RandomFuncs.of(seed, seed % 3 == 0), seed);
      programs.add(p);
      programs.add(Passes.vjp(p.main(), p.functions(), List.of(0, 1, 3), Options.none()).renamed(name -> name.replace('.', '_')));
    }
    List<Compiled> compiled = Compiled.ofPrograms(programs, limit);
    for (int seed = 0; seed < COUNT; seed++) {
      for (Object[] args : Fuzz.args(seed)) {
        Object values = check(seed, programs.get(2 * seed), compiled.get(2 * seed), args);
        if (!(values instanceof Object[] results)) continue;
        Func main = programs.get(2 * seed).main();
        var withSeeds = new ArrayList<>(Arrays.asList(args));
        for (int k = 0; k < results.length; k++) if (main.results().get(k).type().isFloat()) withSeeds.add(results[k]);
        check(seed, programs.get(2 * seed + 1), compiled.get(2 * seed + 1), withSeeds.toArray());
      }
    }
  }

  /** What the program gives. */
  private static Object check(long seed, Program p, Compiled compiled, Object[] args) {
    Object expected;
    try {
      expected = Interpreter.run(p.main(), p.functions(), STEPS, args);
    } catch (Interpreter.StepLimit e) {
      return e;
    } catch (RuntimeException e) {
      expected = e.getClass();
    }
    Object meaning = expected;
    Object found = compiled.outcome(args);
    assertTrue(Vectors.isNear(expected, found, 0), () -> "seed " + seed + ": " + text(meaning) + ", not " + text(found) + "\n"
        + p.all().stream().map(Printer::print).collect(Collectors.joining()) + compiled.source());
    return meaning;
  }

  private static String text(Object o) {
    return o instanceof Object[] a ? Arrays.deepToString(a) : String.valueOf(o);
  }
}
