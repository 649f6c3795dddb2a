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
 * What a chain of stores says about one element: a load gives what was stored there, an addition to what was just stored is one store, a
 * store that is overwritten unread goes, and a loop over larger indices is passed by. Reverse mode writes many of these, as it takes a
 * cotangent out, puts zero there, and adds to it again.
 *
 * <p>Method: from each access back along the stores of the same region, past those at an index that differs by a constant. Rounding does
 * not change, nor does what a caller sees of an array after an exception ({@link SeenArrays}). Known weakness: of two accesses that both
 * throw, the other may throw first.
 */
public final class StoreForwarding {
  /** How many writes are looked through; an initialiser may have thousands. */
  private static final int FAR = 64;

  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final boolean zeroIsNeutral;
  private final SeenArrays seen;

  private StoreForwarding(boolean zeroIsNeutral, SeenArrays seen) {
    this.zeroIsNeutral = zeroIsNeutral;
    this.seen = seen;
  }

  public static Func run(Func f) {
    return run(f, SeenArrays.none());
  }

  /** The same of a function whose caller sees what it has stored before an exception. */
  static Func inSight(Func f) {
    return run(f, SeenArrays.of(f));
  }

  private static Func run(Func f, SeenArrays seen) {
    StoreForwarding s = new StoreForwarding(false, seen);
    s.define(f.body());
    return f.withBody(s.region(f.body()));
  }

  /**
   * The same for a region that stores to cotangents only, indexed by variables of {@code primal}: there {@code 0.0 + x} is {@code x}, as
   * the sign of a zero that has been added up is ours to choose.
   */
  static Region cotangents(Region r, Region primal) {
    StoreForwarding s = new StoreForwarding(true, SeenArrays.none());
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
    for (Walk walk = new Walk(now); walk.changed; walk = new Walk(now)) now = walk.region();
    return now;
  }

  /** Once through the equations of a region, each rewritten as those above it are by then. */
  private final class Walk {
    private final Region r;
    private final List<Eqn> done = new ArrayList<>();
    /** Where what is bound in {@link #done} is bound. */
    private final Map<Var, Integer> at = new HashMap<>();
    private final Map<Var, Atom> renamed = new HashMap<>();
    private boolean changed;

    Walk(Region r) {
      this.r = r;
      for (Eqn e : r.eqns()) {
        Eqn now = Substitute.apply(e, renamed);
        switch (now.op()) {
          case Op.Load(var array, var index) -> changed |= forward(now, array, index);
          case Op.AddAt(var array, var index, var value) when !index.isEmpty() && !value.type().isArray() -> changed |= merge(now, array, index);
          case Op.Store(var array, var index, var value) when !value.type().isArray() -> changed |= merge(now, array, index);
          case Op.For l when zeroIsNeutral -> add(firstAdditions(now, l));
          case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _,
              Op.Grow _, Op.Throw _, Op.Call _, Op.Parallel _ -> add(now);
        }
      }
    }

    Region region() {
      return new Region(r.params(), done, Substitute.atoms(r.results(), renamed));
    }

    private void add(Eqn e) {
      for (Var v : e.results()) at.put(v, done.size());
      done.add(e);
    }

    /** After equations have come or gone at this position. */
    private void renumber(int from) {
      for (int k = from; k < done.size(); k++) for (Var v : done.get(k).results()) at.put(v, k);
    }

    /**
     * The position of the store to, or addition at, {@code index} that {@code array} comes from, or -1, also if it is far; {@code versions}
     * collects the arrays in between.
     */
    private int lastWrite(Atom array, List<Atom> index, Set<Var> versions) {
      for (Var v = (Var) array; at.containsKey(v) && versions.size() < FAR; ) {
        versions.add(v);
        int i = at.get(v);
        switch (done.get(i).op()) {
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
          case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.Load _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _,
              Op.Grow _, Op.Throw _, Op.Call _, Op.Parallel _ -> {
            return -1;
          }
        }
      }
      return -1;
    }

    /** A load of what was stored is that; one that a loop passes by comes before the loop. */
    private boolean forward(Eqn e, Atom array, List<Atom> index) {
      if (at.get(array) instanceof Integer loop && passesBy(done.get(loop), (Var) array, index)) {
        Atom start = ((Op.For) done.get(loop).op()).init().get(done.get(loop).results().indexOf(array));
        done.add(loop, new Eqn(e.result(), new Op.Load(start, index)));
        renumber(loop);
        return true;
      }
      int s = lastWrite(array, index, new HashSet<>());
      if (s < 0 || !(done.get(s).op() instanceof Op.Store(var before, var there, var value)) || value.type().isArray()) {
        add(e);
        return false;
      }
      renamed.put(e.result(), value);
      return true;
    }

    /** Of two writes to one element that is not read in between, the first goes: into the second if that is an addition. */
    private boolean merge(Eqn second, Atom array, List<Atom> index) {
      var versions = new HashSet<Var>();
      int s = lastWrite(array, index, versions);
      boolean blocked = s < 0;
      for (int k = s + 1; k < done.size() && !blocked; k++) blocked = !seen.mayPass(array, done.get(k)) || readsElement(done.get(k), versions, index);
      Eqn first = blocked ? null : done.get(s);
      if (blocked || second.op() instanceof Op.AddAt && !(first.op() instanceof Op.Store)) {
        add(second);
        return false;
      }
      Map<Var, Atom> skipped = Map.of(first.result(), first.op().args().getFirst());
      renamed.putAll(skipped);
      done.remove(s);
      for (int k = s; k < done.size(); k++) done.set(k, Substitute.apply(done.get(k), skipped));
      renumber(s);
      at.remove(first.result());
      if (second.op() instanceof Op.AddAt(var a, var x, var value) && first.op() instanceof Op.Store(var before, var there, var stored)) {
        Builder b = new Builder();
        Op.Store whole = new Op.Store(a, x, sum(b, stored, value));
        b.close().forEach(this::add);
        add(Substitute.apply(new Eqn(second.result(), whole), skipped));
      } else {
        add(Substitute.apply(second, skipped));
      }
      return true;
    }

    /** Additions to an array that is fresh from its allocation, to each element once, are stores. */
    private Eqn firstAdditions(Eqn e, Op.For l) {
      var body = new ArrayList<>(l.body().eqns());
      boolean stores = false;
      for (int k = 0; k < l.init().size(); k++) {
        Var p = l.carries().get(k);
        if (!(at.get(l.init().get(k)) instanceof Integer s) || !(done.get(s).op() instanceof Op.NewArray)) continue;
        List<Eqn> uses = body.stream().filter(q -> FreeVars.of(q).contains(p)).toList();
        if (uses.size() != 1 || !(uses.getFirst().op() instanceof Op.AddAt(var array, var index, var value)) || !array.equals(p)) continue;
        Var next = uses.getFirst().result();
        if (!index.contains(l.index()) || value.type().isArray() || body.stream().anyMatch(q -> FreeVars.of(q).contains(next))) continue;
        body.set(body.indexOf(uses.getFirst()), new Eqn(next, new Op.Store(array, index, value)));
        stores = true;
      }
      if (!stores) return e;
      changed = true;
      return new Eqn(e.results(), new Op.For(l.lo(), l.hi(), l.down(), l.init(), new Region(l.body().params(), body, l.body().results())));
    }
  }

  /** Whether two indices of the same length differ for certain. */
  private boolean apart(List<Atom> a, List<Atom> b) {
    if (a.size() != b.size()) return false;
    for (int d = 0; d < a.size(); d++) {
      Linear gap = Linear.of(a.get(d), definitions::get).minus(Linear.of(b.get(d), definitions::get));
      if (gap.isConstant() && gap.constant() != 0) return true;
    }
    return false;
  }

  /**
   * Whether the loop that gives this array leaves the element at a constant index alone, as it only touches what is at its own, larger,
   * index.
   */
  private boolean passesBy(Eqn e, Var array, List<Atom> index) {
    if (seen.isEffect(e) || !(e.op() instanceof Op.For l) || !(l.lo() instanceof Lit lo) || index.size() != 1 || !(index.getFirst() instanceof Lit at)) return false;
    if ((Integer) at.value() >= (Integer) lo.value()) return false;
    int k = e.results().indexOf(array);
    var chain = new HashSet<Atom>(Set.of(l.carries().get(k)));
    for (Eqn q : l.body().eqns()) {
      if (FreeVars.of(q).stream().noneMatch(chain::contains)) continue;
      boolean own = switch (q.op()) {
        case Op.Load(var a, var x) -> x.equals(List.of(l.index()));
        case Op.Store(var a, var x, var value) -> x.equals(List.of(l.index()));
        case Op.AddAt(var a, var x, var value) -> x.equals(List.of(l.index()));
        case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
            Op.Throw _, Op.Call _, Op.Parallel _ -> false;
      };
      if (!own) return false;
      if (!(q.op() instanceof Op.Load)) chain.add(q.result());
    }
    return chain.contains(l.body().results().get(k)) && l.body().results().stream().filter(chain::contains).count() == 1;
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
      case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.NewArray _, Op.Table _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _,
          Op.Call _, Op.Parallel _ -> true;
    };
  }
}
