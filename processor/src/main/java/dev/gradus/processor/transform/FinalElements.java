package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values that are still in the loop's final array: what was loaded from, or stored to, an element that no later store of the surrounding
 * loop touches. Reverse mode may load it again from there instead of taping it (prefix sums, Gauss elimination, activations of a network).
 *
 * <p>Proof, for a carry of an ascending loop over {@code v} whose result is never consumed: at one index position, every store index S and
 * the load index X satisfy {@code low(S) >= high(X) + 1} and {@code low(S)} does not fall as {@code v} grows (so this and all later
 * iterations store above X), or the mirror image below. {@code low} and {@code high} replace the indices of inner loops by their bounds; no
 * other variable may remain in the difference. A store must also be out of its own way: each loop index between {@code v} and the store
 * stands alone at some index position. An error by one here gives wrong gradients and nothing but the laws would see it.
 */
public final class FinalElements {
  /** Where a value is to be found in the end. */
  public record Element(Var array, List<Atom> index) {}

  /**
   * {@code value} is what is stored, if that is bound beside the store; {@code loops} are the indices of the loops around it, the carrying
   * one first.
   */
  private record Store(List<Atom> index, Var value, List<Var> loops) {}

  private final Map<Var, Element> found = new HashMap<>();
  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final Map<Var, Op.For> loopOf = new HashMap<>();
  private final Set<Var> consumed;

  private FinalElements(Func f) {
    consumed = FreeVars.consumedIn(f.body());
    consumed.removeAll(f.results());
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      for (Var v : e.results()) definitions.put(v, e);
      if (e.op() instanceof Op.For l) loopOf.put(l.index(), l);
    }
  }

  /** For each such variable of {@code f}, the array value that still has it at the end, and at which index. */
  public static Map<Var, Element> of(Func f) {
    FinalElements all = new FinalElements(f);
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      if (!(e.op() instanceof Op.For l) || l.down()) continue;
      for (int k = 0; k < l.init().size(); k++) {
        Var result = e.results().get(k);
        if (result.type().isArray() && !all.consumed.contains(result)) all.carry(l, k, result);
      }
    }
    return all.found;
  }

  private void carry(Op.For l, int k, Var result) {
    var chain = new HashSet<Var>(Set.of(l.carries().get(k)));
    var loads = new ArrayList<Eqn>();
    var stores = new ArrayList<Store>();
    List<Atom> yields = l.body().results();
    if (!trace(l.body(), chain, loads, stores, List.of(l.index())) || !chain.contains(yields.get(k))) return;
    for (int j = 0; j < yields.size(); j++) if (j != k && chain.contains(yields.get(j))) return;
    var inside = new LinkedHashSet<>(FreeVars.boundIn(l.body()));
    inside.remove(l.index());
    for (Eqn e : loads) {
      List<Atom> x = ((Op.Load) e.op()).index();
      if (stays(x, stores, l.index(), inside)) found.putIfAbsent(e.result(), new Element(result, x));
    }
    for (Store s : stores) {
      if (s.value == null || !s.index.containsAll(s.loops)) continue;
      List<Store> others = stores.stream().filter(o -> o != s).toList();
      if (stays(s.index, others, l.index(), inside)) found.putIfAbsent(s.value, new Element(result, s.index));
    }
  }

  private boolean stays(List<Atom> index, List<Store> stores, Var v, Set<Var> inside) {
    if (stores.isEmpty()) return true;
    for (int d = 0; d < index.size(); d++) if (clear(index, stores, d, v, inside, true) || clear(index, stores, d, v, inside, false)) return true;
    return false;
  }

  private boolean clear(List<Atom> kept, List<Store> stores, int d, Var v, Set<Var> inside, boolean above) {
    Linear far = extreme(kept.get(d), above ? Bound.HIGH : Bound.LOW, inside);
    if (far == null) return false;
    for (Store store : stores) {
      Linear near = store.index.size() > d ? extreme(store.index.get(d), above ? Bound.LOW : Bound.HIGH, inside) : null;
      if (near == null) return false;
      Linear gap = above ? near.minus(far) : far.minus(near);
      if (!gap.isConstant() || gap.constant() < 1 || (above ? near.slope(v) < 0 : near.slope(v) > 0)) return false;
    }
    return true;
  }

  private enum Bound { LOW, HIGH }

  /** The least or greatest value of an index over the inner loops it depends on, or {@code null}. */
  private Linear extreme(Atom a, Bound bound, Set<Var> inside) {
    Linear x = Linear.of(a, definitions::get);
    for (Var v = innerVariable(x, inside); v != null; v = innerVariable(x, inside)) {
      Op.For l = loopOf.get(v);
      if (l == null) return null;
      boolean least = (x.slope(v) > 0) == (bound == Bound.LOW);
      Linear end = least ? Linear.of(l.lo(), definitions::get) : Linear.of(l.hi(), definitions::get).plus(-1);
      if (end.slope(v) != 0) return null;
      x = x.with(new Linear.Value(v), end);
    }
    return x;
  }

  private static Var innerVariable(Linear form, Set<Var> inside) {
    for (Linear.Symbol s : form.terms().keySet()) if (s instanceof Linear.Value(var v) && inside.contains(v)) return v;
    return null;
  }

  private static boolean boundIn(Region r, Atom a) {
    return a instanceof Var v && v.type().rank() == 0 && (r.params().contains(v) || r.eqns().stream().anyMatch(e -> e.results().contains(v)));
  }

  /** Collects what touches the array within the region; false if it is used in a way not understood. */
  private static boolean trace(Region r, Set<Var> chain, List<Eqn> loads, List<Store> stores, List<Var> loops) {
    for (Eqn e : r.eqns()) {
      if (FreeVars.of(e).stream().noneMatch(chain::contains)) continue;
      switch (e.op()) {
        case Op.Load(var array, var index) -> {
          if (e.result().type().isArray()) return false;
          loads.add(e);
        }
        case Op.Store(var array, var index, var value) -> {
          if (!chain.contains(array)) return false;
          stores.add(new Store(index, boundIn(r, value) ? (Var) value : null, loops));
          chain.add(e.result());
        }
        case Op.AddAt(var array, var index, var value) -> {
          if (!chain.contains(array)) return false;
          stores.add(new Store(index, null, loops));
          chain.add(e.result());
        }
        case Op.If(var cond, var then, var orElse) -> {
          if (!trace(then, chain, loads, stores, loops) || !trace(orElse, chain, loads, stores, loops)) return false;
          for (int k = 0; k < e.results().size(); k++) {
            boolean t = chain.contains(then.results().get(k));
            if (t != chain.contains(orElse.results().get(k))) return false;
            if (t) chain.add(e.results().get(k));
          }
        }
        case Op.For l -> {
          for (int k = 0; k < l.init().size(); k++) if (chain.contains(l.init().get(k))) chain.add(l.carries().get(k));
          var inner = new ArrayList<>(loops);
          inner.add(l.index());
          if (!trace(l.body(), chain, loads, stores, inner)) return false;
          for (int k = 0; k < l.init().size(); k++) {
            boolean in = chain.contains(l.init().get(k));
            if (in != chain.contains(l.body().results().get(k))) return false;
            if (in) chain.add(e.results().get(k));
          }
        }
        case Op.Length _ -> { }
        case Op.Apply _, Op.While _, Op.NewArray _, Op.Table _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _,
            Op.Parallel _ -> {
          return false;
        }
      }
    }
    return true;
  }
}
