package dev.gradus.processor.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Runs after every pass: single binding, scope, types, carry counts, and ownership. Ownership means that no array is used after an
 * operation consumed it or consumed twice; that a loop body or a condition never consumes what it captured; that nothing borrowed (a
 * parameter, a row, a table) is consumed; and that a row is not used once the array it belongs to has been consumed. To accumulators
 * is only added ({@link Accumulators}).
 *
 * <p>With ownership checked, a wrong decision to read a value again becomes a copy or a refusal, not a wrong number. It cannot see a wrong
 * order of iterations, wrong activity, or a wrong claim that an element is final; those are found by the laws.
 */
public final class Verifier {
  private static final int BORROWED = -1;

  private final Func func;
  private final Set<Var> everBound = new HashSet<>();
  private final Set<Var> scope = new HashSet<>();
  private final Set<Var> gone = new HashSet<>();
  private final Deque<Var> consumptions = new ArrayDeque<>();
  /** The nesting level of loops at which an array may be consumed. */
  private final Map<Var, Integer> home = new HashMap<>();
  /** For a row, the array it was borrowed from. */
  private final Map<Var, Var> parent = new HashMap<>();

  private Verifier(Func func) {
    this.func = func;
  }

  /** Gives {@code f} back, or throws {@link IllegalStateException} that shows the equation at fault and what surrounds it. */
  public static Func check(Func f) {
    Verifier v = new Verifier(f);
    for (Var p : f.owned()) if (!f.params().contains(p)) v.fail("owned variable " + p + " is no parameter", null);
    v.region(f.body(), 0, f.owned()::contains, true);
    Accumulators.of(f.body()).misuse().ifPresent(m -> v.fail("an accumulator is used otherwise than to add to it: " + m.accumulator(), m.eqn()));
    return f;
  }

  /**
   * Checks a region at a nesting level of loops. {@code owns} tells which parameters are its own; {@code gives}: what it yields is given
   * away.
   */
  private void region(Region r, int level, Predicate<Var> owns, boolean gives) {
    for (Var p : r.params()) bind(p, owns.test(p) ? level : BORROWED, null);
    for (Eqn e : r.eqns()) {
      for (Atom a : e.op().args()) use(a, e);
      types(e);
      for (Atom a : e.op().consumed()) consume(a, level, e);
      nested(e, level);
      boolean row = e.op() instanceof Op.Load && e.result().type().isArray();
      for (Var v : e.results()) bind(v, row || e.op() instanceof Op.Table ? BORROWED : level, e);
      if (row) parent.put(e.result(), (Var) ((Op.Load) e.op()).array());
    }
    for (Atom a : r.results()) use(a, null);
    if (gives) for (Atom a : r.results()) consume(a, level, null);
    scope.removeAll(r.params());
    for (Eqn e : r.eqns()) e.results().forEach(scope::remove);
  }

  private void nested(Eqn e, int level) {
    switch (e.op()) {
      case Op.If(var cond, var then, var orElse) -> {
        int mark = consumptions.size();
        region(then, level, _ -> true, true);
        var goneThen = new ArrayList<Var>();
        while (consumptions.size() > mark) goneThen.add(consumptions.pop());
        goneThen.forEach(gone::remove);
        region(orElse, level, _ -> true, true);
        gone.addAll(goneThen);
        goneThen.forEach(consumptions::push);
      }
      case Op.For(var lo, var hi, var down, var init, var body) -> region(body, level + 1, _ -> true, true);
      case Op.While(var init, var cond, var body) -> {
        region(cond, level + 1, _ -> false, false);
        region(body, level + 1, _ -> true, true);
      }
      case Op.Each each -> region(each.body(), level + 1, _ -> true, true);
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Contract _ -> { }
    }
  }

  private void bind(Var v, int level, Eqn e) {
    if (!everBound.add(v)) fail("bound twice: " + v, e);
    scope.add(v);
    if (v.type().isArray()) home.put(v, level);
  }

  private void use(Atom a, Eqn e) {
    if (!(a instanceof Var v)) return;
    if (!scope.contains(v)) fail("out of scope: " + v, e);
    if (gone.contains(v)) fail("used after it was consumed: " + v, e);
    for (Var p = parent.get(v); p != null; p = parent.get(p)) if (gone.contains(p)) fail("row " + v + " used after its array " + p + " was consumed", e);
  }

  private void consume(Atom a, int level, Eqn e) {
    if (!(a instanceof Var v) || !v.type().isArray()) return;
    if (home.get(v) != level) fail("consumed, but only borrowed: " + v, e);
    if (!gone.add(v)) fail("consumed twice: " + v, e);
    consumptions.push(v);
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
      case Op.Table(var array) -> {
        if (!wellFormed(array)) fail("elements of another type than " + array.type(), e);
        yield List.of(array.type());
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
      case Op.Throw(var exception, var message) -> {
        if (!exception.matches("[\\p{javaJavaIdentifierPart}.]+")) fail("no class: " + exception, e);
        for (Op.Throw.Part p : message) {
          if (!(p instanceof Op.Throw.Part.Scalar(var value, var asChar))) continue;
          if (value.type().isArray()) fail("an array in a message", e);
          if (asChar) expect(ValueType.I32, value, e);
        }
        yield List.of();
      }
      case Op.Call(var callee, var args) -> {
        same(callee.params().stream().map(Signature.Param::type).toList(), types(args), "arguments of " + callee.name(), e);
        yield callee.results();
      }
      case Op.Each(var lo, var hi, var into, var by, var init, var add, var body) -> {
        expect(ValueType.I32, lo, e);
        expect(ValueType.I32, hi, e);
        var params = new ArrayList<>(List.of(ValueType.I32));
        for (Atom a : into) params.add(array(a, e).row(1));
        var yields = new ArrayList<>(params.subList(1, params.size()));
        yields.addAll(types(init));
        for (Atom a : add) params.add(array(a, e));
        yields.addAll(types(add));
        same(params, types(body.params()), "parameters of the body", e);
        same(yields, types(body.results()), "what the body yields", e);
        if (by.size() != init.size()) fail(by.size() + " operations for " + init.size() + " results", e);
        for (int k = 0; k < by.size(); k++) {
          Kind kind = init.get(k).type().kind();
          if (init.get(k).type().isArray() || by.get(k).result(List.of(kind, kind)) != kind) fail(by.get(k).text() + " of " + init.get(k).type(), e);
        }
        for (Atom a : add) if (a.type().kind() == Kind.BOOL) fail("add to " + a.type(), e);
        yield types(((Op.Each) e.op()).starts());
      }
      case Op.Contract(var labels, var extents, var into, var left, var right) -> {
        for (Atom n : extents) expect(ValueType.I32, n, e);
        if (extents.size() != labels.all().size()) fail(extents.size() + " extents for " + labels, e);
        ValueType element = array(into, e).row(into.type().rank());
        if (!element.kind().isFloat()) fail("a product of " + element, e);
        labelled(into, labels.result(), element, e);
        labelled(left, labels.left(), element, e);
        labelled(right, labels.right(), element, e);
        for (char c : labels.result().toCharArray()) if (!labels.all().contains(c)) fail("the operands have no index " + c, e);
        yield List.of(into.type());
      }
    };
    same(expected, results, "results", e);
  }

  private void labelled(Atom array, String labels, ValueType element, Eqn e) {
    array(array, e);
    if (labels.chars().distinct().count() != labels.length()) fail("an index twice in " + labels, e);
    if (array.type().rank() != labels.length() || !array.type().row(labels.length()).equals(element)) fail(array.type() + " for the indices " + labels, e);
  }

  private static boolean wellFormed(ConstantArray a) {
    if (!a.type().isArray() || !(a.type().rank() == 1 ? a.rows() : a.elements()).isEmpty()) return false;
    ValueType row = a.type().row(1);
    return a.elements().stream().allMatch(x -> x.type().equals(row)) && a.rows().stream().allMatch(r -> r.type().equals(row) && wellFormed(r));
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
