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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a chain of stores says about one element: a load gives what was stored there, an addition to what was just stored is one store, and a
 * store that is overwritten unread goes. Reverse mode writes many of these, as it takes a cotangent out, puts zero there, and adds to it again.
 *
 * <p>Method: from each access back along the stores of the same region, past those at an index that differs by a constant. Rounding does not
 * change. Known weakness: of two accesses that both throw, the other may throw first.
 */
public final class StoreForwarding {
  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final boolean zeroIsNeutral;

  private StoreForwarding(boolean zeroIsNeutral) {
    this.zeroIsNeutral = zeroIsNeutral;
  }

  public static Func run(Func f) {
    StoreForwarding s = new StoreForwarding(false);
    s.define(f.body());
    return f.withBody(s.region(f.body()));
  }

  /**
   * The same for a region that stores to cotangents only, indexed by variables of {@code primal}: there {@code 0.0 + x} is {@code x}, as the
   * sign of a zero that has been added up is ours to choose.
   */
  static Region cotangents(Region r, Region primal) {
    StoreForwarding s = new StoreForwarding(true);
    s.define(primal);
    s.define(r);
    return s.region(r);
  }

  private void define(Region r) {
    for (Eqn e : FreeVars.eqnsIn(r)) for (Var v : e.results()) definitions.put(v, e);
  }

  private Region region(Region r) {
    var eqns = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) eqns.add(e.op().regions().isEmpty() ? e : new Eqn(e.results(), e.op().map(a -> a, this::region)));
    Region now = new Region(r.params(), eqns, r.results());
    for (Region next = step(now); next != now; next = step(now)) now = next;
    return now;
  }

  /** One rewrite, or the same region. */
  private Region step(Region r) {
    var at = new HashMap<Var, Integer>();
    for (int i = 0; i < r.eqns().size(); i++) {
      Eqn e = r.eqns().get(i);
      Region next = switch (e.op()) {
        case Op.Load(var array, var index) -> forward(r, i, array, index, at);
        case Op.AddAt(var array, var index, var value) -> index.isEmpty() || value.type().isArray() ? r : merge(r, i, array, index, at);
        case Op.Store(var array, var index, var value) -> value.type().isArray() ? r : merge(r, i, array, index, at);
        case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.NewArray _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Call _ -> r;
      };
      if (next != r) return next;
      for (Var v : e.results()) at.put(v, i);
    }
    return r;
  }

  /**
   * The position of the store to, or addition at, {@code index} that {@code array} comes from, or -1; {@code versions} collects the arrays in
   * between.
   */
  private int lastWrite(Region r, Atom array, List<Atom> index, Map<Var, Integer> at, Set<Var> versions) {
    for (Var v = (Var) array; at.containsKey(v); ) {
      versions.add(v);
      int i = at.get(v);
      switch (r.eqns().get(i).op()) {
        case Op.Store(var before, var there, var value) -> {
          if (there.equals(index)) return i;
          if (!apart(there, index)) return -1;
          v = (Var) before;
        }
        case Op.AddAt(var before, var there, var value) -> {
          if (there.equals(index)) return i;
          if (!apart(there, index)) return -1;
          v = (Var) before;
        }
        case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.Load _, Op.NewArray _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Call _ -> {
          return -1;
        }
      }
    }
    return -1;
  }

  /** Whether two indices of the same length differ for certain. */
  private boolean apart(List<Atom> a, List<Atom> b) {
    if (a.size() != b.size()) return false;
    for (int d = 0; d < a.size(); d++) {
      Affine gap = Affine.of(a.get(d), definitions::get).plus(Affine.of(b.get(d), definitions::get), -1);
      if (gap.isConstant() && gap.constant() != 0) return true;
    }
    return false;
  }

  private Region forward(Region r, int i, Atom array, List<Atom> index, Map<Var, Integer> at) {
    int s = lastWrite(r, array, index, at, new HashSet<>());
    if (s < 0 || !(r.eqns().get(s).op() instanceof Op.Store(var before, var there, var value)) || value.type().isArray()) return r;
    var eqns = new ArrayList<>(r.eqns());
    eqns.remove(i);
    return Substitute.apply(new Region(r.params(), eqns, r.results()), Map.of(r.eqns().get(i).result(), value));
  }

  /** Of two writes to one element that is not read in between, the first goes: into the second if that is an addition. */
  private Region merge(Region r, int i, Atom array, List<Atom> index, Map<Var, Integer> at) {
    var versions = new HashSet<Var>();
    int s = lastWrite(r, array, index, at, versions);
    if (s < 0) return r;
    for (int k = s + 1; k < i; k++) if (readsElement(r.eqns().get(k), versions, index)) return r;
    Eqn first = r.eqns().get(s);
    Eqn second = r.eqns().get(i);
    Builder b = new Builder();
    b.addAll(r.eqns().subList(0, s));
    b.addAll(r.eqns().subList(s + 1, i));
    switch (second.op()) {
      case Op.Store _ -> b.add(second);
      case Op.AddAt(var a, var x, var value) when first.op() instanceof Op.Store(var before, var there, var stored) ->
          b.add(new Eqn(second.result(), new Op.Store(a, x, sum(b, stored, value))));
      case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.Load _, Op.AddAt _, Op.NewArray _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Call _ -> {
        return r;
      }
    }
    b.addAll(r.eqns().subList(i + 1, r.eqns().size()));
    Atom before = first.op().args().getFirst();
    return Substitute.apply(new Region(r.params(), b.close(), r.results()), Map.of(first.result(), before));
  }

  private Atom sum(Builder b, Atom stored, Atom added) {
    return zeroIsNeutral && stored instanceof Lit l && l.is(0) ? added : b.add(stored, added);
  }

  /** Whether the equation uses one of these arrays other than to store, add or load at another index. */
  private boolean readsElement(Eqn e, Set<Var> versions, List<Atom> index) {
    if (FreeVars.of(e).stream().noneMatch(versions::contains)) return false;
    return switch (e.op()) {
      case Op.Load(var array, var there) -> !apart(there, index);
      case Op.Store(var array, var there, var value) -> versions.contains(value);
      case Op.AddAt(var array, var there, var value) -> versions.contains(value);
      case Op.Length _ -> false;
      case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.NewArray _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Call _ -> true;
    };
  }
}
