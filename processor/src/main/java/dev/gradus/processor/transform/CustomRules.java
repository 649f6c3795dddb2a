package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.CustomRule;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.SameShape;
import dev.gradus.processor.ir.Signature;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What calls of functions with a {@link CustomRule} mean to {@link Vjp} and {@link Jvp}: in reverse mode an active call becomes one of the
 * forward function, whose pullback is the backward function; a pushforward serves forward mode as it is and reverse mode by its transpose,
 * the pullback of a function that is linear in the tangents, taken where they are zero. The functions that this makes are called once the
 * derivative is there, and then inlined like others; so the next derivative differentiates the rules themselves, as JAX does.
 *
 * <p>A rule may call the function that it is the rule of, and so may what is run again: one of these serves a whole derivative, so that the
 * functions needed for that are made once. Weakness: a rule whose tangent calls, with tangents, the function that it is the rule of, is not
 * transposed.
 */
final class CustomRules {
  /**
   * What depends on tangents has to be known, and not just to save work: a rule may call the function itself with primals. Whether what a
   * pullback is called for counts is not known in it.
   */
  private static final Analyses EXACT = Analyses.on().unsure();

  private final Program program;
  private final Map<String, Adjoint> adjoints = new LinkedHashMap<>();
  private final Map<String, Func> made = new LinkedHashMap<>();
  private final Set<String> names;

  CustomRules(Program program) {
    this.program = program;
    this.names = new HashSet<>(program.functions().keySet());
  }

  // ---- forward mode ----

  /** How the calls of a program are pushed forward. */
  static Map<String, Pushforward> pushforwards(Program p) {
    var all = new LinkedHashMap<String, Pushforward>();
    p.functions().forEach((name, f) -> {
      if (!(f.rule() instanceof CustomRule.Forward(var rule))) return;
      all.put(name, new Pushforward(p.functions().get(rule).signature(), floats(f.params()), floats(f.results())));
    });
    return all;
  }

  // ---- reverse mode ----

  /** The adjoints of what {@link #applied} has put in. */
  Map<String, Adjoint> adjoints() {
    return adjoints;
  }

  /** The program with the functions that the adjoints name, without what is not called. */
  Program with(Program p) {
    var functions = new LinkedHashMap<>(p.functions());
    functions.putAll(made);
    return new Program(p.main(), functions).reachable();
  }

  /** The function with forward functions in place of what they are the rules of, where derivatives flow: through these variables. */
  Func applied(Func f, Set<Var> active) {
    return f.withBody(prepared(f.body(), active));
  }

  private Region prepared(Region r, Set<Var> active) {
    var eqns = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> a, q -> prepared(q, active));
      boolean flows = op instanceof Op.Call c && program.isRuled(c.callee().name()) && e.results().stream().anyMatch(active::contains);
      eqns.add(flows ? prepared(e, (Op.Call) op) : new Eqn(e.results(), op));
      if (flows) eqns.addAll(checked(e, (Op.Call) op));
    }
    return new Region(r.params(), eqns, r.results());
  }

  private Eqn prepared(Eqn e, Op.Call c) {
    String name = c.callee().name();
    Func f = program.functions().get(name);
    return switch (f.rule()) {
      case CustomRule.Backward(var forward, var backward) -> {
        Signature runs = program.functions().get(forward).signature();
        if (!adjoints.containsKey(forward)) adjoints.put(forward, backward(f, runs, program.functions().get(backward)));
        var results = new ArrayList<>(e.results());
        for (ValueType t : runs.results().subList(results.size(), runs.results().size())) results.add(Var.fresh("kept", t));
        yield new Eqn(results, new Op.Call(runs, c.args()));
      }
      case CustomRule.Forward(var pushforward) -> {
        if (!adjoints.containsKey(name)) transpose(f, program.functions().get(pushforward));
        yield e;
      }
      case CustomRule.Again _ -> {
        if (!adjoints.containsKey(name)) again(f);
        yield e;
      }
    };
  }

  /** What finds out that a forward function gives other lengths than the function, as far as these are known without running it. */
  private List<Eqn> checked(Eqn e, Op.Call c) {
    Func f = program.functions().get(c.callee().name());
    if (!(f.rule() instanceof CustomRule.Backward)) return List.of();
    var shapes = new ResultShapes(f);
    Builder b = new Builder();
    for (int k : floats(f.results())) {
      Var value = e.results().get(k);
      if (!value.type().isArray()) continue;
      shapes.like(k, c.args(), b).ifPresent(like -> SameShape.check("fwd of " + called(f), new SameShape.Named("the value", value),
          new SameShape.Named("that of the method", like), b));
    }
    return b.close();
  }

  /**
   * Says how calls of the function are reversed before the pullback of that name is made: from its arguments and cotangents. So its code
   * may call the function in turn.
   */
  private void promise(Func f, String pullback) {
    List<Integer> all = IntStream.range(0, f.params().size()).boxed().toList();
    var params = new ArrayList<>(f.signature().params().stream().map(p -> new Signature.Param(p.type(), false)).toList());
    for (int k : floats(f.results())) params.add(new Signature.Param(f.results().get(k).type(), f.results().get(k).type().isArray()));
    for (int i : floats(f.params())) if (f.params().get(i).type().isArray()) params.add(new Signature.Param(f.params().get(i).type(), true));
    Signature signature = new Signature(pullback, params, floats(f.params()).stream().map(i -> f.params().get(i).type()).toList());
    adjoints.put(f.name(), new Adjoint(signature, all, List.of(), floats(f.results()), floats(f.params())));
  }

  /** The derivative of a function, as which it may be needed itself; the functions that this takes are among those {@link #made}. */
  private Func derived(Func f, List<Integer> wrt) {
    Program derived = Recursion.vjp(new Program(f, program.functions()), this, wrt, EXACT);
    var own = new HashMap<String, String>();
    for (String name : derived.functions().keySet()) {
      if (!program.functions().containsKey(name)) own.put(name, fresh(f.name() + "/" + name));
    }
    Program renamed = derived.renamed(name -> own.getOrDefault(name, name));
    own.values().forEach(name -> made.put(name, renamed.functions().get(name)));
    return Copies.run(renamed.main());
  }

  private String fresh(String name) {
    String fresh = name;
    for (int k = 2; !names.add(fresh); k++) fresh = name + k;
    return fresh;
  }

  /** The adjoint of a forward function. */
  private Adjoint backward(Func f, Signature runs, Func backward) {
    int values = f.results().size();
    var params = new ArrayList<Var>();
    for (ValueType t : runs.results().subList(values, runs.results().size())) params.add(Var.fresh("kept", t));
    List<Integer> seeds = floats(f.results());
    for (int k : seeds) params.add(Var.fresh("ct", f.results().get(k).type()));
    Func pullback = pullback(f, fresh(backward.name() + " into"), params, b -> {
      List<Var> cotangents = backward.results().stream().map(a -> Var.fresh("ct", a.type())).toList();
      b.add(new Eqn(cotangents, new Op.Call(backward.signature(), List.copyOf(params))));
      return cotangents;
    }, true);
    List<Integer> residuals = IntStream.range(values, runs.results().size()).boxed().toList();
    return new Adjoint(pullback.signature(), List.of(), residuals, seeds, floats(f.params()));
  }

  /** The adjoint of a function with a pushforward. */
  private void transpose(Func f, Func pushforward) {
    String name = fresh(f.name() + " transposed");
    promise(f, name);
    List<Integer> wrt = floats(f.params());
    int primals = f.params().size();
    List<Integer> tangents = IntStream.range(primals, primals + wrt.size()).boxed().toList();
    Func linear = DeadCode.run(pushforward.withBody(new Region(pushforward.params(), pushforward.body().eqns(),
        pushforward.results().subList(f.results().size(), pushforward.results().size()))));
    if (!Linearity.of(linear, linear.params().subList(primals, linear.params().size()))) {
      throw new NoDerivative(NoDerivative.Why.NOT_LINEAR, f.name());
    }
    Func vjp = derived(Copies.run(Simplify.run(linear)), tangents);
    int given = pushforward.params().size();
    int seeds = floats(f.results()).size();
    Region back = new Region(vjp.params(), vjp.body().eqns(), vjp.results().subList(seeds, vjp.results().size()));
    var params = new ArrayList<>(back.params().subList(0, primals));
    params.addAll(back.params().subList(given, given + seeds));
    pullback(f, name, params, b -> {
      var zero = new HashMap<Var, Atom>();
      for (int k = 0; k < wrt.size(); k++) {
        Var tangent = back.params().get(primals + k);
        zero.put(tangent, tangent.type().isArray() ? b.zerosLike(tangent.name(), params.get(wrt.get(k))) : Lit.zero(tangent.type().kind()));
      }
      Region body = Substitute.apply(new Region(List.of(), back.eqns(), back.results()), zero);
      b.addAll(body.eqns());
      return body.results();
    }, false);
  }

  /** The adjoint of a function that is run again: its pullback runs forward and backward. */
  private void again(Func f) {
    String name = fresh(f.name() + " again");
    promise(f, name);
    Func vjp = derived(f.withRule(null), floats(f.params()));
    pullback(f, name, vjp.params(), b -> {
      b.addAll(vjp.body().eqns());
      return vjp.results().subList(f.results().size(), vjp.results().size());
    }, false);
  }

  /** Code that gives a cotangent for each floating-point parameter. */
  @FunctionalInterface
  private interface Cotangents {
    List<? extends Atom> of(Builder b);
  }

  /**
   * The pullback as {@link Adjoint} wants it: cotangents of arrays are added to those that are handed in, after their shapes are checked if
   * they are the user's.
   */
  private Func pullback(Func f, String name, List<Var> given, Cotangents code, boolean isUsers) {
    var params = new ArrayList<>(given);
    var owned = new LinkedHashSet<Var>();
    for (Var p : given.subList(given.size() - floats(f.results()).size(), given.size())) if (p.type().isArray()) owned.add(p);
    var to = new HashMap<Integer, Var>();
    for (int i : floats(f.params())) {
      Var p = f.params().get(i);
      if (!p.type().isArray()) continue;
      Var sum = Var.fresh("ct", p.type());
      to.put(i, sum);
      params.add(sum);
      owned.add(sum);
    }
    Func made = Builder.func(name, params, b -> {
      List<? extends Atom> cotangents = code.of(b);
      var results = new ArrayList<Atom>();
      for (int i : floats(f.params())) {
        Atom ct = cotangents.get(results.size());
        if (isUsers && to.containsKey(i)) check(f, i, ct, to.get(i), b);
        results.add(to.containsKey(i) ? b.addAt(to.get(i), List.of(), ct) : ct);
      }
      return results;
    });
    Func pullback = new Func(name, made.body(), owned);
    this.made.put(name, Copies.run(DeadCode.run(Simplify.run(pullback))));
    return pullback;
  }

  private static void check(Func f, int param, Atom cotangent, Atom like, Builder b) {
    String name = f.params().get(param).name();
    SameShape.check("bwd of " + called(f), new SameShape.Named("the cotangent of " + name, cotangent), new SameShape.Named(name, like), b);
  }

  /** {@code Model.norm}. */
  private static String called(Func f) {
    return f.name().substring(f.name().lastIndexOf('.', f.name().lastIndexOf('.', (f.name() + "(").indexOf('(')) - 1) + 1);
  }

  private static List<Integer> floats(List<? extends Atom> atoms) {
    return IntStream.range(0, atoms.size()).filter(i -> atoms.get(i).type().isFloat()).boxed().toList();
  }
}
