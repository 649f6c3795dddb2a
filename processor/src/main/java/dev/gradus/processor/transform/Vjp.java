package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Rule;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reverse mode, IR to the same IR, so that it can be applied again. The forward sweep is the primal; then every equation is transposed,
 * last first, with one cotangent per value. A consumed array has no later use, so when its equation is reached it has no cotangent yet and
 * simply takes over the one of the result: everything stays in place. A borrowed row has no cotangent, what it is due goes to its array's
 * at once; so arrays are added to each other only after a copy.
 *
 * <p>A reverse region reads primal values as if they were in scope; {@link Residuals} then brings back what is not, with {@link Tapes}
 * changing the forward sweep. A reverse loop runs in literal reverse order unless {@link OrderFree} allows ascending order. At the top
 * level, a loop whose iterations are independent is reversed by one loop that runs each iteration forward and backward (Hascoët, Fidanova
 * and Held 2001) if {@link Fuse} can then drop the forward loop.
 *
 * <p>Names: the cotangent of {@code x} is {@code ctX}, the tape of {@code x} is {@code xTape}.
 */
public final class Vjp {
  private final Func f;
  private final Analyses analyses;
  private final Map<String, Adjoint> adjoints;
  private final Builder b = new Builder();
  private final Set<Var> active;
  private final Map<Var, Op.Load> rows = new HashMap<>();
  private final OldRows oldRows;
  private final Shapes shapes;
  private final StrongZero zeros;
  private final Residuals.Knowledge known;
  private final List<Fuse.Pair> fused = new ArrayList<>();
  /** Loops, by their index, whose forward loop could not be dropped: for these tapes are cheaper than running twice. */
  private final Set<Var> apart;
  private Map<Var, Atom> ct = new HashMap<>();
  private Tapes tapes = new Tapes();
  private int depth;

  private Vjp(Func f, List<Integer> wrt, List<Atom> seeded, List<Atom> counting, Analyses analyses, Map<String, Adjoint> adjoints,
      Set<Var> apart) {
    this.analyses = analyses;
    this.adjoints = adjoints;
    this.apart = apart;
    var flows = new LinkedHashMap<String, Activity.Flow>();
    adjoints.forEach((name, a) -> flows.put(name, a.flow()));
    this.active = analyses.activity().of(f, wrt.stream().map(f.params()::get).toList(), seeded, flows);
    this.oldRows = new OldRows(f, active);
    this.shapes = new Shapes(oldRows.measured(), active);
    this.f = shapes.measured();
    this.zeros = analyses.zeros().of(this.f, counting);
    for (Eqn e : FreeVars.eqnsIn(this.f.body()))
      if (e.op() instanceof Op.Load row && e.result().type().isArray() && isActive(row.array())) rows.put(e.result(), row);
    this.known = new Residuals.Knowledge(analyses.consumed().apply(this.f), analyses.finalElements().apply(this.f), analyses.replayCost());
  }

  /**
   * The gradient of the first result, a float scalar: same parameters; results are the values of the results numbered {@code kept}, then
   * one cotangent per parameter number in {@code wrt}, each of its parameter's type. {@code adjoints} says how calls are reversed, by
   * callee.
   */
  public static Func gradient(Func f, List<Integer> wrt, List<Integer> kept, Analyses analyses, Map<String, Adjoint> adjoints) {
    Map<Integer, Atom> seeds = Map.of(0, Lit.of(f.results().getFirst().type().kind(), 1));
    return run(f, f.params(), kept.stream().map(f.results()::get).toList(), seeds, wrt, analyses, adjoints);
  }

  /** The same, with the value of the first result or none. */
  public static Func gradient(Func f, List<Integer> wrt, boolean withValue, Analyses analyses, Map<String, Adjoint> adjoints) {
    return gradient(f, wrt, withValue ? List.of(0) : List.of(), analyses, adjoints);
  }

  /**
   * Parameters: those of {@code f}, then a cotangent for each float result. Results: those of {@code f}, then the cotangents of {@code
   * wrt}.
   */
  public static Func vjp(Func f, List<Integer> wrt, Analyses analyses) {
    return vjp(f, wrt, analyses, Map.of());
  }

  /** The same for a function with calls, by the names of the callees. */
  public static Func vjp(Func f, List<Integer> wrt, Analyses analyses, Map<String, Adjoint> adjoints) {
    var params = new ArrayList<>(f.params());
    var seeds = new LinkedHashMap<Integer, Atom>();
    for (int i = 0; i < f.results().size(); i++) {
      ValueType type = f.results().get(i).type();
      if (!type.isFloat()) continue;
      Var seed = Var.fresh(cotangentName(f.results().get(i)), type);
      params.add(seed);
      seeds.put(i, seed);
    }
    return run(f, params, f.results(), seeds, wrt, analyses, adjoints);
  }

  /**
   * A function's derivative in two parts, between which other calls of the same function may run: {@code forward} computes {@code results},
   * {@code backward} takes the cotangents of some results and the arrays to which those of borrowed array parameters are added. It reads
   * such parameters of the function directly, and each of the variables {@code kept} of the forward part under the name that {@code given}
   * has for it.
   */
  record Halves(List<Eqn> forward, List<Atom> results, List<Var> kept, List<Var> given, Region backward) {}

  /**
   * With respect to the parameters numbered {@code wrt}, given the cotangents of the results numbered {@code seeds}, both in this order;
   * those that are not {@code counting} may be zero where the caller does not use them.
   */
  static Halves halves(Func f, List<Integer> wrt, List<Integer> seeds, Set<Integer> counting, Analyses analyses, Map<String, Adjoint> adjoints) {
    List<Atom> seeded = seeds.stream().map(f.results()::get).toList();
    return new Vjp(f, wrt, seeded, counting.stream().map(f.results()::get).toList(), analyses.off("fusion"), adjoints, Set.of()).halves(seeded, wrt.stream().map(f.params()::get).toList());
  }

  private Halves halves(List<Atom> seeded, List<Var> wrt) {
    var params = new ArrayList<Var>();
    for (Atom a : seeded) {
      Var seed = Var.fresh(cotangentName(a), a.type());
      params.add(seed);
      give(a, seed);
    }
    var sums = new HashMap<Var, Var>();
    for (Var p : wrt) {
      if (!isBorrowedArray(p)) continue;
      Var sum = Var.fresh(cotangentName(p), p.type());
      params.add(sum);
      sums.put(p, sum);
      if (isActive(p)) ct.put(p, sum);
    }
    reverse(f.body().eqns());
    List<Atom> cotangents = wrt.stream().map(p -> sums.containsKey(p) && !isActive(p) ? sums.get(p) : takeOrZero(p)).toList();
    Region backward = Tidy.region(StoreForwarding.cotangents(new Region(params, b.close(), cotangents), f.body()));
    b.open();
    var kept = new ArrayList<Var>();
    var given = new ArrayList<Var>();
    Region forward = new Region(f.params().stream().filter(p -> !isBorrowedArray(p)).toList(), f.body().eqns(), f.results());
    Region closed = new Residuals(forward, tapes, Map.of(), known, b).close(backward, v -> v, v -> {
      kept.add(v);
      given.add(Var.like(v));
      return given.getLast();
    });
    return new Halves(tapes.insert(f.body().eqns()), f.results(), kept, given, closed);
  }

  private boolean isBorrowedArray(Var param) {
    return param.type().isArray() && !f.owned().contains(param);
  }

  /** Again without fusing those loops that turn out to run twice, until none does. */
  private static Func run(Func f, List<Var> params, List<Atom> values, Map<Integer, Atom> seeds, List<Integer> wrt, Analyses analyses,
      Map<String, Adjoint> adjoints) {
    List<Atom> seeded = seeds.keySet().stream().map(f.results()::get).toList();
    var apart = new HashSet<Var>();
    while (true) {
      Vjp v = new Vjp(f, wrt, seeded, seeded, analyses, adjoints, apart);
      Region body = v.body(params, values, seeds, wrt);
      int before = apart.size();
      for (Fuse.Pair p : v.fused) {
        Region dropped = Fuse.dropForward(body, p);
        if (dropped == null) apart.add(p.index());
        else body = dropped;
      }
      if (apart.size() == before) return new Func(f.name(), body, f.owned());
    }
  }

  private Region body(List<Var> params, List<Atom> values, Map<Integer, Atom> seeds, List<Integer> wrt) {
    seeds.forEach((i, seed) -> give(f.results().get(i), seed.type().isArray() ? b.copy(seed) : seed));
    reverse(f.body().eqns());
    List<Atom> cotangents = wrt.stream().map(i -> takeOrZero(f.params().get(i))).toList();
    Region backward = StoreForwarding.cotangents(new Region(List.of(), b.close(), cotangents), f.body());
    List<Eqn> eqns = new ArrayList<>(tapes.insert(Fuse.detach(f.body().eqns(), fused)));
    eqns.addAll(backward.eqns());
    var results = new ArrayList<>(values);
    results.addAll(backward.results());
    return new Region(params, eqns, results);
  }

  // ---- equations ----

  private void reverse(List<Eqn> eqns) {
    for (Eqn e : eqns.reversed()) if (e.results().stream().anyMatch(ct::containsKey)) reverse(e);
  }

  private void reverse(Eqn e) {
    switch (e.op()) {
      case Op.Apply(var prim, var args) -> {
        Atom t = ct.remove(e.result());
        Atom[] x = args.toArray(Atom[]::new);
        for (int i = 0; i < x.length; i++) {
          Rule rule = prim.rule(i);
          if (rule == null || !isActive(x[i])) continue;
          b.nameTemporaries(cotangentName(x[i]));
          Atom contribution = b.convert(zeros.contribution(b, rule, x, e.result(), t, x[i]), x[i].type().kind());
          b.nameTemporaries("t");
          give(x[i], contribution);
        }
      }
      case Op.Load(var array, var index) -> {
        Atom t = ct.remove(e.result());
        if (isActive(array)) add((Var) array, index, t);
      }
      case Op.Store(var array, var index, var value) -> {
        Atom t = ct.remove(e.result());
        if (isActive(value)) give(value, element(t, index, value));
        if (isActive(array)) {
          ct.put((Var) array, b.store(t, index, value.type().isArray() ? oldRow(e.result(), t, index, value) : b.zero(value)));
        }
      }
      case Op.AddAt(var array, var index, var value) -> {
        Atom t = ct.remove(e.result());
        if (isActive(value)) give(value, index.isEmpty() ? b.copy(t) : element(t, index, value));
        if (isActive(array)) ct.put((Var) array, t);
      }
      case Op.Copy(var array) -> give(array, ct.remove(e.result()));
      case Op.Grow(var array, var length) -> give(array, ct.remove(e.result()));
      case Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _ -> ct.remove(e.result());
      case Op.Throw _ -> { }
      case Op.If i -> reverseIf(e, i);
      case Op.For l -> {
        if (depth > 0 || !analyses.fuse() || apart.contains(l.index()) || !reverseFused(e, l)) reverseFor(e, l);
      }
      case Op.While w -> reverseWhile(e, w);
      case Op.Call c -> reverseCall(e, c);
      case Op.Contract c -> {
        Atom t = ct.remove(e.result());
        Op.Contract.Labels l = c.labels();
        giveProduct(c, c.left(), new Op.Contract.Labels(l.result(), l.right(), l.left()), t, c.right());
        giveProduct(c, c.right(), new Op.Contract.Labels(l.result(), l.left(), l.right()), t, c.left());
        if (isActive(c.into())) ct.put((Var) c.into(), t);
      }
      case Op.Each each -> throw each.unexpected();
    }
  }

  /** The product of the result's cotangent with the other operand. */
  private void giveProduct(Op.Contract c, Atom operand, Op.Contract.Labels labels, Atom t, Atom other) {
    if (!isActive(operand)) return;
    Var v = (Var) operand;
    Var sum = b.bind(cotangentName(v), v.type(), new Op.Contract(labels, c.labels().extents(labels, c.extents()), takeOrZero(v), t, other));
    if (rows.containsKey(v)) add(v, List.of(), sum);
    else ct.put(v, sum);
  }

  /** Calls the pullback; see {@link Adjoint} for what it is given. */
  private void reverseCall(Eqn e, Op.Call c) {
    Adjoint a = adjoints.get(c.callee().name());
    if (a == null) throw new IllegalStateException("no reverse mode for " + c.callee().name());
    var given = new ArrayList<Atom>();
    for (int i : a.args()) given.add(c.args().get(i));
    for (int k : a.residuals()) given.add(e.results().get(k));
    for (int k : a.seeds()) given.add(takeOrZero(e.results().get(k)));
    e.results().forEach(ct::remove);
    for (int i : a.wrt()) if (Adjoint.accumulates(c.callee().params().get(i))) given.add(takeOrZero((Var) c.args().get(i)));
    List<Var> cotangents = a.wrt().stream().map(i -> Var.fresh(cotangentName(c.args().get(i)), c.args().get(i).type())).toList();
    b.add(new Eqn(cotangents, new Op.Call(a.pullback(), given)));
    for (int k = 0; k < cotangents.size(); k++) give(c.args().get(a.wrt().get(k)), cotangents.get(k));
  }

  /** Zeros for the row that a store has replaced: like those kept, or like the cotangent of the new row. */
  private Atom oldRow(Var stored, Atom t, List<Atom> index, Atom value) {
    Var kept = oldRows.zeros(stored);
    return b.zerosLike(cotangentName(value), kept == null ? b.load(cotangentName(value), t, index) : kept);
  }

  private Atom element(Atom t, List<Atom> index, Atom like) {
    Var g = b.load(cotangentName(like), t, index);
    return g.type().isArray() ? b.copy(g) : g;
  }

  // ---- loops ----

  /** The carries and captured variables of a loop that have cotangents. */
  private record Flow(List<Var> carries, List<Integer> positions, List<Var> captured) {}

  private Flow flow(List<Var> carries, Region... regions) {
    var active = new ArrayList<Var>();
    var positions = new ArrayList<Integer>();
    for (int k = 0; k < carries.size(); k++) {
      if (!isActive(carries.get(k))) continue;
      active.add(carries.get(k));
      positions.add(k);
    }
    return new Flow(active, positions, captured(regions));
  }

  private List<Var> captured(Region... regions) {
    return FreeVars.of(regions).stream().filter(this::isActive).map(this::owner).distinct().toList();
  }

  private void reverseFor(Eqn e, Op.For l) {
    Var i = Var.like(l.index());
    Flow flow = flow(l.carries(), l.body());
    List<Atom> init = seeds(e, flow);
    Region back = reverseBody(new ArrayList<>(List.of(i)), List.of(), l.body(), flow);
    back = Tidy.region(Substitute.apply(back, Map.of(l.index(), i)));
    boolean ascending = l.down() || analyses.orderFree().check(back, 1);
    var residuals = new Residuals(l.body(), tapes, Map.of(l.index(), i), known, b);
    if (ascending && !l.down()) back = stepCounters(back, l, residuals, init);
    back = residuals.close(back, v -> tapes.tape(e, v), t -> b.load(valueName(t), t, List.of(b.sub(i, l.lo()))));
    finish(e, l.init(), flow, new Op.For(l.lo(), l.hi(), !ascending, init, back));
  }

  private void reverseWhile(Eqn e, Op.While w) {
    Var k = Var.fresh("k", ValueType.I32);
    Flow flow = flow(w.carries(), w.body());
    List<Atom> init = seeds(e, flow);
    Region back = Tidy.region(reverseBody(new ArrayList<>(List.of(k)), List.of(), w.body(), flow));
    back = new Residuals(w.body(), tapes, Map.of(), known, b)
        .close(back, v -> tapes.tape(e, v), t -> b.load(valueName(t), t, List.of(k)));
    finish(e, w.init(), flow, new Op.For(Lit.of(0), tapes.count(e), true, init, back));
  }

  /** An ascending reverse loop steps integer carries along with it, where that is cheap, rather than tape them. */
  private Region stepCounters(Region back, Op.For l, Residuals residuals, List<Atom> init) {
    Set<Var> needed = FreeVars.of(back);
    var params = new ArrayList<>(back.params());
    var yields = new ArrayList<>(back.results());
    for (int k = 0; k < l.init().size(); k++) {
      Var p = l.carries().get(k);
      if (!p.type().equals(ValueType.I32) || !needed.contains(p) || !residuals.isCheapGiven(l.body().results().get(k), p)) continue;
      Var q = Var.like(p);
      residuals.give(p, q);
      params.add(q);
      yields.add(l.body().results().get(k));
      init.add(l.init().get(k));
    }
    return new Region(params, back.eqns(), yields);
  }

  /** One loop that runs each iteration forward and at once backward, if the cotangents it carries allow the primal's order. */
  private boolean reverseFused(Eqn e, Op.For l) {
    var savedCt = new HashMap<>(ct);
    var savedTapes = new Tapes(tapes);
    b.open();
    Flow flow = flow(l.carries(), l.body());
    var init = new ArrayList<>(l.init());
    init.addAll(seeds(e, flow));
    Region back = Tidy.region(reverseBody(new ArrayList<>(l.body().params()), l.body().results(), l.body(), flow));
    if (!analyses.orderFree().check(back, 1 + l.init().size())) {
      b.close();
      ct = savedCt;
      tapes = savedTapes;
      return false;
    }
    Eqn reverse = finish(e, l.init(), flow, new Op.For(l.lo(), l.hi(), l.down(), init, back));
    b.addAll(b.close());
    fused.add(new Fuse.Pair(e, reverse));
    return true;
  }

  /** The cotangents with which the reverse loop starts: of the carries' results, then of what the body captures. */
  private List<Atom> seeds(Eqn e, Flow flow) {
    var seeds = new ArrayList<Atom>();
    for (int k : flow.positions) seeds.add(takeOrZero(e.results().get(k)));
    for (Var v : flow.captured) seeds.add(takeOrZero(v));
    e.results().forEach(ct::remove);
    return seeds;
  }

  /**
   * {@code (params, cotangents of carries' results and of captured values) -> (primal, cotangents of carries' parameters and of captured
   * values)}. With primal results the body's own equations run first.
   */
  private Region reverseBody(List<Var> params, List<Atom> primal, Region body, Flow flow) {
    Map<Var, Atom> outer = ct;
    ct = new HashMap<>();
    depth++;
    var seeds = new ArrayList<Var>();
    for (Var p : flow.carries) seeds.add(Var.fresh(cotangentName(p), p.type()));
    params.addAll(seeds);
    for (Var v : flow.captured) {
      Var q = Var.fresh(cotangentName(v), v.type());
      params.add(q);
      ct.put(v, q);
    }
    b.open();
    for (int k = 0; k < seeds.size(); k++) give(body.results().get(flow.positions.get(k)), seeds.get(k));
    reverse(body.eqns());
    var cotangents = new ArrayList<Atom>();
    for (Var p : flow.carries) cotangents.add(takeOrZero(p));
    for (Var v : flow.captured) cotangents.add(takeOrZero(v));
    Region backward = StoreForwarding.cotangents(new Region(params, b.close(), cotangents), f.body());
    depth--;
    ct = outer;
    List<Eqn> eqns = new ArrayList<>(primal.isEmpty() ? List.of() : tapes.insert(body.eqns()));
    eqns.addAll(backward.eqns());
    var yields = new ArrayList<>(primal);
    yields.addAll(backward.results());
    return new Region(params, eqns, yields);
  }

  /** Binds the reverse loop and gives its results to captured values, then to the initial values (one variable may be both). */
  private Eqn finish(Eqn e, List<Atom> inits, Flow flow, Op.For op) {
    List<Var> results = op.carries().stream().map(Var::like).toList();
    Eqn n = new Eqn(results, op);
    b.add(n);
    int first = e.op() instanceof Op.For l && op.body().params().contains(l.index()) ? l.init().size() : 0;
    int carries = flow.carries.size();
    for (int k = 0; k < flow.captured.size(); k++) ct.put(flow.captured.get(k), results.get(first + carries + k));
    for (int k = 0; k < carries; k++) give(inits.get(flow.positions.get(k)), results.get(first + k));
    return n;
  }

  // ---- branches ----

  private void reverseIf(Eqn e, Op.If i) {
    List<Var> captured = captured(i.then(), i.orElse());
    var seeds = new LinkedHashMap<Integer, Atom>();
    for (int k = 0; k < e.results().size(); k++) if (ct.containsKey(e.results().get(k))) seeds.put(k, ct.remove(e.results().get(k)));
    var consumed = new LinkedHashSet<>(FreeVars.consumedIn(i.then()));
    consumed.addAll(FreeVars.consumedIn(i.orElse()));
    var start = new HashMap<Var, Atom>();
    for (Var v : captured) if (ct.containsKey(v) || !consumed.contains(v)) start.put(v, takeOrZero(v));
    Region then = arm(e, i.then(), 0, seeds, captured, start);
    Region orElse = arm(e, i.orElse(), 1, seeds, captured, start);
    List<Var> results = captured.stream().map(v -> Var.fresh(cotangentName(v), v.type())).toList();
    b.add(new Eqn(results, new Op.If(i.cond(), then, orElse)));
    for (int k = 0; k < captured.size(); k++) ct.put(captured.get(k), results.get(k));
  }

  private Region arm(Eqn e, Region r, int arm, Map<Integer, Atom> seeds, List<Var> captured, Map<Var, Atom> start) {
    Map<Var, Atom> outer = ct;
    ct = new HashMap<>(start);
    depth++;
    Region back = b.region(List.of(), () -> {
      seeds.forEach((k, seed) -> give(r.results().get(k), seed));
      reverse(r.eqns());
      return captured.stream().map(this::takeOrZero).toList();
    });
    depth--;
    ct = outer;
    return new Residuals(r, tapes, Map.of(), known, b).close(Tidy.region(back), v -> tapes.lift(e, arm, v), home -> home);
  }

  // ---- cotangents ----

  private boolean isActive(Atom a) {
    return a instanceof Var v && active.contains(v);
  }

  private void give(Atom a, Atom t) {
    if (!isActive(a) || isZero(t)) return;
    Var v = (Var) a;
    Atom old = ct.get(v);
    if (rows.containsKey(v)) add(v, List.of(), t);
    else if (old == null || isZero(old)) ct.put(v, t);
    else ct.put(v, v.type().isArray() ? b.addAt(old, List.of(), t) : b.named(cotangentName(v), Prim.ADD, old, t));
  }

  private static boolean isZero(Atom t) {
    return t instanceof Lit l && l.is(0);
  }

  /** Adds to the cotangent at these indices: a row has none of its own, but is part of its array's. */
  private void add(Var array, List<Atom> index, Atom t) {
    if (rows.get(array) instanceof Op.Load(var whole, var row)) {
      var path = new ArrayList<>(row);
      path.addAll(index);
      add((Var) whole, path, t);
    } else ct.put(array, b.addAt(takeOrZero(array), index, t));
  }

  /** The array that a borrowed row is part of; any other variable is its own. */
  private Var owner(Var v) {
    return rows.get(v) instanceof Op.Load(var whole, var row) ? owner((Var) whole) : v;
  }

  private Atom takeOrZero(Var v) {
    Atom t = ct.remove(v);
    if (t != null) return t;
    return v.type().isArray() ? shapes.zeros(v, cotangentName(v), b) : Lit.zero(v.type().kind());
  }

  private static String cotangentName(Atom a) {
    if (!(a instanceof Var v)) return "ct";
    return "ct" + v.name().substring(0, 1).toUpperCase(Locale.ROOT) + v.name().substring(1);
  }

  private static String valueName(Var tape) {
    return tape.type().rank() == 1 && tape.name().endsWith("Tape") ? tape.name().substring(0, tape.name().length() - 4) : tape.name();
  }
}
