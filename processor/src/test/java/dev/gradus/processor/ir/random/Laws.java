package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Vectors.Dot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The laws by which passes and derivatives are judged, with the interpreter as the meaning. They know nothing of how a transform works:
 * a pass is a function from program to program; a reverse mode gives, for a program and parameter numbers, a program whose parameters are
 * the old ones and a cotangent for each floating-point result, and whose results are the old ones and the cotangents of those parameters;
 * a forward mode has a tangent for each of those parameters as further parameters, and those of the floating-point results as
 * further results.
 */
public final class Laws {
  private static final long STEPS = 400_000;
  private static final double DIFFERENCE = 1e-6;

  private Laws() {}

  /** A derivative transform: the program and the numbers of the parameters it is differentiated in. */
  @FunctionalInterface
  public interface Mode extends BiFunction<Program, List<Integer>, Program> {}

  /** The transform of functions without calls. */
  public static Mode of(BiFunction<Func, List<Integer>, Func> mode) {
    return (p, wrt) -> Program.of(mode.apply(p.main(), wrt));
  }

  /** The same, computing nothing twice in a row on one thread: for laws that look at one program from several sides. */
  public static Mode remembered(Mode mode) {
    record Last(Func main, List<Integer> wrt, Program result) {}
    var last = new ThreadLocal<Last>();
    return (p, wrt) -> {
      Last l = last.get();
      if (l == null || l.main != p.main() || !l.wrt.equals(wrt)) {
        l = new Last(p.main(), wrt, mode.apply(p, wrt));
        last.set(l);
      }
      return l.result;
    };
  }

  private record Stated(String name, Check check) implements Law {
    @Override
    public void check(Program p, List<Object[]> args) {
      check.of(p, args);
    }
  }

  @FunctionalInterface
  private interface Check {
    void of(Program p, List<Object[]> args);
  }

  // ---- programs ----

  /** Reading what was printed and printing it again changes neither text nor meaning. */
  public static Law parsePrint() {
    return new Stated("parse(print(f)) = f", (p, args) -> {
      Program read = p.each(f -> {
        String text = Printer.print(f);
        Func again = Verifier.check(Parser.parse(text));
        if (!Printer.print(again).equals(text)) throw new Law.Broken("printed again:\n" + Printer.print(again));
        sameSignature(f, again);
        return again;
      });
      for (Object[] a : args) same(outcome(p, a), outcome(read, a), 0);
    });
  }

  /** The pass gives a program that computes the same bits or traps in the same way, with owners respected where {@code owned} says so. */
  public static Law preserves(String name, boolean owned, UnaryOperator<Func> pass) {
    return new Stated(name + " preserves", (p, args) -> {
      Program after = p.each(f -> {
        Func g = pass.apply(f);
        if (owned) Verifier.check(g);
        sameSignature(f, g);
        return g;
      });
      for (Object[] a : args) same(outcome(p, a), outcome(after, a), 0);
    });
  }

  private static void sameSignature(Func f, Func g) {
    if (!g.signature().equals(f.signature())) throw new Law.Broken("signature " + g.signature() + ", not " + f.signature());
  }

  /** The same, except that of several traps on the way another may come first. */
  public static Law preservesButForTheFirstTrap(String name, UnaryOperator<Func> pass) {
    return new Stated(name + " preserves", (p, args) -> {
      Program after = p.each(pass);
      for (Object[] a : args) sameOrBothTrap(outcome(p, a), outcome(after, a), 0);
    });
  }

  // ---- derivatives ----

  /** Reverse mode against differences in a random direction, where these converge. Also: it traps where the primal does and only there. */
  public static Law differences(String name, Mode vjp) {
    return new Stated(name + " = central differences", (p, args) -> {
      List<Integer> wrt = floats(p.main());
      Program back = vjp.apply(p, wrt);
      for (Object[] a : args) difference(p, back, wrt, a);
    });
  }

  private static void difference(Program p, Program back, List<Integer> wrt, Object[] a) {
    SplittableRandom random = new SplittableRandom(7);
    Object primal = outcome(p, a);
    if (!(primal instanceof Object[] values)) {
      Object derivative = outcome(back, withSeeds(p.main(), a, null, random));
      if (derivative instanceof Object[]) throw new Law.Broken("the derivative does not trap: " + primal);
      sameOrBothTrap(primal, derivative, 0);
      return;
    }
    if (!isDouble(p) || !Vectors.isFinite(values)) return;                              // single precision would drown in its own rounding
    Object[] seeds = seeds(p.main(), values, random);
    Object[] u = Arrays.stream(a).map(x -> Vectors.random(x, random)).toArray();
    Object[] results = results(back, withSeeds(p.main(), a, seeds, random));
    same(values, Arrays.copyOf(results, values.length), 0);
    Dot reverse = new Dot(0, 0);
    for (int i = 0; i < wrt.size(); i++)
      if (p.main().params().get(wrt.get(i)).type().kind() == Kind.F64)
        reverse = reverse.plus(Vectors.dot(u[wrt.get(i)], results[values.length + i]));
    double h = 1e-3;
    double d1 = slope(p, a, u, seeds, h);
    double d2 = slope(p, a, u, seeds, h / 2);
    double d4 = slope(p, a, u, seeds, h / 4);
    double coarse = (4 * d2 - d1) / 3;
    double fine = (4 * d4 - d2) / 3;
    double scale = 1 + Math.abs(fine) + 1e-3 * reverse.size();
    if (!(Math.abs(fine - coarse) <= DIFFERENCE * scale)) return;                         // a kink, a jump, or too curved to judge
    if (!(Math.abs(reverse.value() - fine) <= 10 * DIFFERENCE * scale))
      throw new Law.Broken("<vjp, u> is " + reverse.value() + ", the difference " + fine + " (" + coarse + ")");
  }

  private static double slope(Program p, Object[] a, Object[] u, Object[] seeds, double h) {
    return (along(p, a, u, seeds, h) - along(p, a, u, seeds, -h)) / (2 * h);
  }

  private static double along(Program p, Object[] a, Object[] u, Object[] seeds, double h) {
    Object[] moved = IntStream.range(0, a.length).mapToObj(i -> Vectors.moved(a[i], h, u[i])).toArray();
    if (!(outcome(p, moved) instanceof Object[] values)) return Double.NaN;
    double sum = 0;
    int k = 0;
    for (int i = 0; i < values.length; i++) {
      if (!p.main().results().get(i).type().isFloat()) continue;
      if (!sameShape(seeds[k], values[i])) return Double.NaN;
      sum += Vectors.dot(seeds[k++], values[i]).value();
    }
    return sum;
  }

  /** The two modes are transposes of each other: {@code <w, jvp u> = <vjp w, u>}, relative to the sum of the sizes of the terms. */
  public static Law transposes(Mode jvp, Mode vjp) {
    return new Stated("<vjp, u> = <jvp, w>", (p, args) -> {
      List<Integer> wrt = floats(p.main());
      Program forward = jvp.apply(p, wrt);
      Program back = vjp.apply(p, wrt);
      for (Object[] a : args) {
        if (!(outcome(p, a) instanceof Object[] values) || !Vectors.isFinite(values)) continue;
        SplittableRandom random = new SplittableRandom(7);
        Object[] seeds = seeds(p.main(), values, random);
        Object[] u = wrt.stream().map(i -> Vectors.random(a[i], random)).toArray();
        Object[] tangents = results(forward, concat(a, u));
        Object[] cotangents = results(back, withSeeds(p.main(), a, seeds, random));
        same(values, Arrays.copyOf(tangents, values.length), 0);
        Dot reverse = Vectors.dot(u, Arrays.copyOfRange(cotangents, values.length, cotangents.length));
        Dot direct = Vectors.dot(seeds, Arrays.copyOfRange(tangents, values.length, tangents.length));
        double tolerance = (isDouble(p) ? 1e-12 : 1e-5) * (reverse.size() + direct.size() + 1e-3);
        if (!(Math.abs(reverse.value() - direct.value()) <= tolerance))
          throw new Law.Broken("<vjp, u> is " + reverse.value() + ", <jvp, w> is " + direct.value() + " among terms of " + reverse.size());
      }
    });
  }

  /** Two ways to the same derivative program agree, up to rounding of sums taken in another order. */
  public static Law agree(String name, Mode one, Mode other) {
    return new Stated(name, (p, args) -> {
      List<Integer> wrt = floats(p.main());
      Program a = one.apply(p, wrt);
      Program b = other.apply(p, wrt);
      for (Object[] x : args) {
        SplittableRandom random = new SplittableRandom(7);
        Object[] given = withSeeds(p.main(), x, outcome(p, x) instanceof Object[] values ? seeds(p.main(), values, random) : null, random);
        Object expected = outcome(b, given);
        double size = 1 + (expected instanceof Object[] results ? Vectors.norm(results) : 0);
        sameOrBothTrap(expected, outcome(a, given), (isDouble(p) ? 1e-10 : 1e-4) * size);
      }
    });
  }

  /** A law of the derivative program instead of the program itself, for reverse mode applied twice and its like. */
  public static Law ofDerivative(Mode vjp, Law law) {
    return new Stated("second order: " + law.name(), (p, args) -> {
      SplittableRandom random = new SplittableRandom(7);
      var extended = new ArrayList<Object[]>();
      for (Object[] a : args) if (outcome(p, a) instanceof Object[] values) extended.add(withSeeds(p.main(), a, seeds(p.main(), values, random), random));
      law.check(vjp.apply(p, floats(p.main())), extended);
    });
  }

  /** A law of the program of forward mode. */
  public static Law ofTangents(Mode jvp, Law law) {
    return new Stated("forward mode: " + law.name(), (p, args) -> {
      SplittableRandom random = new SplittableRandom(7);
      List<Integer> wrt = floats(p.main());
      law.check(jvp.apply(p, wrt), args.stream().map(a -> concat(a, wrt.stream().map(i -> Vectors.random(a[i], random)).toArray())).toList());
    });
  }

  // ---- recursion ----

  /** A law of the same program with loops as recursive functions. */
  public static Law ofRecursion(Law law) {
    return new Stated("loops as calls: " + law.name(), (p, args) -> {
      Program calls = recursive(p);
      calls.all().forEach(Verifier::check);
      law.check(calls, args);
    });
  }

  /** Loops as recursive functions: the same results, and the same derivatives, up to rounding of sums taken in another order. */
  public static Law recursionIsLike(Mode vjp) {
    return agree("loops as calls = loops", vjp, (p, wrt) -> vjp.apply(recursive(p), wrt));
  }

  private static Program recursive(Program p) {
    return LoopsAsCalls.of(p.main(), FreeVars.eqnsIn(p.main().body()).size());
  }

  // ---- running ----

  /** The results, the class of the exception in which the program ends, or all about the one that it throws on purpose. */
  public static Object outcome(Func f, Object[] args) {
    return outcome(Program.of(f), args);
  }

  /** The same for a program. */
  public static Object outcome(Program p, Object[] args) {
    try {
      return Interpreter.run(p.main(), p.functions(), STEPS, args);
    } catch (Interpreter.StepLimit e) {
      throw e;
    } catch (IndexOutOfBoundsException | NullPointerException | ArithmeticException | NegativeArraySizeException e) {
      return e.getClass();
    } catch (NoSuchElementException e) {
      return e.toString();
    }
  }

  private static Object[] results(Program p, Object[] args) {
    Object o = outcome(p, args);
    if (o instanceof Object[] results) return results;
    throw new Law.Broken(p.main().name() + " traps where the primal does not: " + o);
  }

  private static void same(Object expected, Object found, double tolerance) {
    if (!Vectors.isNear(expected, found, tolerance)) throw new Law.Broken("expected " + text(expected) + " but was " + text(found));
  }

  /** What is thrown on purpose is so by both. */
  private static void sameOrBothTrap(Object expected, Object found, double tolerance) {
    if (!(expected instanceof Class && found instanceof Class)) same(expected, found, tolerance);
  }

  private static String text(Object o) {
    return o instanceof Object[] a ? Arrays.deepToString(a) : String.valueOf(o);
  }

  /** Numbers of the parameters that are differentiable. */
  static List<Integer> floats(Func f) {
    return IntStream.range(0, f.params().size()).filter(i -> f.params().get(i).type().isFloat()).boxed().toList();
  }

  /** Whether nothing in it is computed, moved or returned in single precision. */
  static boolean isDouble(Program p) {
    return p.all().stream().allMatch(Laws::isDouble);
  }

  private static boolean isDouble(Func f) {
    Stream<Atom> inside = FreeVars.eqnsIn(f.body()).stream().flatMap(e -> e.results().stream());
    Stream<Var> read = FreeVars.of(new Region(List.of(), f.body().eqns(), f.results())).stream();
    return Stream.of(inside, read, f.results().stream()).flatMap(s -> s).noneMatch(a -> a.type().kind() == Kind.F32);
  }

  static Object[] seeds(Func f, Object[] values, SplittableRandom random) {
    var seeds = new ArrayList<Object>();
    for (int i = 0; i < values.length; i++) if (f.results().get(i).type().isFloat()) seeds.add(Vectors.random(values[i], random));
    return seeds.toArray();
  }

  /** The arguments of a reverse program; where the primal traps seeds of any shape will do. */
  private static Object[] withSeeds(Func f, Object[] args, Object[] seeds, SplittableRandom random) {
    if (seeds != null) return concat(args, seeds);
    var any = new ArrayList<Object>();
    for (Atom r : f.results()) if (r.type().isFloat()) any.add(zeros(r.type()));
    return concat(args, any.toArray());
  }

  private static Object zeros(ValueType type) {
    return switch (type.rank()) {
      case 0 -> type.kind() == Kind.F32 ? (Object) 0f : (Object) 0.0;
      case 1 -> type.kind() == Kind.F32 ? new float[8] : new double[8];
      default -> type.kind() == Kind.F32 ? new float[8][8] : new double[8][8];
    };
  }

  private static boolean sameShape(Object a, Object b) {
    return Vectors.isNear(a, b, Double.POSITIVE_INFINITY);
  }

  static Object[] concat(Object[] a, Object[] b) {
    Object[] all = Arrays.copyOf(a, a.length + b.length, Object[].class);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
