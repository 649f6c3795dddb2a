package dev.gradus.processor.ir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs after every pass: single binding, scope, types, carry counts, and ownership. Ownership means that no array is used after an operation
 * consumed it or consumed twice; that a loop body or a condition never consumes what it captured; that nothing borrowed (a parameter, a row)
 * is consumed; and that a row is not used once the array it belongs to has been consumed.
 *
 * <p>With ownership checked, a wrong decision to read a value again becomes a copy or a refusal, not a wrong number. It cannot see a wrong
 * order of iterations, wrong activity, or a wrong claim that an element is final; those are found by the laws.
 */
public final class Verifier {
  private final Func func;
  private final Set<Var> everBound = new HashSet<>();
  /** For a row, the arrays (directly and indirectly) it was borrowed from. */
  private final Map<Var, Set<Var>> parents = new HashMap<>();

  private Verifier(Func func) {
    this.func = func;
  }

  /** Gives {@code f} back, or throws {@link IllegalStateException} that shows the equation at fault and what surrounds it. */
  public static Func check(Func f) {
    Verifier v = new Verifier(f);
    for (Var p : f.owned()) if (!f.params().contains(p)) v.fail("owned variable " + p + " is no parameter", null);
    var borrowed = new HashSet<Var>(f.params());
    borrowed.removeAll(f.owned());
    v.region(f.body(), new HashSet<>(), borrowed, new HashSet<>(), true);
    return f;
  }

  /**
   * Checks a region. {@code scope} are the variables visible from outside, {@code borrowed} those that must not be consumed, and
   * {@code gone} (added to) those that have been. {@code yieldsOwn}: what it yields must be its own to give away.
   */
  private void region(Region r, Set<Var> outer, Set<Var> outerBorrowed, Set<Var> gone, boolean yieldsOwn) {
    var scope = new HashSet<>(outer);
    var borrowed = new HashSet<>(outerBorrowed);
    for (Var p : r.params()) bind(p, scope, null);
    for (Eqn e : r.eqns()) {
      for (Var v : FreeVars.of(e)) use(v, scope, gone, e);
      types(e);
      nested(e, scope, borrowed, gone);
      consume(e.op().consumed(), borrowed, gone, e);
      for (Var v : e.results()) bind(v, scope, e);
      if (e.op() instanceof Op.Load(var array, var index) && e.result().type().isArray()) {
        borrowed.add(e.result());
        var from = new HashSet<>(parents.getOrDefault((Var) array, Set.of()));
        from.add((Var) array);
        parents.put(e.result(), from);
      }
    }
    for (Atom a : r.results()) if (a instanceof Var v) use(v, scope, gone, null);
    if (yieldsOwn) consume(r.results(), borrowed, gone, null);
  }

  private void nested(Eqn e, Set<Var> scope, Set<Var> borrowed, Set<Var> gone) {
    switch (e.op()) {
      case Op.If(var cond, var then, var orElse) -> {
        var goneThen = new HashSet<>(gone);
        var goneElse = new HashSet<>(gone);
        region(then, scope, borrowed, goneThen, true);
        region(orElse, scope, borrowed, goneElse, true);
        goneThen.retainAll(scope);
        goneElse.retainAll(scope);
        gone.addAll(goneThen);
        gone.addAll(goneElse);
      }
      case Op.For(var lo, var hi, var down, var init, var body) -> region(body, scope, captured(scope, borrowed), new HashSet<>(gone), true);
      case Op.While(var init, var cond, var body) -> {
        var inCond = captured(scope, borrowed);
        inCond.addAll(cond.params());
        region(cond, scope, inCond, new HashSet<>(gone), false);
        region(body, scope, captured(scope, borrowed), new HashSet<>(gone), true);
      }
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Call _ -> { }
    }
  }

  /** Whatever a loop captures it only borrows: the body runs more than once. */
  private static Set<Var> captured(Set<Var> scope, Set<Var> borrowed) {
    var all = new HashSet<>(scope);
    all.addAll(borrowed);
    return all;
  }

  private void bind(Var v, Set<Var> scope, Eqn e) {
    if (!everBound.add(v)) fail("bound twice: " + v, e);
    scope.add(v);
  }

  private void use(Var v, Set<Var> scope, Set<Var> gone, Eqn e) {
    if (!scope.contains(v)) fail("out of scope: " + v, e);
    if (gone.contains(v)) fail("used after it was consumed: " + v, e);
    for (Var p : parents.getOrDefault(v, Set.of())) if (gone.contains(p)) fail("row " + v + " used after its array " + p + " was consumed", e);
  }

  private void consume(Collection<? extends Atom> atoms, Set<Var> borrowed, Set<Var> gone, Eqn e) {
    for (Atom a : atoms) {
      if (!(a instanceof Var v) || !v.type().isArray()) continue;
      if (borrowed.contains(v)) fail("consumed, but only borrowed: " + v, e);
      if (!gone.add(v)) fail("consumed twice: " + v, e);
    }
  }

  // ---- types ----

  private void types(Eqn e) {
    List<ValueType> results = e.results().stream().map(Var::type).toList();
    List<ValueType> expected = switch (e.op()) {
      case Op.Apply(var prim, var args) -> {
        for (Atom a : args) if (a.type().isArray()) fail(prim.text() + " of an array", e);
        Kind k = prim.result(args.stream().map(a -> a.type().kind()).toList());
        if (k == null) fail(prim.text() + " is not defined on " + types(args), e);
        yield List.of(ValueType.scalar(k));
      }
      case Op.If(var cond, var then, var orElse) -> {
        expect(ValueType.BOOL, cond, e);
        same(List.of(), types(then.params()), "parameters of an arm", e);
        same(types(then.results()), types(orElse.results()), "results of the two arms", e);
        yield types(then.results());
      }
      case Op.For(var lo, var hi, var down, var init, var body) -> {
        expect(ValueType.I32, lo, e);
        expect(ValueType.I32, hi, e);
        var params = new ArrayList<>(List.of(ValueType.I32));
        params.addAll(types(init));
        same(params, types(body.params()), "parameters of the loop body", e);
        same(types(init), types(body.results()), "what the loop body yields", e);
        yield types(init);
      }
      case Op.While(var init, var cond, var body) -> {
        same(types(init), types(cond.params()), "parameters of the condition", e);
        same(List.of(ValueType.BOOL), types(cond.results()), "what the condition yields", e);
        same(types(init), types(body.params()), "parameters of the loop body", e);
        same(types(init), types(body.results()), "what the loop body yields", e);
        yield types(init);
      }
      case Op.Load(var array, var index) -> {
        if (index.isEmpty()) fail("load without index", e);
        yield List.of(indexed(array, index, e));
      }
      case Op.Store(var array, var index, var value) -> {
        if (index.isEmpty()) fail("store without index", e);
        expect(indexed(array, index, e), value, e);
        yield List.of(array.type());
      }
      case Op.AddAt(var array, var index, var value) -> {
        if (!array.type().isArray() || array.type().kind() == Kind.BOOL) fail("addat on " + array.type(), e);
        expect(indexed(array, index, e), value, e);
        yield List.of(array.type());
      }
      case Op.NewArray(var type, var dims) -> {
        if (dims.isEmpty() || dims.size() > type.rank()) fail(dims.size() + " dimensions for " + type, e);
        for (Atom d : dims) expect(ValueType.I32, d, e);
        yield List.of(type);
      }
      case Op.Length(var array, var index) -> {
        if (!indexed(array, index, e).isArray()) fail("length of a scalar", e);
        yield List.of(ValueType.I32);
      }
      case Op.ZerosLike(var array) -> List.of(array(array, e));
      case Op.Copy(var array) -> List.of(array(array, e));
      case Op.Grow(var array, var length) -> {
        expect(ValueType.I32, length, e);
        yield List.of(array(array, e));
      }
      case Op.Call(var callee, var args) -> {
        same(callee.params().stream().map(Signature.Param::type).toList(), types(args), "arguments of " + callee.name(), e);
        yield callee.results();
      }
    };
    same(expected, results, "results", e);
  }

  private ValueType indexed(Atom array, List<Atom> index, Eqn e) {
    array(array, e);
    if (index.size() > array.type().rank()) fail(index.size() + " indices into " + array.type(), e);
    for (Atom i : index) expect(ValueType.I32, i, e);
    return array.type().row(index.size());
  }

  private ValueType array(Atom a, Eqn e) {
    if (!(a instanceof Var) || !a.type().isArray()) fail(a + " is no array", e);
    return a.type();
  }

  private void expect(ValueType type, Atom a, Eqn e) {
    if (!a.type().equals(type)) fail(a + " is " + a.type() + ", not " + type, e);
  }

  private void same(List<ValueType> expected, List<ValueType> found, String what, Eqn e) {
    if (!expected.equals(found)) fail(what + " are " + found + ", not " + expected, e);
  }

  private static List<ValueType> types(List<? extends Atom> atoms) {
    return atoms.stream().map(Atom::type).toList();
  }

  private void fail(String what, Eqn e) {
    throw new IllegalStateException(func.name() + ": " + what + "\n" + (e == null ? Printer.print(func) : Printer.excerpt(func, e)));
  }
}
