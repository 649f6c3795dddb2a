package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shapes of rows that others take the place of. The cotangent of {@code m} before {@code m[i] = row} has zeros where the old row was,
 * in the old row's shape, and the new row does not say what that is. So zeros of this shape are kept from before the store, absent like the
 * row itself if need be; they are a residual like any other.
 *
 * <p>Nothing is kept where the new row has the old one's shape for certain, or where no row was there yet: then none was ever read, and
 * zeros of any shape will do. That is known of arrays that are allocated without rows and filled by one store, in loops whose indices are
 * among its own, or at constants.
 *
 * <p>Known weakness: rows are kept, not their lengths, because only a row can say that it is absent.
 */
final class OldRows {
  private final Func func;
  private final ShapeRoots roots;
  private final Map<Var, Eqn> definitions = new HashMap<>();
  /** The loop that carries a parameter, or counts by it. */
  private final Map<Var, Op.For> loops = new HashMap<>();
  private final Map<Var, Var> zeros = new HashMap<>();

  /** Studies {@code f}; {@link #measured()} is the same function with zeros kept before stores to active arrays that need them. */
  OldRows(Func f, Set<Var> active) {
    roots = ShapeRoots.of(f.body());
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      for (Var v : e.results()) definitions.put(v, e);
      if (e.op() instanceof Op.For l) for (Var p : l.body().params()) loops.put(p, l);
    }
    func = f.withBody(measure(f.body(), active));
  }

  Func measured() {
    return func;
  }

  /** Zeros, or no row, like the row that the store giving {@code stored} replaces; {@code null} where those of the new row will do. */
  Var zeros(Var stored) {
    return zeros.get(stored);
  }

  private Region measure(Region r, Set<Var> active) {
    Builder b = new Builder();
    for (Eqn e : r.eqns()) {
      if (e.op() instanceof Op.Store s && s.value().type().isArray() && active.contains(e.result()) && !keepsShape(s)
          && !isAbsent(s.array(), s.index(), e)) {
        zeros.put(e.result(), b.zerosLike("old", b.load("old", s.array(), s.index())));
      }
      b.add(e.op().regions().isEmpty() ? e : new Eqn(e.results(), e.op().map(a -> a, q -> measure(q, active))));
    }
    return new Region(r.params(), b.close(), r.results());
  }

  // ---- rows of the same shape ----

  private boolean keepsShape(Op.Store s) {
    if (isPlace(roots.definition(roots.root(s.value())), s)) return true;
    Op.NewArray row = roots.allocation(s.value());
    if (row == null) return false;
    if (row.dims().size() == 1 && row.dims().getFirst() instanceof Var n && roots.definition(n) instanceof Op.Length(var array, var index)
        && (isPlace(new Op.Load(array, index), s) || index.isEmpty() && isPlace(roots.definition(roots.root(array)), s))) return true;
    Op.NewArray whole = roots.allocation(s.array());
    return whole != null && whole.dims().subList(s.index().size(), whole.dims().size()).equals(row.dims());
  }

  /** Whether this loads what is where the store stores, or a row of the same shape. */
  private boolean isPlace(Op op, Op.Store s) {
    return op instanceof Op.Load(var array, var index) && index.equals(s.index()) && roots.root(array).equals(roots.root(s.array()));
  }

  // ---- rows that are absent ----

  /** Whether {@code array} has no row at this index yet, each time that the store runs. */
  private boolean isAbsent(Atom array, List<Atom> index, Eqn store) {
    Var v = (Var) array;
    if (loops.get(v) instanceof Op.For l) {
      int k = l.carries().indexOf(v);
      return index.contains(l.index()) && onlyStores(l.body().results().get(k), v, store) && isAbsent(l.init().get(k), index, store);
    }
    return switch (roots.definition(v)) {
      case Op.NewArray(var type, var dims) -> dims.size() == index.size();
      case Op.Store(var before, var there, var value) -> (!value.type().isArray() || apart(there, index)) && isAbsent(before, index, store);
      case Op.AddAt(var before, var there, var value) -> isAbsent(before, index, store);
      case null -> false;
      case Op other -> false;
    };
  }

  /** Whether {@code to} becomes {@code from} without rows stored other than by {@code store}. */
  private boolean onlyStores(Atom from, Var to, Eqn store) {
    if (from.equals(to)) return true;
    Eqn e = definitions.get((Var) from);
    if (e == null) return false;
    int k = e.results().indexOf(from);
    return switch (e.op()) {
      case Op.Store(var before, var there, var value) -> (e == store || !value.type().isArray()) && onlyStores(before, to, store);
      case Op.AddAt(var before, var there, var value) -> onlyStores(before, to, store);
      case Op.If(var cond, var then, var orElse) ->
          onlyStores(then.results().get(k), to, store) && onlyStores(orElse.results().get(k), to, store);
      case Op.For l -> onlyStores(l.body().results().get(k), l.carries().get(k), store) && onlyStores(l.init().get(k), to, store);
      case Op other -> false;
    };
  }

  private boolean apart(List<Atom> a, List<Atom> b) {
    for (int d = 0; d < Math.min(a.size(), b.size()); d++) if (apart(a.get(d), b.get(d)) || apart(b.get(d), a.get(d))) return true;
    return false;
  }

  /** Whether these are two constants, or a constant and the index of a loop that begins above it. */
  private boolean apart(Atom a, Atom b) {
    if (!(a instanceof Lit at)) return false;
    if (b instanceof Lit other) return !at.equals(other);
    if (!(loops.get((Var) b) instanceof Op.For l) || !l.index().equals(b)) return false;
    return l.lo() instanceof Lit lo && (Integer) lo.value() > (Integer) at.value();
  }
}
