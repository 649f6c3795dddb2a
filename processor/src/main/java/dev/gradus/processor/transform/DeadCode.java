package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
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
 * Removes what nobody needs: equations without a wanted result, loop carries that only feed themselves, results of branches. An operation
 * that may trap is an effect and stays with everything that leads to it, unless {@link Bounds} proves it harmless, or it is a read that the
 * next operation repeats; a loop that never ends is not an effect.
 *
 * <p>Method: marking from the function's results and the effects back to definitions, then one sweep; linear in the size of the function.
 */
public final class DeadCode {
  /** Where a variable comes from: result {@code k} of an equation, or parameter {@code k} of a loop's region. */
  private record Origin(Eqn eqn, int k, boolean isParam) {}

  private final Set<Eqn> harmless;
  private final Map<Var, Origin> origins = new HashMap<>();
  private final Map<Eqn, Eqn> enclosing = new IdentityHashMap<>();
  private final Set<Eqn> needed = Collections.newSetFromMap(new IdentityHashMap<>());
  /** A read that the next operation repeats, which so need not stay for its exception. */
  private final Map<Eqn, Eqn> repeated = new IdentityHashMap<>();
  private final Set<Var> wanted = new HashSet<>();
  private final Deque<Var> pending = new ArrayDeque<>();

  private DeadCode(Set<Eqn> harmless) {
    this.harmless = harmless;
  }

  public static Func run(Func f) {
    return f.withBody(region(f.body()));
  }

  /** The same for a region in which variables bound elsewhere may occur; its parameters and results stay as they are. */
  static Region region(Region r) {
    DeadCode d = new DeadCode(Bounds.safe(r));
    var effects = new ArrayList<Eqn>();
    d.scan(r, null, effects);
    d.want(r.results());
    for (Eqn e : effects) if (!d.repeated.containsKey(e)) d.need(e);
    d.follow();
    Set<Eqn> covered = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Eqn e : effects.reversed()) {                                    // the later one decides about the earlier one
      if (!(d.repeated.get(e) instanceof Eqn next)) continue;
      if (d.needed.contains(next) || covered.contains(next)) covered.add(e);
      else d.need(e);
      d.follow();
    }
    return new Region(r.params(), d.sweep(r.eqns()), r.results());
  }

  private void scan(Region r, Eqn inside, List<Eqn> effects) {
    for (int i = 0; i < r.eqns().size(); i++) {
      Eqn e = r.eqns().get(i);
      if (inside != null) enclosing.put(e, inside);
      for (int k = 0; k < e.results().size(); k++) origins.put(e.results().get(k), new Origin(e, k, false));
      for (Region nested : e.op().regions()) {
        for (int k = 0; k < nested.params().size(); k++) origins.put(nested.params().get(k), new Origin(e, k, true));
        scan(nested, e, effects);
      }
      if (e.op().effect() == Effect.PURE || harmless.contains(e)) continue;
      effects.add(e);
      if (next(r, i) instanceof Eqn next && repeats(next.op(), e.op())) repeated.put(e, next);
    }
  }

  /** The next equation that may have an effect. */
  private static Eqn next(Region r, int i) {
    return r.eqns().stream().skip(i + 1).filter(e -> e.op().effect() != Effect.PURE || !e.op().regions().isEmpty()).findFirst().orElse(null);
  }

  /** Whether an operation fails wherever a read does, and so is as good as that if nobody wants what is read. */
  private static boolean repeats(Op next, Op read) {
    if (!(read instanceof Op.Load(var array, var index))) return false;
    return switch (next) {
      case Op.Load(var a, var i) -> a.equals(array) && begins(i, index);
      case Op.Store(var a, var i, var value) -> a.equals(array) && begins(i, index);
      case Op.AddAt(var a, var i, var value) -> a.equals(array) && begins(i, index);
      case Op.Length(var a, var i) -> a.equals(array) && begins(i, index);
      case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.NewArray _, Op.Table _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _,
          Op.Parallel _ -> false;
    };
  }

  private static boolean begins(List<Atom> index, List<Atom> with) {
    return index.size() >= with.size() && index.subList(0, with.size()).equals(with);
  }

  // ---- marking ----

  private void want(List<? extends Atom> atoms) {
    for (Atom a : atoms) if (a instanceof Var v && wanted.add(v)) pending.push(v);
  }

  /** The equation runs, so everything around it does. */
  private void need(Eqn e) {
    if (!needed.add(e)) return;
    if (enclosing.get(e) instanceof Eqn outer) need(outer);
    switch (e.op()) {
      case Op.If(var cond, var then, var orElse) -> want(List.of(cond));
      case Op.For(var lo, var hi, var down, var init, var body) -> want(List.of(lo, hi));
      case Op.While(var init, var cond, var body) -> want(cond.results());
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Contract _ ->
          want(e.op().args());
      case Op.Each each -> {
        want(List.of(each.lo(), each.hi()));
        if (!harmless.contains(e)) want(e.results().subList(0, each.into().size()));
      }
    }
  }

  private void follow() {
    while (!pending.isEmpty()) follow(pending.pop());
  }

  private void follow(Var v) {
    Origin o = origins.get(v);
    if (o == null) return;
    need(o.eqn());
    switch (o.eqn().op()) {
      case Op.If(var cond, var then, var orElse) -> want(List.of(then.results().get(o.k()), orElse.results().get(o.k())));
      case Op.For l -> {
        int k = o.isParam() ? o.k() - 1 : o.k();
        if (k >= 0) wantCarry(o.eqn(), k, l.init(), l.body(), l.carries());
      }
      case Op.While(var init, var cond, var body) -> {
        wantCarry(o.eqn(), o.k(), init, body, body.params());
        want(List.of(cond.params().get(o.k())));
      }
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Contract _ -> {}
      case Op.Each each -> {
        int k = !o.isParam() ? o.k() : o.k() <= each.into().size() ? o.k() - 1 : o.k() - 1 + each.by().size();
        if (k < 0) return;
        want(List.of(each.starts().get(k), each.body().results().get(k), o.eqn().results().get(k)));
        if (each.param(k) != null) want(List.of(each.param(k)));
      }
    }
  }

  /** A carry is kept whole: where it starts, its parameter, what the body yields for it, its result. */
  private void wantCarry(Eqn loop, int k, List<Atom> init, Region body, List<Var> params) {
    want(List.of(init.get(k), body.results().get(k), params.get(k), loop.results().get(k)));
  }

  // ---- sweeping ----

  private List<Eqn> sweep(List<Eqn> eqns) {
    var out = new ArrayList<Eqn>(eqns.size());
    for (Eqn e : eqns) if (needed.contains(e)) out.add(sweep(e));
    return out;
  }

  private Eqn sweep(Eqn e) {
    return switch (e.op()) {
      case Op.If(var cond, var then, var orElse) -> {
        List<Boolean> keep = keep(e.results());
        yield new Eqn(kept(e.results(), keep), new Op.If(cond, sweep(then, keep), sweep(orElse, keep)));
      }
      case Op.For l -> {
        List<Boolean> keep = keep(e.results());
        Region body = sweep(l.body(), keep);
        yield new Eqn(kept(e.results(), keep), new Op.For(l.lo(), l.hi(), l.down(), kept(l.init(), keep), body));
      }
      case Op.While(var init, var cond, var body) -> {
        List<Boolean> keep = keep(e.results());
        Region test = new Region(kept(cond.params(), keep), sweep(cond.eqns()), cond.results());
        yield new Eqn(kept(e.results(), keep), new Op.While(kept(init, keep), test, sweep(body, keep)));
      }
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Contract _ -> e;
      case Op.Each each -> {
        List<Boolean> keep = keep(e.results());
        yield new Eqn(kept(e.results(), keep), each.keeping(keep, sweep(each.body().eqns())));
      }
    };
  }

  /** The arm of a branch, or the body of a loop, whose index stays. */
  private Region sweep(Region r, List<Boolean> keep) {
    if (r.params().isEmpty()) return new Region(r.params(), sweep(r.eqns()), kept(r.results(), keep));
    int index = r.params().size() - keep.size();
    var params = new ArrayList<>(r.params().subList(0, index));
    params.addAll(kept(r.params().subList(index, r.params().size()), keep));
    return new Region(params, sweep(r.eqns()), kept(r.results(), keep));
  }

  private List<Boolean> keep(List<Var> results) {
    return results.stream().map(wanted::contains).toList();
  }

  private static <T> List<T> kept(List<T> all, List<Boolean> keep) {
    var out = new ArrayList<T>();
    for (int k = 0; k < all.size(); k++) if (keep.get(k)) out.add(all.get(k));
    return out;
  }
}
