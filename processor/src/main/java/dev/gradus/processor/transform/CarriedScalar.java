package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a scalar that a loop carries is a reduction: each iteration takes values in by one operation, {@code s + v}, {@code max(s, v)},
 * perhaps only if a condition holds, and looks at {@code s} for nothing else. Subtracting is adding the negative, exactly. Where grouping
 * changes rounding ({@code +} and {@code *} of floating-point numbers) one value is taken in per iteration at most; where not, any number,
 * in inner loops too, and {@code if (v < s) s = v} is a minimum.
 */
final class CarriedScalar {
  private final ValueType type;
  private final Map<Var, Eqn> definitions;
  /** What the scalar is in the course of an iteration, and how often something has been taken in by then. */
  private final Map<Var, Integer> values = new HashMap<>();
  /** Comparisons of the scalar with an integer, of use only to choose between the two. */
  private final Set<Var> comparisons = new HashSet<>();
  /** What a reduction does in every iteration, the loop only in some. */
  private final List<Eqn> eager = new ArrayList<>();
  private Prim by;
  private Fate.Why problem;

  private CarriedScalar(Var carry, Map<Var, Eqn> definitions) {
    this.type = carry.type();
    this.definitions = definitions;
    values.put(carry, 0);
  }

  /** Follows carry number {@code k}; {@link #problem()} says whether it is a reduction. */
  static CarriedScalar of(Op.For l, int k, Map<Var, Eqn> definitions) {
    CarriedScalar c = new CarriedScalar(l.carries().get(k), definitions);
    c.region(l.body());
    List<Atom> yields = l.body().results();
    if (!c.is(yields.get(k))) c.fail(Fate.Why.NO_REDUCTION);
    for (int j = 0; j < yields.size(); j++) if (j != k && c.is(yields.get(j))) c.fail(Fate.Why.NEEDS_CARRIED);
    if (c.problem == null && c.by == null) c.fail(Fate.Why.NO_REDUCTION);
    if (c.problem == null && c.values.get((Var) yields.get(k)) > 1 && !c.isAssociative()) c.fail(Fate.Why.ROUNDING);
    return c;
  }

  Fate.Why problem() {
    return problem;
  }

  Prim by() {
    return by;
  }

  /** All values of the scalar within an iteration. */
  Set<Var> values() {
    return values.keySet();
  }

  Set<Var> comparisons() {
    return comparisons;
  }

  List<Eqn> eager() {
    return eager;
  }

  /** What taking in changes nothing. */
  Lit identity() {
    return identity(by, type.kind());
  }

  private static Lit identity(Prim by, Kind kind) {
    return switch (by) {
      case ADD -> Lit.of(kind, -0.0);
      case MUL -> Lit.of(kind, 1);
      case MIN -> kind == Kind.I64 ? Lit.of(Long.MAX_VALUE) : Lit.of(kind, Double.POSITIVE_INFINITY);
      case MAX -> kind == Kind.I64 ? Lit.of(Long.MIN_VALUE) : Lit.of(kind, Double.NEGATIVE_INFINITY);
      case AND -> Lit.of(kind, -1);
      default -> Lit.zero(kind);                         // or, xor
    };
  }

  /** Whether another order may give another number. */
  boolean rounds() {
    return !isAssociative();
  }

  private boolean isAssociative() {
    return !type.isFloat() || by == Prim.MIN || by == Prim.MAX;
  }

  private boolean is(Atom a) {
    return a instanceof Var v && values.containsKey(v);
  }

  private void fail(Fate.Why why) {
    if (problem == null) problem = why;
  }

  private boolean takes(Prim prim) {
    if (by != null && by != prim) return false;
    by = prim;
    return true;
  }

  private void region(Region r) {
    for (Eqn e : r.eqns()) {
      if (FreeVars.of(e).stream().noneMatch(v -> values.containsKey(v) || comparisons.contains(v))) continue;
      if (problem == null) eqn(e);
    }
    for (Atom a : r.results()) if (a instanceof Var v && comparisons.contains(v)) fail(Fate.Why.NEEDS_CARRIED);
  }

  private void eqn(Eqn e) {
    switch (e.op()) {
      case Op.Apply(var prim, var args) -> apply(e.result(), prim, args);
      case Op.If(var cond, var then, var orElse) when is(cond) -> decided(e, then, orElse);
      case Op.If(var cond, var then, var orElse) -> {
        if (isNeeded(cond)) fail(Fate.Why.NEEDS_CARRIED);
        region(then);
        region(orElse);
        for (int k = 0; k < e.results().size() && problem == null; k++) {
          choice(e.results().get(k), then.results().get(k), orElse.results().get(k));
        }
      }
      case Op.For l -> {
        if (isNeeded(l.lo()) || isNeeded(l.hi()) || l.init().stream().anyMatch(this::isCompared)) fail(Fate.Why.NEEDS_CARRIED);
        for (int k = 0; k < l.init().size(); k++) {
          if (is(l.init().get(k))) values.put(l.carries().get(k), values.get((Var) l.init().get(k)));
        }
        region(l.body());
        for (int k = 0; k < l.init().size() && problem == null; k++) {
          boolean in = is(l.init().get(k));
          if (in != is(l.body().results().get(k))) fail(Fate.Why.NO_REDUCTION);
          else if (in) values.put(e.results().get(k), 2);
        }
      }
      case Op.While _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Parallel _ -> fail(Fate.Why.NEEDS_CARRIED);
    }
  }

  /** {@code s || v} or {@code s && v}, which Java asks for {@code v} only if {@code s} does not decide. */
  private void decided(Eqn e, Region then, Region orElse) {
    boolean or = then.results().equals(List.of(Lit.of(true)));
    Region asked = or ? orElse : then;
    boolean constant = or ? then.eqns().isEmpty() : orElse.eqns().isEmpty() && orElse.results().equals(List.of(Lit.of(false)));
    boolean independent = asked.results().size() == 1 && FreeVars.of(asked).stream().noneMatch(this::isNeeded);
    if (!constant || !independent || !takes(or ? Prim.OR : Prim.AND)) {
      fail(Fate.Why.NEEDS_CARRIED);
      return;
    }
    eager.addAll(asked.eqns());
    values.put(e.result(), 1 + values.get((Var) ((Op.If) e.op()).cond()));
  }

  private boolean isNeeded(Atom a) {
    return is(a) || a instanceof Var v && comparisons.contains(v);
  }

  private void apply(Var result, Prim prim, List<Atom> x) {
    switch (prim) {
      case ADD, MUL, MIN, MAX, AND, OR, XOR -> {
        if (is(x.get(0)) == is(x.get(1)) || x.stream().anyMatch(this::isCompared) || !takes(prim)) fail(Fate.Why.NO_REDUCTION);
        else values.put(result, 1 + values.get((Var) (is(x.get(0)) ? x.get(0) : x.get(1))));
      }
      case SUB -> {
        if (!is(x.get(0)) || is(x.get(1)) || !takes(Prim.ADD)) fail(Fate.Why.NO_REDUCTION);
        else values.put(result, 1 + values.get((Var) x.get(0)));
      }
      case SELECT -> {
        if (isCompared(x.get(0))) extreme(result, x);
        else if (is(x.get(0)) || isCompared(x.get(1)) || isCompared(x.get(2))) fail(Fate.Why.NEEDS_CARRIED);
        else choice(result, x.get(1), x.get(2));
      }
      case LT, LE, GT, GE -> {
        if (is(x.get(0)) && is(x.get(1))) fail(Fate.Why.NEEDS_CARRIED);
        else comparisons.add(result);
      }
      default -> fail(Fate.Why.NO_REDUCTION);            // no operation of several operands that may be grouped otherwise
    }
  }

  private boolean isCompared(Atom a) {
    return a instanceof Var v && comparisons.contains(v);
  }

  /** {@code v < s ? v : s}. */
  private void extreme(Var result, List<Atom> x) {
    if (!(definitions.get((Var) x.get(0)).op() instanceof Op.Apply(var test, var sides))) throw new IllegalStateException("no comparison");
    boolean less = test == Prim.LT || test == Prim.LE;
    boolean sameOrder = sides.get(0).equals(x.get(1)) && sides.get(1).equals(x.get(2));
    boolean mirrored = sides.get(1).equals(x.get(1)) && sides.get(0).equals(x.get(2));
    if (!sameOrder && !mirrored) fail(Fate.Why.NEEDS_CARRIED);
    else if (type.isFloat()) fail(Fate.Why.COMPARES);
    else if (!takes(less == sameOrder ? Prim.MIN : Prim.MAX)) fail(Fate.Why.NO_REDUCTION);
    else values.put(result, 1 + values.get((Var) (is(x.get(1)) ? x.get(1) : x.get(2))));
  }

  private void choice(Var result, Atom a, Atom b) {
    if (is(a) != is(b)) fail(Fate.Why.NO_REDUCTION);
    else if (is(a)) values.put(result, Math.max(values.get((Var) a), values.get((Var) b)));
  }
}
