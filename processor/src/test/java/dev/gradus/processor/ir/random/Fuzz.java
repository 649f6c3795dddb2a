package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Printer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Drives laws with random programs, in parallel, and stops at the first failure with everything that is needed to look at it: the seed, the
 * shrunken program as text, ready for the corpus, and the arguments.
 */
public final class Fuzz {
  private static final long SIGN_OF_LIFE = 2_000;

  private Fuzz() {}

  /** A law that failed. */
  public static final class Failure extends AssertionError {
    private static final long serialVersionUID = 1;

    Failure(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Checks on the programs of seeds {@code from … from + count - 1} the laws chosen for each; one program in ten may trap. */
  public static void run(long from, long count, LongFunction<List<Law>> laws) {
    each(from, count, seed -> check(seed, seed % 10 == 9, laws.apply(seed)));
  }

  /** The same with programs that have maps. */
  public static void runParallel(long from, long count, LongFunction<List<Law>> laws) {
    each(from, count, seed -> check(seed, seed % 10 == 9, RandomFuncs.parallel(seed, seed % 10 == 9), laws.apply(seed)));
  }

  /** Prints a line now and then, since this takes minutes. */
  private static void each(long from, long count, LongConsumer check) {
    var done = new AtomicLong();
    LongStream.range(from, from + count).parallel().forEach(seed -> {
      check.accept(seed);
      long n = done.incrementAndGet();
      if (n % SIGN_OF_LIFE == 0) System.out.println("  " + n + " of " + count + " random programs");
    });
  }

  /** Checks the laws on one program. */
  public static void check(long seed, boolean mayTrap, List<Law> laws) {
    check(seed, mayTrap, RandomFuncs.of(seed, mayTrap), laws);
  }

  private static void check(long seed, boolean mayTrap, Func f, List<Law> laws) {
    List<Object[]> args = args(seed);
    for (Law law : laws) {
      Throwable problem = problem(law, f, args);
      if (problem == null) continue;
      Func small = Shrinker.shrink(f, g -> isLike(problem, problem(law, g, args)));
      throw new Failure(law.name() + " fails for seed " + seed + (mayTrap ? " (may trap)" : "") + " of " + FreeVars.eqnsIn(f.body()).size()
          + " equations: " + firstLines(problem(law, small, args)) + "\n" + Printer.print(small) + "at " + text(args), problem);
    }
  }

  /** Whether the law fails on the program of this seed; for tests that put a wrong analysis in place and want to see it caught. */
  public static boolean fails(long seed, Law law) {
    return problem(law, RandomFuncs.of(seed, false), args(seed)) != null;
  }

  /** What is thrown when the law is checked, or {@code null} if it holds. */
  public static Throwable problem(Law law, Func f, List<Object[]> args) {
    try {
      law.check(f, args);
      return null;
    } catch (Interpreter.StepLimit e) {
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }

  /** The same exception; for one that is no broken law, thrown at the same place as well. */
  private static boolean isLike(Throwable a, Throwable b) {
    if (b == null || a.getClass() != b.getClass()) return false;
    return a instanceof Law.Broken || a.getStackTrace().length == 0 || b.getStackTrace().length == 0
        || a.getStackTrace()[0].equals(b.getStackTrace()[0]);
  }

  private static String firstLines(Throwable e) {
    return String.join("\n", String.valueOf(e).lines().limit(40).toList());
  }

  private static String text(List<Object[]> args) {
    return String.join("\n   ", args.stream().map(Arrays::deepToString).toList());
  }

  /** Two lists of arguments for a program of {@link RandomFuncs}: one of some length, one empty or nearly so. */
  public static List<Object[]> args(long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    return List.of(args(random, random.nextInt(2, 5)), args(random, random.nextInt(2)));
  }

  private static Object[] args(SplittableRandom random, int n) {
    Object like = new double[n];
    double[][] m = new double[n][];
    for (int i = 0; i < n; i++) m[i] = (double[]) Vectors.random(new double[Scope.SIDE], random);
    int[] q = random.ints(n, 0, Math.max(n, 1)).toArray();
    return new Object[] {Vectors.random(like, random), Vectors.random(like, random), m, random.nextDouble(-1, 1), q,
        Vectors.random(new float[n], random), random.nextInt(5)};
  }
}
