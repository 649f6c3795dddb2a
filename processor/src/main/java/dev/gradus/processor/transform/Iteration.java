package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One iteration of a loop as a function of its index, of the elements that are its own and of the arrays that it adds to: what was the
 * whole array becomes the element, an access to it one with an index less, and what was the running total becomes what this iteration
 * adds to it.
 *
 * <p>The equations are taken over, not copied: the loop that they come from is to go.
 */
final class Iteration {
  private final Builder b = new Builder();
  private final Map<Var, CarriedScalar> totals = new HashMap<>();
  /** For each array, its element at the moment; for each total, what has been taken in. */
  private final Map<Var, Atom> now = new HashMap<>();
  private final Map<Var, CarriedArray> arrays = new HashMap<>();
  private final Map<Var, Atom> lengths = new HashMap<>();
  private final Map<Var, Atom> renamed = new HashMap<>();

  /**
   * @param arrays for each carry of whose elements each iteration has one, how it is used, or {@code null}
   * @param totals for each carry, what reduction it is, or {@code null}; a carry that is neither is added to
   * @param lengths the length of each array, or {@code null} if nobody asks for it
   */
  static Region of(Op.For l, List<CarriedArray> arrays, List<CarriedScalar> totals, List<Atom> lengths) {
    return new Iteration().region(l, arrays, totals, lengths);
  }

  private Region region(Op.For l, List<CarriedArray> carriedArrays, List<CarriedScalar> carriedTotals, List<Atom> outerLengths) {
    var params = new ArrayList<>(List.of(l.index()));
    var accumulators = new ArrayList<Var>();
    for (int k = 0; k < l.carries().size(); k++) {
      Var p = l.carries().get(k);
      CarriedArray array = carriedArrays.get(k);
      CarriedScalar total = carriedTotals.get(k);
      if (total != null) {
        total.values().forEach(v -> totals.put(v, total));
        now.put(p, total.identity());
        continue;
      }
      if (array == null) {
        accumulators.add(p);
        continue;
      }
      for (Var v : array.values()) {
        arrays.put(v, array);
        if (outerLengths.get(k) != null) lengths.put(v, outerLengths.get(k));
      }
      params.add(element(p));
    }
    params.addAll(accumulators);
    l.body().eqns().forEach(this::eqn);
    List<Atom> yields = l.body().results();
    var results = new ArrayList<Atom>();
    for (int k = 0; k < yields.size(); k++) if (arrays.containsKey(l.carries().get(k))) results.add(now.get((Var) yields.get(k)));
    for (int k = 0; k < yields.size(); k++) if (totals.containsKey(l.carries().get(k))) results.add(now.get((Var) yields.get(k)));
    for (int k = 0; k < yields.size(); k++) if (accumulators.contains(l.carries().get(k))) results.add(read(yields.get(k)));
    return new Region(params, b.close(), results);
  }

  /** A new variable for the element of the array that {@code v} is. */
  private Var element(Var v) {
    Var e = Var.like(v, v.type().row(1));
    now.put(v, e);
    return e;
  }

  private boolean isOwn(Atom a) {
    return a instanceof Var v && (arrays.containsKey(v) || totals.containsKey(v));
  }

  private boolean isArray(Atom a) {
    return a instanceof Var v && arrays.containsKey(v);
  }

  private boolean isTotal(Atom a) {
    return a instanceof Var v && totals.containsKey(v);
  }

  /** What now stands for the atom, be it an array, a total, or something else. */
  private Atom read(Atom a) {
    return isOwn(a) ? now.get((Var) a) : Substitute.atom(a, renamed);
  }

  private List<Atom> rest(List<Atom> index) {
    return index.subList(1, index.size()).stream().map(this::read).toList();
  }

  private void eqn(Eqn e) {
    switch (e.op()) {
      case Op.Load(var array, var index) when isArray(array) -> {
        if (index.size() == 1) renamed.put(e.result(), read(array));
        else b.add(new Eqn(e.results(), new Op.Load(read(array), rest(index))));
      }
      case Op.Length(var array, var index) when isArray(array) -> {
        if (index.isEmpty()) renamed.put(e.result(), lengths.get((Var) array));
        else b.add(new Eqn(e.results(), new Op.Length(read(array), rest(index))));
      }
      case Op.Store(var array, var index, var value) when isArray(array) -> {
        if (index.size() == 1) now.put(e.result(), read(value));
        else b.add(new Eqn(element(e.result()), new Op.Store(read(array), rest(index), read(value))));
      }
      case Op.AddAt(var array, var index, var value) when isArray(array) -> {
        Atom old = read(array);
        if (old.type().isArray()) b.add(new Eqn(element(e.result()), new Op.AddAt(old, rest(index), read(value))));
        else now.put(e.result(), b.named(e.result().name(), Prim.ADD, old, read(value)));
      }
      case Op.Apply(var prim, var args) when isTotal(e.result()) -> now.put(e.result(), takenIn(totals.get(e.result()), prim, args));
      case Op.Apply(var prim, var args) when totals.values().stream().anyMatch(t -> t.comparisons().contains(e.result())) -> {}
      case Op.If(var cond, var then, var orElse) when isTotal(cond) -> {
        Region asked = totals.get((Var) cond).by() == Prim.OR ? orElse : then;
        asked.eqns().forEach(this::eqn);
        now.put(e.result(), taken(totals.get((Var) cond), cond, asked.results().getFirst(), v -> v));
      }
      case Op.If(var cond, var then, var orElse) -> {
        Region t = region(then, then.params());
        Region o = region(orElse, orElse.params());
        b.add(new Eqn(results(e), new Op.If(read(cond), t, o)));
      }
      case Op.For l -> {
        var params = new ArrayList<>(List.of(l.index()));
        params.addAll(carries(l.carries()));
        List<Atom> init = l.init().stream().map(this::read).toList();
        b.add(new Eqn(results(e), new Op.For(read(l.lo()), read(l.hi()), l.down(), init, region(l.body(), params))));
      }
      case Op.While(var init, var cond, var body) -> {
        Region c = region(cond, carries(cond.params()));
        b.add(new Eqn(results(e), new Op.While(init.stream().map(this::read).toList(), c, region(body, carries(body.params())))));
      }
      case Op.Each each -> {
        List<Atom> starts = each.starts().stream().map(this::read).toList();
        Region body = region(each.body(), carries(each.body().params()));
        b.add(new Eqn(results(e), each.with(read(each.lo()), read(each.hi()), starts, body)));
      }
      case Op op -> b.add(new Eqn(e.results(), op.map(this::read, r -> region(r, r.params()))));
    }
  }

  private Region region(Region r, List<Var> params) {
    return b.region(params, () -> {
      r.eqns().forEach(this::eqn);
      return r.results().stream().map(this::read).toList();
    });
  }

  private List<Var> carries(List<Var> params) {
    return params.stream().map(p -> isArray(p) ? element(p) : isTotal(p) ? total(p) : p).toList();
  }

  private List<Var> results(Eqn e) {
    return carries(e.results());
  }

  private Var total(Var v) {
    Var t = Var.like(v);
    now.put(v, t);
    return t;
  }

  // ---- totals ----

  private Atom takenIn(CarriedScalar total, Prim prim, List<Atom> x) {
    return switch (prim) {
      case SUB -> taken(total, x.get(0), x.get(1), v -> b.neg(v));
      case SELECT -> {
        boolean choice = isTotal(x.get(1)) && isTotal(x.get(2));
        if (choice) yield b.select(read(x.get(0)), read(x.get(1)), read(x.get(2)));
        yield isTotal(x.get(1)) ? taken(total, x.get(1), x.get(2), v -> v) : taken(total, x.get(2), x.get(1), v -> v);
      }
      default -> isTotal(x.get(0)) ? taken(total, x.get(0), x.get(1), v -> v) : taken(total, x.get(1), x.get(0), v -> v);
    };
  }

  private Atom taken(CarriedScalar total, Atom before, Atom value, Function<Atom, Atom> sign) {
    Atom v = sign.apply(read(value));
    Atom old = read(before);
    return old instanceof Lit l && l.equals(total.identity()) ? v : b.apply(total.by(), old, v);
  }
}
