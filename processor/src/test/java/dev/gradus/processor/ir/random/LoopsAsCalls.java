package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Signature;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Recursive programs out of programs with loops: a loop becomes a function that takes the carries, owned, and what the body captures,
 * borrowed, and gives the carries back. So whatever shapes of loops there are, there are as many of recursion, and their meaning is known.
 *
 * <p>A counted loop becomes one of three: an iteration and then the rest, all but the last iteration and then that, or one half and then
 * the other.
 */
public final class LoopsAsCalls {
  private final SplittableRandom random;
  private final Map<String, Func> functions = new LinkedHashMap<>();

  private LoopsAsCalls(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The same program with most of its loops as functions, chosen by {@code seed}. */
  public static Program of(Func f, long seed) {
    LoopsAsCalls l = new LoopsAsCalls(seed);
    Region body = l.region(f.body());
    return new Program(f.withBody(body), l.functions);
  }

  private Region region(Region r) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> a, this::region);
      boolean chosen = random.nextInt(3) > 0;
      Builder b = new Builder();
      if (chosen && op instanceof Op.For l) out.addAll(call(e, l, b));
      else if (chosen && op instanceof Op.While w) out.addAll(call(e, w));
      else out.add(new Eqn(e.results(), op));
    }
    return new Region(r.params(), out, r.results());
  }

  /** A function in the making: its own parameters, its parameters for what the loop captures, and what calls it. */
  private final class Loop {
    final String name = "loop" + functions.size();
    final List<Var> first;
    final List<Var> carries;
    final List<Var> captured;
    final Signature signature;

    Loop(List<Var> first, List<Var> carries, Region... regions) {
      this.first = first;
      this.carries = carries;
      this.captured = List.copyOf(FreeVars.of(regions));
      var params = new ArrayList<Signature.Param>();
      for (Var v : first) params.add(new Signature.Param(v.type(), false));
      for (Var v : carries) params.add(new Signature.Param(v.type(), v.type().isArray()));
      for (Var v : captured) params.add(new Signature.Param(v.type(), false));
      signature = new Signature(name, params, carries.stream().map(Var::type).toList());
      functions.put(name, null);
    }

    Eqn call(List<Var> results, List<? extends Atom> first, List<? extends Atom> carries) {
      var args = new ArrayList<Atom>(first);
      args.addAll(carries);
      args.addAll(captured);
      return new Eqn(results, new Op.Call(signature, args));
    }

    List<Var> called(Builder b, List<? extends Atom> first, List<? extends Atom> carries) {
      List<Var> results = fresh(this.carries);
      b.add(call(results, first, carries));
      return results;
    }

    void define(List<Eqn> eqns, List<Var> results) {
      var params = new ArrayList<>(first);
      params.addAll(carries);
      params.addAll(captured);
      var owned = new HashSet<Var>();
      for (Var v : carries) if (v.type().isArray()) owned.add(v);
      functions.put(name, renamed(new Func(name, new Region(params, eqns, List.copyOf(results)), owned)));
    }
  }

  private static List<Var> fresh(List<Var> like) {
    return like.stream().map(Var::like).toList();
  }

  /** Variables of its own for each function. */
  private static Func renamed(Func f) {
    var names = new HashMap<Var, Atom>();
    for (Var v : FreeVars.boundIn(f.body())) names.put(v, Var.like(v));
    var owned = new HashSet<Var>();
    for (Var v : f.owned()) owned.add((Var) names.get(v));
    return new Func(f.name(), renamed(f.body(), names), owned);
  }

  private static Region renamed(Region r, Map<Var, Atom> names) {
    List<Eqn> eqns = r.eqns().stream()
        .map(e -> new Eqn(vars(e.results(), names), e.op().map(a -> names.getOrDefault(a, a), q -> renamed(q, names)))).toList();
    return new Region(vars(r.params(), names), eqns, r.results().stream().map(a -> names.getOrDefault(a, a)).toList());
  }

  private static List<Var> vars(List<Var> vars, Map<Var, Atom> names) {
    return vars.stream().map(v -> (Var) names.get(v)).toList();
  }

  // ---- while: one iteration, then the rest ----

  private List<Eqn> call(Eqn e, Op.While w) {
    List<Var> carries = fresh(w.carries());
    Loop loop = new Loop(List.of(), carries, w.cond(), w.body());
    Builder b = new Builder();
    b.addAll(inlined(w.cond(), carries));
    Atom more = inlinedResults(w.cond(), carries).getFirst();
    List<Var> results = b.branch(more, names(carries), () -> {
      b.addAll(inlined(w.body(), carries));
      return loop.called(b, List.of(), inlinedResults(w.body(), carries));
    }, () -> carries);
    loop.define(b.close(), results);
    return List.of(loop.call(e.results(), List.of(), w.init()));
  }

  // ---- for ----

  private List<Eqn> call(Eqn e, Op.For l, Builder outside) {
    Var lo = Var.fresh("lo", ValueType.I32);
    Var hi = Var.fresh("hi", ValueType.I32);
    List<Var> carries = fresh(l.carries());
    Loop loop = new Loop(List.of(lo, hi), carries, l.body());
    Builder b = new Builder();
    List<Var> results = b.branch(b.lt(lo, hi), names(carries), () -> switch (random.nextInt(3)) {
      case 0 -> firstAndRest(loop, l, lo, hi, b);
      case 1 -> restAndLast(loop, l, lo, hi, b);
      default -> halves(loop, l, lo, hi, b);
    }, () -> carries);
    loop.define(b.close(), results);
    outside.add(loop.call(e.results(), List.of(l.lo(), l.hi()), l.init()));
    return outside.close();
  }

  private List<? extends Atom> firstAndRest(Loop loop, Op.For l, Var lo, Var hi, Builder b) {
    Atom at = l.down() ? b.sub(hi, Lit.of(1)) : lo;
    List<Atom> next = iteration(l, at, loop.carries, b);
    return loop.called(b, l.down() ? List.of(lo, at) : List.of(b.add(lo, Lit.of(1)), hi), next);
  }

  private List<? extends Atom> restAndLast(Loop loop, Op.For l, Var lo, Var hi, Builder b) {
    Atom at = l.down() ? lo : b.sub(hi, Lit.of(1));
    List<Var> before = loop.called(b, l.down() ? List.of(b.add(lo, Lit.of(1)), hi) : List.of(lo, at), loop.carries);
    return iteration(l, at, before, b);
  }

  private List<? extends Atom> halves(Loop loop, Op.For l, Var lo, Var hi, Builder b) {
    Atom one = b.apply(Prim.EQ, b.sub(hi, lo), Lit.of(1));
    return b.branch(one, names(loop.carries), () -> iteration(l, lo, loop.carries, b), () -> {
      Atom mid = b.add(lo, b.apply(Prim.SHR, b.sub(hi, lo), Lit.of(1)));
      List<Atom> low = List.of(lo, mid);
      List<Atom> high = List.of(mid, hi);
      List<Var> half = loop.called(b, l.down() ? high : low, loop.carries);
      return loop.called(b, l.down() ? low : high, half);
    });
  }

  private static List<Atom> iteration(Op.For l, Atom index, List<? extends Atom> carries, Builder b) {
    var given = new ArrayList<Atom>(List.of(index));
    given.addAll(carries);
    b.addAll(inlined(l.body(), given));
    return inlinedResults(l.body(), given);
  }

  // ---- regions with atoms for their parameters ----

  private static List<Eqn> inlined(Region r, List<? extends Atom> given) {
    Map<Var, Atom> names = names(r, given);
    return r.eqns().stream().map(e -> new Eqn(e.results(), e.op().map(a -> names.getOrDefault(a, a), q -> reading(q, names)))).toList();
  }

  private static List<Atom> inlinedResults(Region r, List<? extends Atom> given) {
    Map<Var, Atom> names = names(r, given);
    return r.results().stream().map(a -> names.getOrDefault(a, a)).toList();
  }

  private static Map<Var, Atom> names(Region r, List<? extends Atom> given) {
    var names = new HashMap<Var, Atom>();
    for (int k = 0; k < given.size(); k++) names.put(r.params().get(k), given.get(k));
    return names;
  }

  private static Region reading(Region r, Map<Var, Atom> names) {
    List<Eqn> eqns = r.eqns().stream()
        .map(e -> new Eqn(e.results(), e.op().map(a -> names.getOrDefault(a, a), q -> reading(q, names)))).toList();
    return new Region(r.params(), eqns, r.results().stream().map(a -> names.getOrDefault(a, a)).toList());
  }

  private static List<String> names(List<Var> vars) {
    return vars.stream().map(Var::name).toList();
  }
}
