package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.CustomJvp;
import dev.gradus.lax.Lax;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.transform.Analyses;
import dev.gradus.processor.transform.Axes;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import dev.gradus.processor.transform.StrongZero;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What the path taken does not use is due nothing: at the edges of functions reverse mode gives what forward mode gives wherever that is
 * finite, to second order and for every lane of a batch. Over random methods ({@link EdgePrograms}, {@link KnotPrograms}), at arguments that
 * are often zero.
 * {@code -Dgradus.edges=} asks for more methods than the default, {@code -Dgradus.edges.seed=} for others.
 */
class EdgeLawsTest {
  private static final int COUNT = Integer.getInteger("gradus.edges", 60);
  private static final long SEED = Long.getLong("gradus.edges.seed", 0);
  private static final int PER_CLASS = 50;
  private static final int RUNS = 6;
  /** In how many of the runs second derivatives are looked at. */
  private static final int TWICE = 2;
  private static final int SIZE = 3;
  private static final int INPUTS = 2 + SIZE;
  private static final long STEPS = 400_000;
  private static final List<File> LIBRARY = List.of(Programs.on(CustomJvp.class), Programs.on(Lax.class));
  private static final List<Integer> ALL = List.of(0, 1, 2);

  /** What is to be held against the methods: what is wrong with one, or {@code null}. */
  private interface Law extends BiFunction<Program, SplittableRandom, String> {}

  @Test
  void reverseModeIsForwardModeAtEdges() {
    hold(COUNT, EdgePrograms::file);
  }

  /** The same of methods that call each other. */
  @Test
  void reverseModeIsForwardModeInKnots() {
    hold(COUNT / 3, KnotPrograms::file);
  }

  private static void hold(int count, Function<List<Long>, String> generator) {
    Options options = Options.none();
    var judged = new int[2];
    Map<String, String> problems = problems(count, generator, (p, random) -> {
      String first = derivatives(p, random, options, judged);
      return first != null ? first : batch(p, random, options);
    });
    problems.entrySet().stream().min(Comparator.comparing(e -> e.getKey().length()))
        .ifPresent(least -> fail(problems.size() + " methods, the shortest of which: " + least.getValue() + "\n" + least.getKey()));
    assertTrue(judged[0] > 5 * count, judged[0] + " gradients");
    assertTrue(judged[1] > 5 * count, judged[1] + " second derivatives");
  }

  /** The sabotage: the law sees it if nothing is guarded. */
  @Test
  void withoutGuardsItIsNot() {
    Analyses on = Analyses.on();
    Analyses unguarded = new Analyses(on.activity(), on.consumed(), on.finalElements(), on.orderFree(), on.replayCost(), on.fuse(), on.privatise(),
        on.induction(), (f, wanted) -> new StrongZero(FreeVars.boundIn(f.body()), Set.of()));
    Options careless = new Options(unguarded, Set.of(), _ -> {});
    int noticed = problems(50, EdgePrograms::file, (p, random) -> derivatives(p, random, careless, new int[2])).size();
    assertTrue(noticed > 20, noticed + " of 50");
  }

  private static Map<String, String> problems(int count, Function<List<Long>, String> generator, Law law) {
    Map<String, String> problems = new LinkedHashMap<>();
    for (long from = SEED; from < SEED + count; from += PER_CLASS) {
      String source = generator.apply(LongStream.range(from, Math.min(from + PER_CLASS, SEED + count)).boxed().toList());
      var programs = new Programs(LIBRARY, Programs.Reports.NONE, source);
      assertTrue(programs.compilation().status() != Status.FAILURE, () -> programs.compilation().errors().toString());
      assertEquals(Map.of(), programs.refused());
      programs.lowered().forEach((name, l) -> {
        if (!name.matches("f\\d+")) return;
        String problem;
        try {
          problem = law.apply(new Program(l.func(), l.callees()), new SplittableRandom(name.hashCode()));
        } catch (RuntimeException e) {
          problem = e + " at " + e.getStackTrace()[0];
        }
        if (problem == null) return;
        int at = source.indexOf("static double " + name + "(");
        problems.put(source.substring(at, source.indexOf("\n  }\n", at)), problem);
      });
    }
    return problems;
  }

  // ---- laws ----

  private static String derivatives(Program p, SplittableRandom random, Options options, int[] judged) {
    Program forward = Passes.jvp(p.main(), p.functions(), ALL, Options.none());
    Program gradient = Passes.gradient(p.main(), p.functions(), ALL, false, options);
    Program twice = Passes.jvp(forward.main(), forward.functions(), ALL, Options.none());
    Program ahead = Passes.jvp(gradient.main(), gradient.functions(), ALL, Options.none());
    Program back = Passes.vjp(gradient.main(), gradient.functions(), ALL, options);
    for (int run = 0; run < RUNS; run++) {
      double[] at = point(random);
      double[] g = numbers(run(gradient, leaves(at)), 0);
      for (int i = 0; i < INPUTS; i++) {
        double expected = (double) run(forward, leaves(at), leaves(unit(i)))[1];
        String where = " for " + i + " at " + Arrays.toString(at);
        if (isOff(expected, g[i])) return "forward " + expected + ", reverse " + g[i] + where;
        if (Double.isFinite(expected)) judged[0]++;
      }
      for (int i = 0; i < INPUTS && run < TWICE; i++) {
        double[] row = numbers(run(back, leaves(at), leaves(unit(i))), 3);
        double[] column = numbers(run(ahead, leaves(at), leaves(unit(i))), 3);
        for (int k = 0; k < INPUTS; k++) {
          Object[] all = run(twice, leaves(at), leaves(unit(i)), leaves(unit(k)));
          double expected = (double) all[all.length - 1];
          String where = " for " + i + ", " + k + " at " + Arrays.toString(at);
          if (isOff(expected, column[k])) return "forward twice " + expected + ", forward over reverse " + column[k] + where;
          if (isOff(expected, row[k])) return "forward twice " + expected + ", reverse twice " + row[k] + where;
          if (Double.isFinite(expected)) judged[1]++;
        }
      }
    }
    return null;
  }

  private static String batch(Program p, SplittableRandom random, Options options) {
    Program gradient = Passes.gradient(p.main(), p.functions(), ALL, false, options);
    Axes axes = new Axes("f", List.of(new Axes.Leaf("x", 0), new Axes.Leaf("y", 0), new Axes.Leaf("a", 0)),
        List.of(new Axes.Leaf("x", 0), new Axes.Leaf("y", 0), new Axes.Leaf("a", 0)));
    Program batched = Passes.vmap(gradient.main(), gradient.functions(), axes, options);
    double[][] points = new double[RUNS][];
    for (int lane = 0; lane < RUNS; lane++) points[lane] = point(random);
    Object[] all = run(batched, Arrays.stream(points).mapToDouble(q -> q[0]).toArray(), Arrays.stream(points).mapToDouble(q -> q[1]).toArray(),
        Arrays.stream(points).map(q -> Arrays.copyOfRange(q, 2, INPUTS)).toArray(double[][]::new));
    for (int lane = 0; lane < RUNS; lane++) {
      double[] expected = numbers(run(gradient, leaves(points[lane])), 0);
      double[] found = numbers(new Object[] {((double[]) all[0])[lane], ((double[]) all[1])[lane], ((double[][]) all[2])[lane]}, 0);
      if (!Arrays.equals(expected, found)) return "lane " + Arrays.toString(found) + ", alone " + Arrays.toString(expected);
    }
    return null;
  }

  private static boolean isOff(double expected, double found) {
    return Double.isFinite(expected) && !(Math.abs(found - expected) <= 1e-9 * (1 + Math.abs(expected)));
  }

  // ---- arguments ----

  private static double[] point(SplittableRandom random) {
    return random.doubles(INPUTS).map(u -> u < 0.5 ? 0 : u < 0.6 ? 1 : u < 0.7 ? -1 : u < 0.8 ? 4 : 8 * (u - 0.9)).toArray();
  }

  private static double[] unit(int i) {
    double[] unit = new double[INPUTS];
    unit[i] = 1;
    return unit;
  }

  private static Object[] leaves(double[] at) {
    return new Object[] {at[0], at[1], Arrays.copyOfRange(at, 2, INPUTS)};
  }

  private static Object[] run(Program p, Object... groups) {
    var args = new ArrayList<Object>();
    for (Object g : groups) args.addAll(g instanceof Object[] some && !(g instanceof double[][]) ? Arrays.asList(some) : List.of(g));
    return Interpreter.run(p.main(), p.functions(), STEPS, args.toArray());
  }

  private static double[] numbers(Object[] leaves, int from) {
    return Arrays.stream(leaves).skip(from).flatMapToDouble(l -> l instanceof double[] a ? Arrays.stream(a) : Arrays.stream(new double[] {(double) l})).toArray();
  }
}
