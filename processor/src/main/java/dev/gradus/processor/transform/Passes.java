package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pipelines, as lists. A pass rewrites a program: the function asked for and those that it calls and that stay, as they are recursive.
 * After every pass ownership is made true by {@link Copies} and the {@link Verifier} runs; {@code -Agradus.dump} shows
 * the functions at that point under the pass's name.
 *
 * <p>Derivative companions never write their caller's arrays: a parameter the method writes is borrowed like any other, and copied on
 * entry.
 */
public final class Passes {
  /** A step of a pipeline. */
  public record Pass(String name, UnaryOperator<Program> run) {
    /** A step that rewrites each function by itself. */
    static Pass each(String name, UnaryOperator<Func> run) {
      return new Pass(name, p -> p.each(run));
    }
  }

  private static final List<Pass> TIDY = List.of(
      Pass.each("simplify", Simplify::run), Pass.each("common-subexpressions", CommonSubexpressions::run), Pass.each("dead-code", DeadCode::run));

  private static final List<Pass> LIGHTER = lighter(StoreForwarding::run, Loops::run);
  /** Where the main function writes arrays of its caller. */
  private static final List<Pass> LIGHTER_IN_SIGHT = lighter(StoreForwarding::inSight, Loops::inSight);

  private Passes() {}

  /** Twice through the loops: what has moved out of an inner one may move on. */
  private static List<Pass> lighter(UnaryOperator<Func> forwarding, UnaryOperator<Func> loops) {
    return List.of(Pass.each("store-forwarding", forwarding), Pass.each("loops", loops), Pass.each("loops", loops),
        Pass.each("store-forwarding", forwarding));
  }

  /** The gradient of the first result, with its value or without. */
  public static Program gradient(Func main, Map<String, Func> callees, List<Integer> wrt, boolean withValue, Options options) {
    return gradient(main, callees, wrt, withValue ? List.of(0) : List.of(), options);
  }

  /**
   * The gradient of the first result, a float scalar. Parameters are those of {@code main}; results are its results numbered {@code kept},
   * then one cotangent per parameter number in {@code wrt}.
   */
  public static Program gradient(Func main, Map<String, Func> callees, List<Integer> wrt, List<Integer> kept, Options options) {
    Analyses analyses = options.analyses();
    Pass vjp = new Pass("vjp", p -> Recursion.gradient(p, wrt, kept, analyses));
    return run(borrowing(main, callees), derivative(reversible(analyses), vjp, analyses.fuse()), options);
  }

  /**
   * Whether a gradient with its value (the first result) computes next to nothing for the value alone: then one body does for the gradient
   * alone, too. It never throws more, as what may throw is kept for that. A call is such, so where there are calls the gradient {@code
   * alone} is made to compare.
   */
  public static boolean givesValueFreely(Program withValue, Supplier<Program> alone) {
    Program full = written(withValue);
    boolean calls = FreeVars.eqnsIn(full.main().body()).stream().anyMatch(e -> e.op() instanceof Op.Call);
    return Effort.isLittleMore(full, calls ? written(alone.get()) : Program.of(DeadCode.run(withoutFirst(full.main()))));
  }

  private static Func withoutFirst(Func f) {
    return f.withBody(new Region(f.params(), f.body().eqns(), f.results().subList(1, f.results().size())));
  }

  /** {@link #gradient} by forward mode: no tape, but one run per number. */
  public static Program forwardGradient(Func main, Map<String, Func> callees, List<Integer> wrt, boolean withValue, Options options) {
    return forwardGradient(main, callees, wrt, withValue ? List.of(0) : List.of(), options);
  }

  /** The same by forward mode: no tape, but one run per number. */
  public static Program forwardGradient(Func main, Map<String, Func> callees, List<Integer> wrt, List<Integer> kept, Options options) {
    Pass jvp = new Pass("jvp", p -> Recursion.forwardGradient(p, wrt, kept));
    return run(borrowing(main, callees), derivative(List.of(), jvp, true), options);
  }

  /**
   * {@link #vjp} in two functions, the second of which can be run more than once. No loop runs forward and backward at once, as none could
   * be cut.
   */
  public static Split pullback(Func main, Map<String, Func> callees, List<Integer> wrt, Options options) {
    Split split = Split.of(vjp(main, callees, wrt, options.unfused()), main.params().size(), main.results().size());
    List<Pass> passes = new ArrayList<>(List.of(new Pass("split", UnaryOperator.identity())));
    passes.addAll(TIDY);
    return new Split(run(split.forward(), passes, options), run(split.pullback(), passes, options));
  }

  /**
   * Parameters: those of {@code main}, then a cotangent per float result. Results: those of {@code main}, then the cotangents of the
   * parameters numbered {@code wrt}.
   */
  public static Program vjp(Func main, Map<String, Func> callees, List<Integer> wrt, Options options) {
    Analyses analyses = options.analyses();
    Pass vjp = new Pass("vjp", p -> Recursion.vjp(p, wrt, analyses));
    return run(borrowing(main, callees), derivative(reversible(analyses), vjp, analyses.fuse()), options);
  }

  /**
   * Parameters: those of {@code main}, then a tangent per parameter number in {@code wrt}. Results: those of {@code main}, then the
   * tangents of its float results.
   */
  public static Program jvp(Func main, Map<String, Func> callees, List<Integer> wrt, Options options) {
    Pass jvp = new Pass("jvp", p -> Recursion.jvp(p, wrt));
    return run(borrowing(main, callees), derivative(List.of(), jvp, true), options);
  }

  /**
   * The function for many arguments at once, batched as {@code axes} say ({@link Vmap}). It writes the batched arrays that {@code main}
   * writes, and no others: who may not write them must not let {@code main} own them.
   */
  public static Program vmap(Func main, Map<String, Func> callees, Axes axes, Options options) {
    var passes = new ArrayList<>(batchable());
    passes.add(new Pass("vmap", p -> Vmap.run(p, axes)));
    passes.addAll(TIDY);
    return run(entered(main, callees), passes, options);
  }

  /** For each result of {@code main} whether {@link #vmap} over these parameters batches it; an axis may be {@link Axes#NONE} if not. */
  public static List<Boolean> batched(Func main, Map<String, Func> callees, List<Axes.Leaf> in) {
    return Vmap.batched(run(entered(main, callees), batchable(), Options.none()).main(), in);
  }

  /** The function with {@code each} and products for loops where it can be ({@link ParallelLoops}), joined. */
  public static Program parallel(Func main, Map<String, Func> callees, Options options) {
    return run(new Program(main, callees), parallel(ParallelLoops::run), options);
  }

  /** The gradient of the first result, with its value, as such a function. */
  public static Program parallelGradient(Func main, Map<String, Func> callees, List<Integer> wrt, Options options) {
    Analyses analyses = options.analyses();
    List<Pass> all = structured(reversible(analyses), new Pass("vjp", p -> Recursion.gradient(p, wrt, List.of(0), analyses)));
    all.addAll(found(ParallelLoops::run));
    return run(borrowing(main, callees), all, options);
  }

  /** What {@link #parallel} makes of the loops of the function and of those that it calls. */
  public static List<Fate> explained(Func main, Map<String, Func> callees, Options options) {
    var fates = new ArrayList<Fate>();
    run(new Program(main, callees), parallel(f -> {
      ParallelLoops.Result found = ParallelLoops.of(f);
      fates.addAll(found.fates());
      return found.func();
    }), options);
    return fates;
  }

  private static List<Pass> parallel(UnaryOperator<Func> parallelLoops) {
    var all = new ArrayList<>(batchable());
    all.add(Pass.each("tables", Tables::run));
    all.addAll(found(parallelLoops));
    return all;
  }

  private static List<Pass> found(UnaryOperator<Func> parallelLoops) {
    var all = new ArrayList<Pass>();
    all.add(Pass.each("privatise", Privatise::run));
    all.add(Pass.each("induction", Induction::run));
    all.addAll(TIDY);
    all.add(Pass.each("fixed-indices", FixedIndices::run));
    all.addAll(TIDY);
    all.add(new Pass("parallel-loops", p -> p.reachable().each(parallelLoops)));
    all.addAll(TIDY);
    all.add(Pass.each("fuse", FuseEach::run));
    all.addAll(TIDY);
    return all;
  }

  private static List<Pass> batchable() {
    var all = new ArrayList<Pass>();
    all.add(new Pass("lowering", UnaryOperator.identity()));
    all.add(new Pass("inline", Inline::derivable));
    all.addAll(TIDY);
    return all;
  }

  /** The same code as another function: parameters may be added, results chosen. */
  public static Func arranged(Func f, String name, List<Var> params, List<? extends Atom> results) {
    return Verifier.check(Copies.run(DeadCode.run(new Func(name, new Region(params, f.body().eqns(), List.copyOf(results))))));
  }

  /**
   * The program as it is written down, when no more derivatives are taken of it: what only speaks to those is gone, and what may run in any
   * order is written as loops.
   */
  public static Program written(Program p) {
    boolean ruled = p.functions().keySet().stream().anyMatch(p::isRuled);
    boolean parallel = p.all().stream().anyMatch(Sequential::isFor);
    if (!ruled && !parallel && p.all().stream().noneMatch(Marks::has)) return p;
    var passes = new ArrayList<>(List.of(new Pass("inline", Inline::run), Pass.each("marks", Marks::erase)));
    if (parallel) passes.addAll(List.of(Pass.each("sequential", Sequential::run), Pass.each("tables", Tables::run)));
    passes.addAll(TIDY);
    if (ruled || parallel) {
      for (Pass pass : p.main().owned().isEmpty() ? LIGHTER : LIGHTER_IN_SIGHT) {
        passes.add(pass);
        passes.addAll(TIDY);
      }
    }
    return run(p, passes, Options.none());
  }

  /** What is worth doing before reverse mode. */
  private static List<Pass> reversible(Analyses analyses) {
    return List.of(Pass.each("privatise", analyses.privatise()), Pass.each("induction", analyses.induction()));
  }

  /** The main function owns nothing. */
  private static Program borrowing(Func main, Map<String, Func> callees) {
    Program p = entered(main, callees);
    return new Program(new Func(p.main().name(), p.main().body(), Set.of()), p.functions());
  }

  /** A main function that is called, by itself or by its rule, is called from the beginning. */
  public static Program entered(Func main, Map<String, Func> callees) {
    List<Func> same = callees.values().stream().filter(f -> f.body() == main.body()).toList();
    if (same.isEmpty()) return new Program(main, callees);
    List<Var> params = main.params().stream().map(Var::like).toList();
    List<Var> results = main.results().stream().map(a -> a instanceof Var v ? Var.like(v) : Var.fresh("t", a.type())).toList();
    Eqn call = new Eqn(results, new Op.Call(same.getFirst().signature(), List.copyOf(params)));
    Set<Var> owned = IntStream.range(0, params.size()).filter(p -> main.owned().contains(main.params().get(p))).mapToObj(params::get)
        .collect(Collectors.toSet());
    return new Program(new Func(main.name(), new Region(params, List.of(call), List.copyOf(results)), owned), callees);
  }

  /** The derivative as scalar code. What is to be cut in two sweeps must not be {@code fused}. */
  private static List<Pass> derivative(List<Pass> before, Pass derivative, boolean fused) {
    List<Pass> all = structured(before, derivative);
    all.add(Pass.each("sequential", Sequential::run));
    if (fused) {
      all.add(Pass.each("branches", Branches::run));
      all.addAll(TIDY);
    }
    for (Pass pass : LIGHTER) {
      all.add(pass);
      all.addAll(TIDY);
    }
    return all;
  }

  /** The derivative with products for what is one. After it there are new calls, of which some may be inlined. */
  private static List<Pass> structured(List<Pass> before, Pass derivative) {
    var all = new ArrayList<Pass>();
    all.add(new Pass("lowering", UnaryOperator.identity()));
    all.add(new Pass("inline", Inline::derivable));
    all.add(Pass.each("sequential", Sequential::run));
    all.add(Pass.each("tables", Tables::run));
    all.addAll(TIDY);
    all.addAll(before);
    if (!before.isEmpty()) all.addAll(TIDY);
    all.add(Pass.each("products", Products::raise));
    all.add(new Pass(derivative.name, p -> derivative.run.apply(p).each(DeadCode::run)));
    all.add(new Pass("inline", Inline::derivable));
    all.add(Pass.each("tables", Tables::run));
    all.addAll(TIDY);
    return all;
  }

  private static Program run(Program program, List<Pass> passes, Options options) {
    Program p = program;
    for (Pass pass : passes) {
      p = pass.run.apply(p).each(f -> Verifier.check(Copies.run(f)));
      p.all().forEach(f -> options.show(pass.name, f));
    }
    return p;
  }
}
