package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counted loops, made lighter in ways a compiler of Java cannot: stores nobody reads go, an element that a loop keeps updating lives in a
 * scalar meanwhile, and reads and costly arithmetic that do not change move out. HotSpot must assume that any store may change any array of
 * the same type; here arrays are values, so nothing needs to be assumed.
 *
 * <p>What may trap moves only in front of a loop that runs at least once: where {@link Bounds} cannot show the moved access to be safe, the
 * loop is put under {@code if (lo < hi)}, and it does not pass a {@link Op.Throw} or a store that the caller sees ({@link SeenArrays}).
 * Rounding does not change. Known weakness: of two accesses that both throw, the other may throw first.
 */
public final class Loops {
  private static final int COSTLY = 4;

  /** What now stands before and after a loop, by what it binds, as the equations may yet be rewritten. */
  private record Moved(Set<Var> before, Set<Var> after) {}

  /** By the index of the loop. */
  private final Map<Var, Moved> moves = new HashMap<>();
  private final Set<Var> pinned = new HashSet<>();
  private final Set<Var> read = new HashSet<>();

  private final SeenArrays seen;
  private final Bounds before;

  private Loops(SeenArrays seen, Bounds before) {
    this.seen = seen;
    this.before = before;
  }

  public static Func run(Func f) {
    return run(f, SeenArrays.none());
  }

  /** The same of a function whose caller sees what it has stored before an exception. */
  static Func inSight(Func f) {
    return run(f, SeenArrays.of(f));
  }

  private static Func run(Func f, SeenArrays seen) {
    Loops loops = new Loops(seen, Bounds.of(f.body(), List.of()));
    loops.noteReads(f.body());
    return f.withBody(loops.guarded(loops.region(f.body())));
  }

  private void noteReads(Region r) {
    for (Eqn e : FreeVars.eqnsIn(r)) {
      note(e.op().args());
      e.op().regions().forEach(q -> note(q.results()));
    }
    note(r.results());
  }

  private void note(List<Atom> atoms) {
    for (Atom a : atoms) if (a instanceof Var v) read.add(v);
  }

  private Region region(Region r) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> a, this::region);
      if (op instanceof Op.For l) loop(e, withoutUnreadStores(e, l), out);
      else out.add(op.regions().isEmpty() ? e : new Eqn(e.results(), op));
    }
    return new Region(r.params(), out, r.results());
  }

  private void loop(Eqn original, Op.For l, List<Eqn> out) {
    var before = new ArrayList<Eqn>();
    var after = new ArrayList<Eqn>();
    Eqn e = hoist(inScalars(new Eqn(original.results(), l), before, after), before);
    out.addAll(before);
    out.add(e);
    out.addAll(after);
    if (before.isEmpty() && after.isEmpty()) return;
    moves.put(l.index(), new Moved(bound(before), bound(after)));
    if (runsAtLeastOnce(l)) return;
    pinned.addAll(bound(before.stream().filter(m -> m.op().effect() != Effect.PURE).toList()));
    pinned.addAll(bound(after));
  }

  private static Set<Var> bound(List<Eqn> eqns) {
    var bound = new LinkedHashSet<Var>();
    for (Eqn e : eqns) bound.addAll(e.results());
    return bound;
  }

  // ---- stores nobody reads ----

  /** An array that is not read after the loop, each element of which is read before it is stored to, need not be stored to. */
  private Op.For withoutUnreadStores(Eqn e, Op.For l) {
    var eqns = new ArrayList<>(l.body().eqns());
    var yields = new ArrayList<>(l.body().results());
    for (int k = 0; k < yields.size(); k++) {
      Var p = l.carries().get(k);
      Atom y = yields.get(k);
      if (!p.type().isArray() || read.contains(e.results().get(k)) || Collections.frequency(yields, y) != 1 || yields.contains(p)) continue;
      Eqn last = null;
      boolean plain = true;
      for (Eqn q : eqns) {
        if (q.results().contains(y)) last = q;
        else if (FreeVars.of(q).contains(p)) plain &= q.op() instanceof Op.Load;
        plain &= !FreeVars.of(q).contains(y);
      }
      if (!plain || last == null || !(last.op() instanceof Op.Store(var array, var index, var value)) || !array.equals(p) || !index.contains(l.index())) continue;
      if (!loadsOnly(eqns, p, index)) continue;
      Eqn dead = last;
      eqns.removeIf(q -> q == dead);
      yields.set(k, p);
    }
    return new Op.For(l.lo(), l.hi(), l.down(), l.init(), new Region(l.body().params(), eqns, yields));
  }

  /** Whether the array is loaded from, at that index alone: what a store there could trap at, the load has trapped at. */
  private static boolean loadsOnly(List<Eqn> eqns, Var array, List<Atom> index) {
    List<List<Atom>> loads = eqns.stream().filter(q -> q.op() instanceof Op.Load(var a, var at) && a.equals(array)).map(q -> ((Op.Load) q.op()).index()).toList();
    return !loads.isEmpty() && loads.stream().allMatch(index::equals);
  }

  // ---- elements in scalars ----

  /** A carried array of which the body touches only one fixed element: the element is carried instead. */
  private Eqn inScalars(Eqn e, List<Eqn> before, List<Eqn> after) {
    Op.For l = (Op.For) e.op();
    Set<Var> inside = FreeVars.boundIn(l.body());
    for (int k = 0; k < l.init().size(); k++) {
      List<Atom> index = fixedElement(l, k, inside);
      if (index == null) continue;
      Atom array = l.init().get(k);
      Builder b = new Builder();
      Var element = b.load(l.carries().get(k).name(), array, index);
      before.addAll(b.close());
      Var total = Var.like(element);
      after.add(new Eqn(e.results().get(k), new Op.Store(array, index, total)));
      var results = new ArrayList<>(e.results());
      results.set(k, total);
      l = scalarCarry(l, k, element);
      e = new Eqn(results, l);
    }
    return e;
  }

  /** The only index at which the body touches carry {@code k}, storing there; {@code null} if there is no such thing. */
  private List<Atom> fixedElement(Op.For l, int k, Set<Var> inside) {
    Var p = l.carries().get(k);
    Atom y = l.body().results().get(k);
    if (!p.type().isArray() || p.equals(y) || Collections.frequency(l.body().results(), y) != 1) return null;
    var chain = new HashSet<Var>(Set.of(p));
    List<Atom> index = null;
    boolean isLate = false;
    for (Eqn e : l.body().eqns()) {
      if (FreeVars.of(e).stream().noneMatch(chain::contains)) {
        isLate |= seen.isEffect(e);
        if (seen.is(p) && !seen.mayPass(p, e)) return null;
        continue;
      }
      List<Atom> at = switch (e.op()) {
        case Op.Load(var array, var i) -> i;
        case Op.Store(var array, var i, var value) -> chain.contains(value) ? null : i;
        case Op.AddAt(var array, var i, var value) -> chain.contains(value) ? null : i;
        case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
            Op.Throw _, Op.Call _, Op.Parallel _ -> null;
      };
      if (at == null || at.size() != p.type().rank() || at.stream().anyMatch(inside::contains) || index != null && !index.equals(at)) return null;
      if (e.results().stream().anyMatch(pinned::contains) || index == null && isLate) return null;
      index = at;
      if (!(e.op() instanceof Op.Load)) chain.add(e.result());
    }
    for (Atom other : l.body().results()) if (!other.equals(y) && chain.contains(other)) return null;
    return chain.contains(y) ? index : null;
  }

  private static Op.For scalarCarry(Op.For l, int k, Var init) {
    Var p = l.carries().get(k);
    var now = new HashMap<Var, Atom>();
    Var q = Var.like(init);
    now.put(p, q);
    Builder b = new Builder();
    b.nameTemporaries(q.name());
    var renamed = new HashMap<Var, Atom>();
    for (Eqn e : l.body().eqns()) {
      Eqn s = Substitute.apply(e, renamed);
      switch (s.op()) {
        case Op.Load(var array, var i) when now.containsKey(array) -> renamed.put(s.result(), now.get(array));
        case Op.Store(var array, var i, var value) when now.containsKey(array) -> now.put(s.result(), value);
        case Op.AddAt(var array, var i, var value) when now.containsKey(array) -> now.put(s.result(), b.add(now.get(array), value));
        case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _,
            Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _, Op.Parallel _ -> b.add(s);
      }
    }
    var params = new ArrayList<>(l.body().params());
    params.set(k + 1, q);
    var yields = new ArrayList<Atom>();
    for (int j = 0; j < l.init().size(); j++) yields.add(j == k ? now.get(l.body().results().get(k)) : Substitute.atom(l.body().results().get(j), renamed));
    var inits = new ArrayList<>(l.init());
    inits.set(k, init);
    return new Op.For(l.lo(), l.hi(), l.down(), inits, new Region(params, b.close(), yields));
  }

  // ---- invariant equations ----

  /** Moves loads and costly arithmetic on values from outside the loop, and what those need, in front of it. */
  private Eqn hoist(Eqn e, List<Eqn> before) {
    Op.For l = (Op.For) e.op();
    boolean isLate = false;
    Set<Var> varying = new LinkedHashSet<>(l.body().params());
    var movable = new ArrayList<Eqn>();
    for (Eqn q : l.body().eqns()) {
      isLate |= seen.isEffect(q);
      boolean inOrder = !isLate || q.op().effect() == Effect.PURE;
      if (inOrder && isPure(q) && !pinned.contains(q.result()) && FreeVars.of(q).stream().noneMatch(varying::contains)) movable.add(q);
      else varying.addAll(q.results());
    }
    var wanted = new HashSet<Var>();
    var moved = new ArrayList<Eqn>();
    for (Eqn q : movable.reversed()) {
      if (!isWorthwhile(q.op()) && !wanted.contains(q.result())) continue;
      moved.addFirst(q);
      wanted.addAll(FreeVars.of(q));
    }
    if (moved.isEmpty()) return e;
    before.addAll(moved);
    var stays = new ArrayList<>(l.body().eqns());
    stays.removeIf(q -> moved.stream().anyMatch(m -> m == q));
    return new Eqn(e.results(), new Op.For(l.lo(), l.hi(), l.down(), l.init(), new Region(l.body().params(), stays, l.body().results())));
  }

  private static boolean isPure(Eqn e) {
    return switch (e.op()) {
      case Op.Apply(var prim, var args) -> !prim.mayTrap(args);
      case Op.Load _ -> !e.result().type().isArray();
      case Op.Length _, Op.Table _ -> true;
      case Op.If _, Op.For _, Op.While _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _,
          Op.Call _, Op.Parallel _ -> false;
    };
  }

  private static boolean isWorthwhile(Op op) {
    return op instanceof Op.Load || op instanceof Op.Apply(var prim, var args) && prim.cost() >= COSTLY;
  }

  // ---- guards ----

  /** Until nothing is left to guard: what made an access safe may itself have moved under a guard. */
  private Region guarded(Region r) {
    Region now = r;
    int left;
    do {
      left = moves.size();
      now = guarded(now, Bounds.safe(now));
    } while (moves.size() < left);
    return now;
  }

  private Region guarded(Region r, Set<Eqn> safe) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) out.add(e.op().regions().isEmpty() ? e : new Eqn(e.results(), e.op().map(a -> a, q -> guarded(q, safe))));
    for (int at = 0; at < r.eqns().size(); at++) {
      if (!(r.eqns().get(at).op() instanceof Op.For l) || runsAtLeastOnce(l) || !(moves.get(l.index()) instanceof Moved m)) continue;
      boolean mayTrap = r.eqns().stream().anyMatch(e -> isOf(e, m.before, m.after) && e.op().effect() != Effect.PURE && !safe.contains(e));
      if (!mayTrap) continue;
      guard(m, l.index(), out, r.results());
      moves.remove(l.index());
    }
    return new Region(r.params(), out, r.results());
  }

  private static boolean isOf(Eqn e, Set<Var> before, Set<Var> after) {
    return e.results().size() == 1 && (before.contains(e.result()) || after.contains(e.result()));
  }

  /** As the program was before anything moved: what has moved in front of a loop says nothing about whether it runs. */
  private boolean runsAtLeastOnce(Op.For l) {
    return before.isEntered(l.index());
  }

  /** Puts the loop and what moved under {@code if (lo < hi)}; else is what the loop started from. */
  private static void guard(Moved m, Var index, List<Eqn> eqns, List<Atom> yields) {
    var block = new ArrayList<Eqn>();
    var others = new ArrayList<Eqn>();
    var wanted = new HashSet<Atom>(yields);
    int at = 0;
    Op.For l = null;
    for (Eqn e : eqns) {
      boolean loop = e.op() instanceof Op.For f && f.index().equals(index);
      if (loop) {
        l = (Op.For) e.op();
        at = others.size();
      }
      boolean inside = loop || isOf(e, m.before, m.after);
      (inside ? block : others).add(e);
      if (!inside) wanted.addAll(FreeVars.of(e));
    }
    List<Var> results = block.stream().flatMap(e -> e.results().stream()).filter(wanted::contains).toList();
    List<Atom> untouched = results.stream().map(v -> start(v, block)).toList();
    var inner = new LinkedHashMap<Var, Atom>();
    for (Var v : results) inner.put(v, Var.like(v));
    Builder b = new Builder();
    Atom runs = b.lt(l.lo(), l.hi());
    Region then = b.region(List.of(), () -> {
      for (Eqn e : block) b.add(new Eqn(e.results().stream().map(v -> (Var) inner.getOrDefault(v, v)).toList(), Substitute.apply(e.op(), inner)));
      return List.copyOf(inner.values());
    });
    b.add(new Eqn(results, new Op.If(runs, then, new Region(List.of(), List.of(), untouched))));
    eqns.clear();
    eqns.addAll(others);
    eqns.addAll(at, b.close());
  }

  /** What {@code result} is if the loop does not run: an initial value, or the array whose element was carried. */
  private static Atom start(Var result, List<Eqn> block) {
    for (Eqn e : block) {
      int k = e.results().indexOf(result);
      if (k < 0) continue;
      return e.op() instanceof Op.For l ? l.init().get(k) : ((Op.Store) e.op()).array();
    }
    throw new IllegalStateException("lost " + result);
  }
}
