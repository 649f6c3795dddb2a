package dev.gradus.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gradus.processor.ir.random.Vectors;
import dev.gradus.processor.ir.random.Vectors.Dot;
import dev.gradus.tests.fuzz.JavaMethods.Outcome;
import dev.gradus.tests.laws.Directions;
import dev.gradus.tests.laws.Leaves;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random Java methods and their companions as javac makes them: companions compute the method's bits or throw its exceptions, leave their
 * arguments alone, and the two modes are each other's transposes. {@code -Dgradus.fuzz.java=} asks for more methods,
 * {@code -Dgradus.java.seed=} for others.
 */
class RandomJavaThroughJavacTest {
  private static final int COUNT = Integer.getInteger("gradus.fuzz.java", 100);
  private static final long SEED = Long.getLong("gradus.java.seed", 1_000_000);
  private static final int BATCH = 100;
  private static final int RUNS = 8;

  @Test
  void companionsAgreeWithTheMethods() {
    Map<String, String> problems = new LinkedHashMap<>();
    int accepted = 0;
    for (long from = SEED; from < SEED + COUNT; from += BATCH) {
      var methods = new JavaMethods(LongStream.range(from, Math.min(from + BATCH, SEED + COUNT)).boxed().toList());
      accepted += methods.seeds().size();
      for (long seed : methods.seeds()) {
        String problem = problem(methods, seed);
        if (problem != null) problems.put(JavaMethods.text(seed), problem);
      }
    }
    problems.keySet().stream().min(Comparator.comparing(String::length))
        .ifPresent(least -> fail(problems.size() + " methods, the shortest of which: " + problems.get(least) + "\n" + least));
    assertTrue(2 * accepted > COUNT, accepted + " of " + COUNT + " methods from " + SEED + " are accepted");
  }

  /** What is wrong, or {@code null}. */
  private static String problem(JavaMethods methods, long seed) {
    var random = new Random(seed);
    var directions = new SplittableRandom(seed);
    double precision = JavaMethods.isSingle(seed) ? 1e-5 : 1e-9;
    for (int run = 0; run < RUNS; run++) {
      List<Object> args = args(random);
      List<Object> given = Leaves.copies(args);
      List<Object> u = Directions.like(IntStream.of(0, 1, 3, 4, 5).mapToObj(args::get).toList(), directions);
      Outcome plain = methods.plain(seed, args);
      List<Object> like = plain instanceof Outcome.Values v ? v.values() : List.of(1.0, args.get(3), args.get(4), args.get(5));
      List<Object> w = Directions.like(like, directions);
      List<Object> one = IntStream.range(0, like.size()).mapToObj(i -> i == 0 ? 1.0 : Directions.zero(like.get(i))).toList();
      Outcome ahead = methods.tangents(seed, args, u);
      Outcome back = methods.cotangents(seed, args, w);
      Outcome gradient = methods.gradient(seed, args);
      Outcome fromOne = methods.cotangents(seed, args, one);
      String at = " at " + Leaves.text(given);
      if (!Leaves.areNear(given, args, 0)) return "a companion wrote its arguments" + at;
      for (Outcome companion : List.of(ahead, back, gradient, fromOne)) {
        if (!isSame(plain, companion)) return "expected " + text(plain) + ", not " + text(companion) + at;
      }
      if (!(ahead instanceof Outcome.Values a && back instanceof Outcome.Values b && gradient instanceof Outcome.Values g
          && fromOne instanceof Outcome.Values f)) {
        continue;
      }
      if (!a.names().equals(b.names())) return "results are " + a.names() + " and " + b.names();
      Object[] seeds = a.names().stream().map(n -> w.get(JavaMethods.RESULTS.indexOf(n))).toArray();
      Dot left = Vectors.dot(seeds, a.derivative().toArray());
      Dot right = Vectors.dot(u.toArray(), b.derivative().toArray());
      double size = left.size() + right.size();
      if (Double.isFinite(size) && Math.abs(left.value() - right.value()) > precision * (1 + size)) {
        return "<jvp, w> is " + left.value() + " and <vjp, u> " + right.value() + at;
      }
      double norm = 1 + Vectors.norm(f.derivative().toArray());
      if (Double.isFinite(norm) && !Leaves.areNear(f.derivative(), g.derivative(), precision * norm)) {
        return "the gradient is " + Leaves.text(g.derivative()) + ", not " + Leaves.text(f.derivative()) + at;
      }
    }
    return null;
  }

  /** Whether the companion throws what the method throws, or has its values. */
  private static boolean isSame(Outcome plain, Outcome companion) {
    if (!(plain instanceof Outcome.Values p && companion instanceof Outcome.Values c)) return plain.equals(companion);
    List<Object> expected = c.names().stream().map(n -> p.values().get(p.names().indexOf(n))).toList();
    return Leaves.areNear(expected, c.values(), 0);
  }

  private static String text(Outcome o) {
    return switch (o) {
      case Outcome.Values l -> l.names() + " = " + Leaves.text(l.values());
      case Outcome.Thrown t -> t.exception().getSimpleName();
    };
  }

  /** Arrays of one length, so that most indices are in range. */
  private static List<Object> args(Random random) {
    int length = random.nextInt(5);
    var args = new ArrayList<Object>(List.of(number(random), number(random), random.nextInt(6) - 1));
    for (int k = 0; k < 2; k++) args.add(numbers(length, random));
    args.add(IntStream.range(0, length).mapToObj(_ -> numbers(length, random)).toArray(double[][]::new));
    return args;
  }

  private static double[] numbers(int length, Random random) {
    return IntStream.range(0, length).mapToDouble(_ -> number(random)).toArray();
  }

  private static double number(Random random) {
    return random.nextInt(8) == 0 ? random.nextInt(4) - 1 : random.nextGaussian() * 2;
  }
}
