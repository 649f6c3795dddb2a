package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The pipelines, as lists. After every pass ownership is made true by {@link Copies} and the {@link Verifier} runs; {@code -Agradus.dump} shows
 * the function at that point under the pass's name.
 *
 * <p>Derivative companions never write their caller's arrays: a parameter the method writes is borrowed like any other, and copied on entry.
 */
public final class Passes {
  /** A step of a pipeline. */
  public record Pass(String name, UnaryOperator<Func> run) {}

  private static final List<Pass> TIDY = List.of(
      new Pass("simplify", Simplify::run), new Pass("common-subexpressions", CommonSubexpressions::run), new Pass("dead-code", DeadCode::run));

  /** Twice through the loops: what has moved out of an inner one may move on. */
  private static final List<Pass> LIGHTER = List.of(
      new Pass("store-forwarding", StoreForwarding::run), new Pass("loops", Loops::run), new Pass("loops", Loops::run));

  private Passes() {}

  /**
   * The gradient of the first result, a float scalar. Parameters are those of {@code main}; results are its first result if asked for, then one
   * cotangent per parameter number in {@code wrt}.
   */
  public static Func gradient(Func main, Map<String, Func> callees, List<Integer> wrt, boolean withValue, Options options) {
    Analyses analyses = options.analyses();
    return run(main, derivative(callees, reversible(analyses), new Pass("vjp", f -> Vjp.gradient(f, wrt, withValue, analyses))), options);
  }

  /** The same by forward mode: no tape, but one run per number. */
  public static Func forwardGradient(Func main, Map<String, Func> callees, List<Integer> wrt, boolean withValue, Options options) {
    return run(main, derivative(callees, List.of(), new Pass("jvp", f -> ForwardGradient.of(f, wrt, withValue))), options);
  }

  /** {@link #vjp} in two functions, the second of which can be run more than once. No loop runs forward and backward at once, as none could be cut. */
  public static Split pullback(Func main, Map<String, Func> callees, List<Integer> wrt, Options options) {
    Options unfused = new Options(options.analyses().off("fusion"), options.dump(), options.sink());
    Split split = Split.of(vjp(main, callees, wrt, unfused), main.params().size(), main.results().size());
    List<Pass> passes = new ArrayList<>(List.of(new Pass("split", UnaryOperator.identity())));
    passes.addAll(TIDY);
    return new Split(run(split.forward(), passes, options), run(split.pullback(), passes, options));
  }

  /**
   * Parameters: those of {@code main}, then a cotangent per float result. Results: those of {@code main}, then the cotangents of the parameters
   * numbered {@code wrt}.
   */
  public static Func vjp(Func main, Map<String, Func> callees, List<Integer> wrt, Options options) {
    Analyses analyses = options.analyses();
    return run(main, derivative(callees, reversible(analyses), new Pass("vjp", f -> Vjp.vjp(f, wrt, analyses))), options);
  }

  /**
   * Parameters: those of {@code main}, then a tangent per parameter number in {@code wrt}. Results: those of {@code main}, then the tangents of its
   * float results.
   */
  public static Func jvp(Func main, Map<String, Func> callees, List<Integer> wrt, Options options) {
    return run(main, derivative(callees, List.of(), new Pass("jvp", f -> Jvp.run(f, wrt))), options);
  }

  /** The same code as another function: parameters may be added, results chosen. */
  public static Func arranged(Func f, String name, List<Var> params, List<? extends Atom> results) {
    return Verifier.check(Copies.run(DeadCode.run(new Func(name, new Region(params, f.body().eqns(), List.copyOf(results))))));
  }

  /** What is worth doing before reverse mode. */
  private static List<Pass> reversible(Analyses analyses) {
    return List.of(new Pass("privatise", analyses.privatise()), new Pass("induction", analyses.induction()));
  }

  private static List<Pass> derivative(Map<String, Func> callees, List<Pass> before, Pass derivative) {
    var all = new ArrayList<Pass>();
    all.add(new Pass("lowering", UnaryOperator.identity()));
    all.add(new Pass("inline", f -> Inline.run(new Func(f.name(), f.body(), Set.of()), callees)));
    all.addAll(TIDY);
    all.addAll(before);
    if (!before.isEmpty()) all.addAll(TIDY);
    all.add(new Pass(derivative.name, f -> DeadCode.run(derivative.run.apply(f))));
    all.addAll(TIDY);
    for (Pass pass : LIGHTER) {
      all.add(pass);
      all.addAll(TIDY);
    }
    return all;
  }

  private static Func run(Func main, List<Pass> passes, Options options) {
    Func f = main;
    for (Pass pass : passes) {
      f = Verifier.check(Copies.run(pass.run.apply(f)));
      options.show(pass.name, f);
    }
    return f;
  }
}
