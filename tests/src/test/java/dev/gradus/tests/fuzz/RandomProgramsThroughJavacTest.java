package dev.gradus.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.testing.compile.Compilation;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.RandomFuncs;
import dev.gradus.processor.ir.random.Shrinker;
import dev.gradus.processor.ir.random.Vectors;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs as Java methods: javac's class, the companions and the interpreter agree. {@code -Dgradus.fuzz.javac=} asks for more
 * programs, {@code -Dgradus.fuzz.seed=} for others.
 */
class RandomProgramsThroughJavacTest {
  private static final int COUNT = Integer.getInteger("gradus.fuzz.javac", 200);
  private static final long SEED = Long.getLong("gradus.fuzz.seed", 0);
  private static final int BATCH = 200;
  private static final long STEPS = 2_000_000;

  @Test
  void companionsAgreeWithTheInterpreter() {
    System.out.println("random programs through javac: " + COUNT + " from seed " + SEED);
    for (long from = SEED; from < SEED + COUNT; from += BATCH) {
      List<JavaText> programs = LongStream.range(from, Math.min(from + BATCH, SEED + COUNT))
          .mapToObj(s -> JavaText.of(s, RandomFuncs.of(s, false))).toList();
      var compiled = new Companions(programs);
      if (compiled.compilation().status() == Compilation.Status.FAILURE) programs.forEach(p -> check(p, new Companions(List.of(p))));
      else programs.forEach(p -> check(p, compiled));
    }
  }

  private static void check(JavaText p, Companions compiled) {
    String problem = problem(p, compiled);
    if (problem == null) return;
    Func small = Shrinker.shrink(RandomFuncs.of(p.seed(), false), f -> {
      JavaText q = JavaText.of(p.seed(), f);
      return isLike(problem, problem(q, new Companions(List.of(q))));
    });
    JavaText least = JavaText.of(p.seed(), small);
    fail("seed " + p.seed() + ": " + problem(least, new Companions(List.of(least))) + "\n" + least.text() + "\n" + Printer.print(small));
  }

  /** The same kind of problem: the text before the first colon. */
  private static boolean isLike(String a, String b) {
    return b != null && a.substring(0, a.indexOf(':')).equals(b.substring(0, b.indexOf(':')));
  }

  /** What is wrong, or {@code null}. */
  private static String problem(JavaText p, Companions compiled) {
    if (compiled.compilation().status() == Compilation.Status.FAILURE) return "refused: " + compiled.compilation().errors();
    for (Object[] args : Fuzz.args(p.seed())) {
      Object values = interpreted(p.func(), args);
      if (!(values instanceof List<?> found)) return null;
      Object java = compiled.outcome(p, args);
      if (!isNear(values, java, 0)) return "the method gives other results: " + text(values) + ", not " + text(java);
      List<Object> seeds = p.isScalar() ? List.of(1.0) : seeds(p.func(), found);
      Object[] withSeeds = IntStream.range(0, args.length + seeds.size())
          .mapToObj(i -> i < args.length ? args[i] : seeds.get(i - args.length)).toArray();
      Object expected = interpreted(Passes.vjp(p.func(), Map.of(), floats(p.func()), Options.none()).main(), withSeeds);
      Object companion = p.isScalar() ? compiled.gradient(p, args) : compiled.cotangents(p, args, seeds);
      if (!isNear(expected, companion, tolerance(p.func(), expected))) {
        return "the companion gives other results: " + text(expected) + ", not " + text(companion);
      }
      if (companion instanceof List<?> c && !isNear(values, c.subList(0, found.size()), 0)) {
        return "the companion has another value: " + text(values) + ", not " + text(c);
      }
    }
    return null;
  }

  private static Object interpreted(Func f, Object[] args) {
    try {
      return Arrays.asList(Interpreter.run(f, Map.of(), STEPS, Arrays.stream(args).map(Companions::copy).toArray()));
    } catch (RuntimeException e) {
      return e.getClass();
    }
  }

  private static List<Integer> floats(Func f) {
    return IntStream.range(0, f.params().size()).filter(i -> f.params().get(i).type().isFloat()).boxed().toList();
  }

  private static List<Object> seeds(Func f, List<?> values) {
    var random = new SplittableRandom(5);
    var seeds = new ArrayList<Object>();
    for (int i = 0; i < values.size(); i++) if (f.results().get(i).type().isFloat()) seeds.add(Vectors.random(values.get(i), random));
    return seeds;
  }

  /** Sums of cotangents may be taken in another order, for the front end's program is not the one that the emitter was given. */
  private static double tolerance(Func f, Object expected) {
    boolean single = FreeVars.eqnsIn(f.body()).stream().map(Eqn::results)
        .anyMatch(rs -> rs.stream().anyMatch(r -> r.type().kind() == Kind.F32));
    return (single ? 1e-4 : 1e-10) * (1 + (expected instanceof List<?> l ? Vectors.norm(l.toArray()) : 0));
  }

  private static boolean isNear(Object expected, Object found, double tolerance) {
    if (expected instanceof List<?> a && found instanceof List<?> b) return Vectors.isNear(a.toArray(), b.toArray(), tolerance);
    return expected.equals(found);
  }

  private static String text(Object o) {
    return o instanceof List<?> l ? Arrays.deepToString(l.toArray()) : String.valueOf(o);
  }

  @Test
  void aSeedIsOneText() {
    for (long seed = 0; seed < 20; seed++) {
      assertEquals(JavaText.of(seed, RandomFuncs.of(seed, false)).text(), JavaText.of(seed, RandomFuncs.of(seed, false)).text());
    }
  }
}
