package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Rule;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forward mode: each equation is followed by its tangent equation. What does not depend on a wanted parameter has no tangent at all; zeros
 * are made only where an operation needs a number or an array. The tangent of an array is an array of the same shape that goes the same
 * way: stored to, carried and consumed where the primal is, so what is in place stays in place.
 *
 * <p>Names: the tangent of {@code x} is {@code dx}, that of {@code time} {@code dTime}.
 */
public final class Jvp {
  private final Builder b = new Builder();
  private final Set<Var> varied;
  private final Map<String, Pushforward> pushforwards;
  private final Map<Var, Atom> tangents = new HashMap<>();

  private Jvp(Set<Var> varied, Map<String, Pushforward> pushforwards) {
    this.varied = varied;
    this.pushforwards = pushforwards;
  }

  /**
   * Parameters: those of {@code f}, then a tangent for each parameter number in {@code wrt}, of its parameter's type and owned if that is.
   * Results: those of {@code f}, then a tangent for each float result.
   */
  public static Func run(Func f, List<Integer> wrt) {
    return run(f, wrt, Map.of());
  }

  /** The same for a function with calls, by the names of the callees. */
  public static Func run(Func f, List<Integer> wrt, Map<String, Pushforward> pushforwards) {
    List<Var> wanted = wrt.stream().map(f.params()::get).toList();
    var flows = new LinkedHashMap<String, Activity.Flow>();
    pushforwards.forEach((name, p) -> flows.put(name, p.flow()));
    Jvp j = new Jvp(Activity.varied(f, wanted, flows), pushforwards);
    var params = new ArrayList<>(f.params());
    var owned = new HashSet<>(f.owned());
    for (Var p : wanted) {
      params.add(j.tangentParam(p));
      if (f.owned().contains(p)) owned.add(params.getLast());
    }
    f.body().eqns().forEach(j::eqn);
    var results = new ArrayList<>(f.results());
    for (Atom a : f.results()) if (a.type().isFloat()) results.add(j.tangentOrZero(a));
    return new Func(f.name(), new Region(params, j.b.close(), results), owned);
  }

  // ---- equations ----

  private void eqn(Eqn e) {
    switch (e.op()) {
      case Op.Apply(var prim, var args) -> {
        b.add(e);
        if (isVaried(e.result())) tangents.put(e.result(), tangent(prim, args.toArray(Atom[]::new), e.result()));
      }
      case Op.If(var cond, var then, var orElse) -> {
        List<Integer> active = active(e.results());
        Region t = region(then, List.of(), active);
        Region o = region(orElse, List.of(), active);
        b.add(new Eqn(withTangents(e.results(), active), new Op.If(cond, t, o)));
      }
      case Op.For l -> {
        List<Integer> active = active(l.carries());
        List<Atom> init = withTangentsOrZeros(l.init(), active);
        Region body = region(l.body(), List.of(l.index()), active);
        b.add(new Eqn(withTangents(e.results(), active), new Op.For(l.lo(), l.hi(), l.down(), init, body)));
      }
      case Op.While(var init, var cond, var body) -> {
        List<Integer> active = active(body.params());
        List<Atom> inits = withTangentsOrZeros(init, active);
        var condParams = new ArrayList<>(cond.params());
        for (int k : active) condParams.add(Var.fresh(name(cond.params().get(k)), cond.params().get(k).type()));
        Region c = new Region(condParams, cond.eqns(), cond.results());
        Region r = region(body, List.of(), active);
        b.add(new Eqn(withTangents(e.results(), active), new Op.While(inits, c, r)));
      }
      case Op.Load(var array, var index) -> {
        b.add(e);
        if (isVaried(array)) give(e, new Op.Load(tangentOrZero(array), index));
      }
      case Op.Store(var array, var index, var value) -> {
        if (!isVaried(e.result())) {
          b.add(e);
          return;
        }
        Atom dArray = tangentOrZero(array);
        Atom dValue = tangentOrZero(value);
        b.add(e);
        give(e, new Op.Store(dArray, index, dValue));
      }
      case Op.AddAt(var array, var index, var value) -> {
        if (!isVaried(value)) {
          b.add(e);
          if (isVaried(array)) tangents.put(e.result(), tangentOrZero(array));
          return;
        }
        Atom dArray = tangentOrZero(array);
        b.add(e);
        give(e, new Op.AddAt(dArray, index, tangentOrZero(value)));
      }
      case Op.Copy(var array) -> {
        b.add(e);
        if (isVaried(array)) give(e, new Op.Copy(tangentOrZero(array)));
      }
      case Op.Grow(var array, var length) -> {
        b.add(e);
        if (isVaried(array)) give(e, new Op.Grow(tangentOrZero(array), length));
      }
      case Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Throw _ -> b.add(e);
      case Op.Call c -> call(e, c);
      case Op.Contract(var labels, var extents, var into, var left, var right) -> {
        if (!isVaried(e.result())) {
          b.add(e);
          return;
        }
        Atom sum = tangentOrZero(into);
        b.add(e);
        if (isVaried(left)) sum = b.bind(name(e.result()), sum.type(), new Op.Contract(labels, extents, sum, tangentOrZero(left), right));
        if (isVaried(right)) sum = b.bind(name(e.result()), sum.type(), new Op.Contract(labels, extents, sum, left, tangentOrZero(right)));
        tangents.put(e.result(), sum);
      }
      case Op.Each each -> throw each.unexpected();
    }
  }

  private void call(Eqn e, Op.Call c) {
    if (e.results().stream().noneMatch(this::isVaried)) {
      b.add(e);
      return;
    }
    Pushforward p = pushforwards.get(c.callee().name());
    if (p == null) throw new NoDerivative(NoDerivative.Why.BACKWARD_ONLY, c.callee().name());
    var args = new ArrayList<>(c.args());
    for (int i : p.wrt()) args.add(tangentOrZero(c.args().get(i)));
    b.add(new Eqn(withTangents(e.results(), p.moved()), new Op.Call(p.callee(), args)));
  }

  /** The sum over the operands of tangent times partial derivative. */
  private Atom tangent(Prim prim, Atom[] x, Var y) {
    b.nameTemporaries(name(y));
    Atom sum = null;
    for (int i = 0; i < x.length; i++) {
      Rule rule = prim.rule(i);
      if (rule == null || !isVaried(x[i])) continue;
      Atom t = tangentOrZero(x[i]);
      if (t instanceof Lit l && l.is(0)) continue;
      Atom term = b.convert(rule.of(b, x, y, t), y.type().kind());
      sum = sum == null ? term : b.add(sum, term);
    }
    return sum == null ? Lit.zero(y.type().kind()) : sum;
  }

  private void give(Eqn e, Op op) {
    tangents.put(e.result(), b.bind(name(e.result()), e.result().type(), op));
  }

  // ---- regions ----

  /** The region with tangents as further results and, for a loop, of active carries (which follow {@code index}) as parameters. */
  private Region region(Region r, List<Var> index, List<Integer> active) {
    var params = new ArrayList<>(r.params());
    if (!params.isEmpty()) for (int k : active) params.add(tangentParam(r.params().get(index.size() + k)));
    b.open();
    r.eqns().forEach(this::eqn);
    List<Atom> results = withTangentsOrZeros(r.results(), active);
    return new Region(params, b.close(), results);
  }

  private List<Integer> active(List<Var> vars) {
    var active = new ArrayList<Integer>();
    for (int k = 0; k < vars.size(); k++) if (isVaried(vars.get(k))) active.add(k);
    return active;
  }

  private Var tangentParam(Var p) {
    Var d = Var.fresh(name(p), p.type());
    tangents.put(p, d);
    return d;
  }

  private List<Var> withTangents(List<Var> results, List<Integer> active) {
    var all = new ArrayList<>(results);
    for (int k : active) all.add(tangentParam(results.get(k)));
    return all;
  }

  private List<Atom> withTangentsOrZeros(List<Atom> atoms, List<Integer> active) {
    var all = new ArrayList<>(atoms);
    for (int k : active) all.add(tangentOrZero(atoms.get(k)));
    return all;
  }

  // ---- tangents ----

  private boolean isVaried(Atom a) {
    return a instanceof Var v && varied.contains(v);
  }

  /** The tangent, made of zeros if there is none: of an array that is about to be consumed, before that. */
  private Atom tangentOrZero(Atom a) {
    if (isVaried(a)) return tangents.get((Var) a);
    return a.type().isArray() ? b.zerosLike(name(a), a) : Lit.zero(a.type().kind());
  }

  private static String name(Atom a) {
    return a instanceof Var v ? v.tangentName() : "d";
  }
}
