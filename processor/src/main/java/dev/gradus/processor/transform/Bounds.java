package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.transform.Linear.Extent;
import dev.gradus.processor.transform.Linear.Symbol;
import dev.gradus.processor.transform.Linear.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which operations that may trap in general cannot where they stand: an index that a loop keeps within a length, one that an earlier access
 * has passed already, a non-negative dimension, a positive divisor.
 *
 * <p>Method: integers as linear forms over variables and lengths, each with bounds from loops, branches, accesses already made and
 * exceptions not thrown; a claim {@code form >= 0} is proved by putting bounds in place of symbols, the latest bound first, until a
 * constant is left. A form stands for its value exactly: a sum that might wrap around is a symbol of its own. Weakness: products of
 * variables are opaque, and a counter carried by a {@code while} has no lower bound.
 */
final class Bounds {
  private static final int MAX_BOUNDS = 12;
  private static final int MAX_STEPS = 60;

  private record Path(Var root, List<Linear> index) {}

  private record Limits(List<Linear> low, List<Linear> high) {}

  /** The element of an array that an iteration of a loop keeps to, {@code slope*index + offset} where the slope is one or minus one. */
  record Reach(Eqn loop, Atom array, long slope, Linear offset) {}

  private final ShapeRoots shapes;
  private final Set<Eqn> safe = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Var, Linear> forms = new HashMap<>();
  private final Map<Symbol, Integer> order = new HashMap<>();
  private final Map<Symbol, Limits> limits = new HashMap<>();
  private final Set<Linear> known = new HashSet<>();
  private final Set<Path> present = new HashSet<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final Map<Eqn, List<Reach>> asked = new IdentityHashMap<>();
  private final Set<Reach> within = Collections.newSetFromMap(new IdentityHashMap<>());
  /** For an element of an {@code each} that is a row, where it is from. */
  private final Map<Var, Op.Load> rows = new HashMap<>();
  private final Set<Var> entered = new HashSet<>();
  private int steps;

  private Bounds(ShapeRoots shapes) {
    this.shapes = shapes;
  }

  /** The equations in the region, nested ones included, that {@link Op#mayTrap} suspects wrongly; compare by identity. */
  static Set<Eqn> safe(Region r) {
    return of(r, List.of()).safe;
  }

  /** The same, having looked whether all of what these loops reach is there as they begin; see {@link #safe()} and {@link #isWithin}. */
  static Bounds of(Region r, List<Reach> reaches) {
    Bounds b = new Bounds(ShapeRoots.of(r));
    for (Reach reach : reaches) b.asked.computeIfAbsent(reach.loop, _ -> new ArrayList<>()).add(reach);
    b.params(r.params());
    b.region(r);
    return b;
  }

  Set<Eqn> safe() {
    return safe;
  }

  /** Whether the loop of this index runs at least once, should it be come to. */
  boolean isEntered(Var index) {
    return entered.contains(index);
  }

  /** Whether all elements that the loop reaches are there, should it run at all. */
  boolean isWithin(Reach reach) {
    return within.contains(reach);
  }

  // ---- the walk ----

  private void params(List<Var> params) {
    for (Var p : params) bind(p);
  }

  private void bind(Var v) {
    if (v.type().equals(ValueType.I32)) forms.put(v, symbol(new Value(v)));
  }

  private Linear symbol(Symbol s) {
    order.putIfAbsent(s, order.size());
    return Linear.of(s);
  }

  private void scoped(Runnable walk) {
    int mark = undo.size();
    walk.run();
    while (undo.size() > mark) undo.pop().run();
  }

  private void region(Region r) {
    for (Eqn e : r.eqns()) eqn(e);
  }

  private void eqn(Eqn e) {
    switch (e.op()) {
      case Op.Apply(var prim, var args) -> {
        if (divides(prim) && args.get(1).type().equals(ValueType.I32) && proves(form(args.get(1)).plus(-1))) safe.add(e);
        if (prim == Prim.CLAMP && args.get(1) instanceof Lit lo && args.get(2) instanceof Lit hi && ordered(lo, hi)) safe.add(e);
        if (e.result().type().equals(ValueType.I32)) number(e.result(), prim, args);
      }
      case Op.If(var cond, var then, var orElse) -> {
        scoped(() -> {
          assume(cond, true);
          region(then);
        });
        scoped(() -> {
          assume(cond, false);
          region(orElse);
        });
        params(e.results());
        if (ends(then)) assume(cond, false);
        if (ends(orElse)) assume(cond, true);
      }
      case Op.For(var lo, var hi, var down, var init, var body) -> {
        for (Reach r : asked.getOrDefault(e, List.of())) look(r, form(lo), form(hi).plus(-1));
        if (proves(form(hi).minus(form(lo)).plus(-1))) entered.add(body.params().getFirst());
        scoped(() -> {
          params(body.params());
          count(lo, hi, body.params().getFirst());
          region(body);
        });
        params(e.results());
      }
      case Op.While(var init, var cond, var body) -> {
        scoped(() -> {
          params(body.params());
          for (int k = 0; k < init.size(); k++) {
            if (forms.containsKey(body.params().get(k))) forms.put(cond.params().get(k), form(body.params().get(k)));
          }
          region(cond);
          assume(cond.results().getFirst(), true);
          region(body);
        });
        params(e.results());
      }
      case Op.Load(var array, var index) -> access(e, array, index, true);
      case Op.Store(var array, var index, var value) -> access(e, array, index, true);
      case Op.AddAt(var array, var index, var value) -> access(e, array, index, !value.type().isArray() || sameShape(array, index, value));
      case Op.NewArray(var type, var dims) -> {
        if (dims.stream().allMatch(d -> proves(form(d)))) safe.add(e);
        for (Atom d : dims) learn(form(d));
      }
      case Op.Length(var array, var index) -> {
        access(e, array, index, index.isEmpty() || present(shapes.root(array), index));
        markPresent(array, index);
        forms.put(e.result(), length((Var) array, index));
      }
      case Op.Table _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _ -> {}
      case Op.Call _ -> params(e.results());
      case Op.Each each -> {
        Atom hi = each.hi();
        if (proves(form(each.lo())) && each.into().stream().allMatch(a -> proves(length((Var) a, List.of()).minus(form(hi))))) safe.add(e);
        scoped(() -> {
          params(each.body().params());
          for (int k = 0; k < each.into().size(); k++) rows.put(each.elements().get(k), new Op.Load(each.into().get(k), List.of(each.index())));
          count(each.lo(), hi, each.index());
          region(each.body());
        });
        params(e.results());
      }
      case Op.Contract _ -> {}
    }
  }

  /** Whether the region never gets to its end: what comes after it knows that it was not run. */
  private static boolean ends(Region r) {
    return r.eqns().stream().anyMatch(e -> e.op() instanceof Op.Throw);
  }

  private void count(Atom lo, Atom hi, Var index) {
    learn(form(index).minus(form(lo)));
    learn(form(hi).plus(-1).minus(form(index)));
  }

  private void look(Reach r, Linear first, Linear last) {
    Linear offset = Linear.of(r.offset.constant());
    for (var term : r.offset.terms().entrySet()) {
      if (!(term.getKey() instanceof Value(var v))) return;
      offset = offset.plus(form(v).times(term.getValue()));
    }
    Linear low = offset.plus(r.slope > 0 ? first : last.times(-1));
    Linear high = offset.plus(r.slope > 0 ? last : first.times(-1));
    if (proves(low) && proves(length((Var) r.array, List.of()).plus(-1).minus(high))) within.add(r);
  }

  /** Checks the indices one by one, then takes them as passed. {@code otherwise}: nothing else about the equation may trap. */
  private void access(Eqn e, Atom array, List<Atom> index, boolean otherwise) {
    boolean proved = otherwise;
    for (int k = 0; k < index.size(); k++) {
      List<Atom> prefix = index.subList(0, k);
      if (k > 0) {
        proved &= present(shapes.root(array), prefix);
        markPresent(array, prefix);
      }
      Linear i = form(index.get(k));
      Linear last = length((Var) array, prefix).plus(-1).minus(i);
      if (!proves(i) || !proves(last)) {
        proved = false;
        learn(i);
        learn(last);
      }
    }
    if (proved) safe.add(e);
  }

  private boolean sameShape(Atom array, List<Atom> index, Atom value) {
    if (value.type().rank() > 1) return index.isEmpty() && shapes.root(array).equals(shapes.root(value));
    if (shapes.definition(shapes.lengthRoot(value)) instanceof Op.Load row && !present(shapes.root(row.array()), row.index())) return false;
    if (!index.isEmpty() && !present(shapes.root(array), index)) return false;
    return proves(length((Var) array, index).minus(length((Var) value, List.of())));
  }

  private boolean present(Var root, List<Atom> index) {
    if (shapes.definition(root) instanceof Op.Table) return true;
    if (shapes.definition(root) instanceof Op.NewArray a && a.dims().size() > index.size()) return true;
    return present.contains(new Path(root, index.stream().map(this::form).toList()));
  }

  private void markPresent(Atom array, List<Atom> index) {
    if (index.isEmpty()) return;
    Path path = new Path(shapes.root(array), index.stream().map(this::form).toList());
    if (present.add(path)) undo.push(() -> present.remove(path));
  }

  // ---- numbers as forms ----

  private Linear form(Atom a) {
    return switch (a) {
      case Lit l -> Linear.of((int) l.value());
      case Var v -> forms.computeIfAbsent(v, x -> symbol(new Value(x)));
    };
  }

  private Linear length(Var array, List<Atom> index) {
    if (index.isEmpty()) {
      Var root = shapes.lengthRoot(array);
      Op origin = shapes.definition(root);
      if (origin instanceof Op.NewArray a) return form(a.dims().getFirst());
      if (origin instanceof Op.Table t) return Linear.of(t.array().length());
      if (origin instanceof Op.Load row) return length((Var) row.array(), row.index());
      if (rows.get(root) instanceof Op.Load row) return length((Var) row.array(), row.index());
      return symbol(new Extent(root, List.of()));
    }
    Var root = shapes.root(array);
    if (rows.get(root) instanceof Op.Load row) {
      var all = new ArrayList<>(row.index());
      all.addAll(index);
      return length((Var) row.array(), all);
    }
    if (shapes.definition(root) instanceof Op.NewArray a && a.dims().size() > index.size()) return form(a.dims().get(index.size()));
    return symbol(new Extent(root, index.stream().map(this::form).toList()));
  }

  private static boolean divides(Prim p) {
    return switch (p) {
      case DIV, REM, FLOOR_DIV, FLOOR_MOD, CEIL_DIV, CEIL_MOD -> true;
      default -> false;                                  // no other row traps on a zero operand only
    };
  }

  private static boolean ordered(Lit lo, Lit hi) {
    if (lo.type().kind().isInteger()) return ((Number) lo.value()).longValue() <= ((Number) hi.value()).longValue();
    double a = ((Number) lo.value()).doubleValue();
    double b = ((Number) hi.value()).doubleValue();
    return !Double.isNaN(a) && !Double.isNaN(b) && Double.compare(a, b) <= 0;
  }

  /** The form of an {@code i32} result, or a new symbol and what is known of it. */
  private void number(Var v, Prim prim, List<Atom> args) {
    Linear exact = switch (prim) {
      case ADD -> form(args.get(0)).plus(form(args.get(1)));
      case SUB -> form(args.get(0)).minus(form(args.get(1)));
      case NEG -> form(args.get(0)).times(-1);
      case MUL -> args.get(1) instanceof Lit l ? form(args.get(0)).times((int) l.value())
          : args.get(0) instanceof Lit l ? form(args.get(1)).times((int) l.value()) : null;
      default -> null;                                   // not linear
    };
    if (exact != null && proves(exact.plus(-(long) Integer.MIN_VALUE)) && proves(exact.times(-1).plus(Integer.MAX_VALUE))) {
      forms.put(v, exact);
      return;
    }
    bind(v);
    Linear x = form(v);
    switch (prim) {
      case MAX -> args.forEach(a -> learn(x.minus(form(a))));
      case MIN -> {
        args.forEach(a -> learn(form(a).minus(x)));
        if (args.stream().allMatch(a -> proves(form(a)))) learn(x);
      }
      case SELECT -> {
        if (proves(form(args.get(1))) && proves(form(args.get(2)))) learn(x);
      }
      case REM -> {
        if (proves(form(args.get(0))) && proves(form(args.get(1)))) {
          learn(x);
          learn(form(args.get(1)).plus(-1).minus(x));
        }
      }
      case FLOOR_MOD -> {
        if (args.get(1).type().equals(ValueType.I32) && proves(form(args.get(1)))) {
          learn(x);
          learn(form(args.get(1)).plus(-1).minus(x));
        }
      }
      case DIV, SHR -> {
        if (proves(form(args.get(0))) && proves(form(args.get(1)))) {
          learn(x);
          learn(form(args.get(0)).minus(x));
        }
      }
      default -> {}                                      // nothing known
    }
  }

  // ---- facts and proofs ----

  private void assume(Atom cond, boolean holds) {
    if (!(cond instanceof Var c && shapes.definition(c) instanceof Op.Apply(var prim, var args))) return;
    boolean ints = args.getFirst().type().equals(ValueType.I32);
    switch (prim) {
      case NOT -> assume(args.getFirst(), !holds);
      case AND -> {
        if (holds && c.type().equals(ValueType.BOOL)) args.forEach(a -> assume(a, true));
      }
      case OR -> {
        if (!holds && c.type().equals(ValueType.BOOL)) args.forEach(a -> assume(a, false));
      }
      case LT -> {
        if (ints) less(args.get(0), args.get(1), holds);
      }
      case GT -> {
        if (ints) less(args.get(1), args.get(0), holds);
      }
      case LE -> {
        if (ints) less(args.get(1), args.get(0), !holds);
      }
      case GE -> {
        if (ints) less(args.get(0), args.get(1), !holds);
      }
      case EQ, NE -> {
        if (ints && holds == (prim == Prim.EQ)) {
          less(args.get(0), args.get(1), false);
          less(args.get(1), args.get(0), false);
        }
      }
      default -> {}                                      // says nothing about integers
    }
  }

  private void less(Atom a, Atom b, boolean holds) {
    learn(holds ? form(b).minus(form(a)).plus(-1) : form(a).minus(form(b)));
  }

  /** Takes {@code form >= 0} as true until the scope ends: a bound for its latest symbol. */
  private void learn(Linear form) {
    if (form.isConstant() || proves(form)) return;
    if (known.add(form)) undo.push(() -> known.remove(form));
    Symbol s = latest(form);
    long factor = form.terms().get(s);
    if (Math.abs(factor) != 1) return;
    Limits of = limits.computeIfAbsent(s, _ -> new Limits(new ArrayList<>(), new ArrayList<>()));
    List<Linear> list = factor > 0 ? of.low() : of.high();
    Linear bound = factor > 0 ? Linear.of(s).minus(form) : form.plus(Linear.of(s));
    if (list.size() >= MAX_BOUNDS) return;
    list.add(bound);
    undo.push(list::removeLast);
  }

  private boolean proves(Linear form) {
    steps = 0;
    return proved(form);
  }

  private boolean proved(Linear form) {
    if (form.isConstant()) return form.constant() >= 0;
    if (known.contains(form)) return true;
    if (++steps > MAX_STEPS) return false;
    Symbol s = latest(form);
    boolean low = form.terms().get(s) > 0;
    Limits of = limits.get(s);
    if (of != null) for (Linear bound : (low ? of.low() : of.high()).reversed()) if (proved(form.with(s, bound))) return true;
    return proved(form.with(s, Linear.of(!low ? Integer.MAX_VALUE : s instanceof Extent ? 0 : Integer.MIN_VALUE)));
  }

  private Symbol latest(Linear form) {
    Symbol latest = null;
    for (Symbol s : form.terms().keySet()) if (latest == null || order.get(s) > order.get(latest)) latest = s;
    return latest;
  }
}
