package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a failing program small: drops results, replaces an equation by an operand or zero, a loop by its initial values or one iteration,
 * an {@code if} by an arm, a carry by its initial value, and removes what is then unused, as long as the program verifies and fails.
 * Greedy, first come first served, until nothing helps; parameters stay, so that the arguments fit.
 */
public final class Shrinker {
  private static final int ATTEMPTS = 3_000;

  private final Predicate<Func> fails;
  private int attempts;

  private Shrinker(Predicate<Func> fails) {
    this.fails = fails;
  }

  /** The smallest program found for which {@code fails} still holds; it must hold for {@code f}. */
  public static Func shrink(Func f, Predicate<Func> fails) {
    Shrinker s = new Shrinker(fails);
    Func best = s.tidyIfFails(f);
    for (Func smaller = s.step(best); smaller != null; smaller = s.step(best)) best = smaller;
    return best;
  }

  private Func tidyIfFails(Func f) {
    Func tidy = withoutUnused(f);
    return accepts(tidy) ? tidy : f;
  }

  private boolean accepts(Func f) {
    attempts++;
    try {
      Verifier.check(f);
    } catch (RuntimeException e) {
      return false;
    }
    return fails.test(f);
  }

  /** The first smaller program that still fails, or {@code null}. */
  private Func step(Func f) {
    for (int k = f.results().size() - 1; k >= 0 && f.results().size() > 1; k--) {
      var fewer = new ArrayList<>(f.results());
      fewer.remove(k);
      Func g = attempt(f.withBody(new Region(f.params(), f.body().eqns(), fewer)));
      if (g != null) return g;
    }
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      for (Replacement r : replacements(e)) {
        if (attempts > ATTEMPTS) return null;
        Func g = attempt(f.withBody(replace(f.body(), e, r)));
        if (g != null) return g;
      }
    }
    return null;
  }

  private Func attempt(Func f) {
    Func g = withoutUnused(f);
    return accepts(g) ? g : accepts(f) ? f : null;
  }

  // ---- what an equation may become ----

  /** Equations in place of one, and what its results are from then on. */
  private record Replacement(List<Eqn> eqns, Map<Var, Atom> names) {}

  private static List<Replacement> replacements(Eqn e) {
    var all = new ArrayList<Replacement>();
    all.add(new Replacement(List.of(), Map.of()));
    switch (e.op()) {
      case Op.For l -> {
        all.add(new Replacement(List.of(), zip(e.results(), l.init())));
        var first = new HashMap<Var, Atom>(zip(l.carries(), l.init()));
        first.put(l.index(), l.lo());
        all.add(inlined(e, l.body(), first));
        if (!(l.lo() instanceof Lit)) all.add(between(e, l, Lit.of(0), l.hi()));
        for (int trips : List.of(1, 2, 3))
          if (Lit.of(0).equals(l.lo()) && (!(l.hi() instanceof Lit hi) || (int) hi.value() > trips)) all.add(between(e, l, l.lo(),
              Lit.of(trips)));
        for (int k = 0; k < l.init().size(); k++) all.add(withoutCarry(e, l, k));
      }
      case Op.While w -> {
        all.add(new Replacement(List.of(), zip(e.results(), w.init())));
        all.add(inlined(e, w.body(), zip(w.body().params(), w.init())));
        for (int k = 0; k < w.init().size(); k++) all.add(withoutCarry(e, w, k));
      }
      case Op.If(var cond, var then, var orElse) -> {
        all.add(inlined(e, then, Map.of()));
        all.add(inlined(e, orElse, Map.of()));
        for (int k = 0; k < e.results().size(); k++) {
          var results = without(e.results(), k);
          var smaller = new Eqn(results, new Op.If(cond, without(then, k), without(orElse, k)));
          for (Atom a : List.of(then.results().get(k), orElse.results().get(k)))
            all.add(new Replacement(List.of(smaller), Map.of(e.results().get(k), a)));
        }
      }
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Parallel _ -> {
        if (e.results().size() != 1) return all;
        if (!e.result().type().isArray()) {
          for (double c : List.of(0.0, 1.0)) all.add(new Replacement(List.of(), Map.of(e.result(), Lit.of(e.result().type().kind(), c))));
        }
        for (Atom a : e.op().args())
          if (a.type().equals(e.result().type()) && a instanceof Var) all.add(new Replacement(List.of(), Map.of(e.result(), a)));
        if (e.op() instanceof Op.Apply) for (int i = 0; i < e.op().args().size(); i++) simplerOperand(e, i, all);
        if (e.op() instanceof Op.Load(var array, var index)) simplerIndex(e, index, all);
      }
    }
    return all;
  }

  private static void simplerOperand(Eqn e, int i, List<Replacement> all) {
    Atom a = e.op().args().get(i);
    if (a.type().equals(ValueType.BOOL) || a.equals(Lit.of(a.type().kind(), 1))) return;
    var args = new ArrayList<>(e.op().args());
    args.set(i, Lit.of(a.type().kind(), 1));
    all.add(new Replacement(List.of(new Eqn(e.results(), new Op.Apply(((Op.Apply) e.op()).prim(), args))), Map.of()));
  }

  private static void simplerIndex(Eqn e, List<Atom> index, List<Replacement> all) {
    if (index.stream().allMatch(Lit.of(0)::equals)) return;
    List<Atom> zeros = index.stream().map(_ -> (Atom) Lit.of(0)).toList();
    all.add(new Replacement(List.of(new Eqn(e.results(), new Op.Load(((Op.Load) e.op()).array(), zeros))), Map.of()));
  }

  private static Replacement between(Eqn e, Op.For l, Atom lo, Atom hi) {
    return new Replacement(List.of(new Eqn(e.results(), new Op.For(lo, hi, l.down(), l.init(), l.body()))), Map.of());
  }

  private static Replacement inlined(Eqn e, Region body, Map<Var, Atom> params) {
    Region read = substitute(body, params);
    return new Replacement(read.eqns(), zip(e.results(), read.results()));
  }

  private static Replacement withoutCarry(Eqn e, Op.For l, int k) {
    Region body = substitute(new Region(without(l.body().params(), k + 1), l.body().eqns(), without(l.body().results(), k)),
        Map.of(l.carries().get(k), l.init().get(k)));
    return new Replacement(List.of(new Eqn(without(e.results(), k), new Op.For(l.lo(), l.hi(), l.down(), without(l.init(), k), body))),
        Map.of(e.results().get(k), l.init().get(k)));
  }

  private static Replacement withoutCarry(Eqn e, Op.While w, int k) {
    Region cond = substitute(new Region(without(w.cond().params(), k), w.cond().eqns(), w.cond().results()),
        Map.of(w.cond().params().get(k), w.init().get(k)));
    Region body = substitute(new Region(without(w.body().params(), k), w.body().eqns(), without(w.body().results(), k)),
        Map.of(w.body().params().get(k), w.init().get(k)));
    return new Replacement(List.of(new Eqn(without(e.results(), k), new Op.While(without(w.init(), k), cond, body))),
        Map.of(e.results().get(k), w.init().get(k)));
  }

  private static Region without(Region arm, int k) {
    return new Region(arm.params(), arm.eqns(), without(arm.results(), k));
  }

  private static <T> List<T> without(List<T> list, int k) {
    var fewer = new ArrayList<>(list);
    fewer.remove(k);
    return fewer;
  }

  private static Map<Var, Atom> zip(List<Var> vars, List<Atom> atoms) {
    var map = new HashMap<Var, Atom>();
    for (int i = 0; i < vars.size(); i++) map.put(vars.get(i), atoms.get(i));
    return map;
  }

  // ---- rewriting ----

  /** The program with equations of one result replaced by what {@code by} says their result equals, where it says anything. */
  static Func replaceAll(Func f, Function<Eqn, Atom> by) {
    Region body = f.body();
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      Atom a = by.apply(e);
      if (a == null) continue;
      Eqn now = FreeVars.eqnsIn(body).stream().filter(x -> x.results().equals(e.results())).findFirst().orElseThrow();
      body = replace(body, now, new Replacement(List.of(), Map.of(e.result(), by.apply(now))));
    }
    return f.withBody(body);
  }

  private static Region replace(Region r, Eqn old, Replacement by) {
    var eqns = new ArrayList<Eqn>();
    boolean here = false;
    for (Eqn e : r.eqns()) {
      if (e == old) {
        eqns.addAll(by.eqns);
        here = true;
      } else {
        eqns.add(e.op().regions().isEmpty() ? e : new Eqn(e.results(), e.op().map(a -> a, s -> replace(s, old, by))));
      }
    }
    Region replaced = new Region(r.params(), eqns, r.results());
    return here ? substitute(replaced, by.names) : replaced;
  }

  private static Region substitute(Region r, Map<Var, Atom> names) {
    var eqns = r.eqns().stream().map(e -> new Eqn(e.results(), e.op().map(a -> read(a, names), s -> substitute(s, names)))).toList();
    return new Region(r.params(), eqns, r.results().stream().map(a -> read(a, names)).toList());
  }

  private static Atom read(Atom a, Map<Var, Atom> names) {
    return a instanceof Var v && names.containsKey(v) ? names.get(v) : a;
  }

  /** Without equations none of whose results is read, whatever they may do. */
  private static Func withoutUnused(Func f) {
    Func before = f;
    while (true) {
      var used = new HashSet<Var>();
      reads(before.body(), used);
      Func after = before.withBody(keepUsed(before.body(), used));
      if (FreeVars.eqnsIn(after.body()).size() == FreeVars.eqnsIn(before.body()).size()) return after;
      before = after;
    }
  }

  private static void reads(Region r, Set<Var> used) {
    for (Atom a : r.results()) if (a instanceof Var v) used.add(v);
    for (Eqn e : r.eqns()) {
      for (Atom a : e.op().args()) if (a instanceof Var v) used.add(v);
      for (Region s : e.op().regions()) reads(s, used);
    }
  }

  private static Region keepUsed(Region r, Set<Var> used) {
    var kept = new LinkedHashSet<Eqn>();
    for (Eqn e : r.eqns())
      if (e.results().stream().anyMatch(used::contains)) kept.add(new Eqn(e.results(), e.op().map(a -> a, s -> keepUsed(s, used))));
    return new Region(r.params(), List.copyOf(kept), r.results());
  }
}
