package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which arrays of a region have the same shape for certain, and which at least the same outer length: each array is traced to the
 * allocation, parameter or row it got its shape from, and parameters of one group to the first of it. Stores of elements keep the shape; a
 * stored row keeps the outer length only; a loop carry keeps what every iteration keeps.
 *
 * <p>Method: one walk forwards. A carry is first taken to keep its initial value's shape; where the body disproves that the loop is walked
 * again with less assumed. What was disproved once stays so, hence few repetitions even for nested loops.
 */
final class ShapeRoots {
  /** What a carry keeps of its initial value. */
  private enum Keeps { SHAPE, LENGTH, NOTHING }

  private final Map<Var, Var> shape = new HashMap<>();
  private final Map<Var, Var> extent = new HashMap<>();
  private final Map<Var, Op> definition = new HashMap<>();
  private final Map<Var, Keeps> carries = new HashMap<>();

  private ShapeRoots() {}

  static ShapeRoots of(Region r) {
    ShapeRoots s = new ShapeRoots();
    s.params(r.params());
    s.region(r);
    return s;
  }

  /** The array of the same shape that all arrays known to share it are traced to; it is in scope wherever {@code array} is. */
  Var root(Atom array) {
    return shape.getOrDefault((Var) array, (Var) array);
  }

  /** The same for the outer length alone. */
  Var lengthRoot(Atom array) {
    return extent.getOrDefault((Var) array, (Var) array);
  }

  /** The allocation that gave {@code array} its shape, all dimensions known, or {@code null}. */
  Op.NewArray allocation(Atom array) {
    return definition(root(array)) instanceof Op.NewArray a && a.dims().size() == a.type().rank() ? a : null;
  }

  /** What binds the variable: {@code null} for parameters of functions and regions. */
  Op definition(Var v) {
    return definition.get(v);
  }

  private void params(List<Var> params) {
    var first = new HashMap<Integer, Var>();
    for (Var p : params) if (p.group() != 0) extent.put(p, first.computeIfAbsent(p.group(), _ -> p));
  }

  private void region(Region r) {
    for (Eqn e : r.eqns()) {
      for (Var v : e.results()) definition.put(v, e.op());
      switch (e.op()) {
        case Op.If(var cond, var then, var orElse) -> {
          region(then);
          region(orElse);
          for (int k = 0; k < e.results().size(); k++) merge(e.results().get(k), then.results().get(k), orElse.results().get(k));
        }
        case Op.For(var lo, var hi, var down, var init, var body) ->
            loop(e, init, List.of(body), body.params().subList(1, body.params().size()));
        case Op.While(var init, var cond, var body) -> loop(e, init, List.of(cond, body), body.params());
        case Op.Store(var array, var index, var value) -> {
          if (value.type().isArray()) sameLength(e.result(), array);
          else same(e.result(), array);
        }
        case Op.AddAt(var array, var index, var value) -> same(e.result(), array);
        case Op.ZerosLike(var array) -> same(e.result(), array);
        case Op.Copy(var array) -> same(e.result(), array);
        case Op.Each each -> each(e, each);
        case Op.Contract c -> same(e.result(), c.into());
        case Op.Apply _, Op.Load _, Op.NewArray _, Op.Table _, Op.Length _, Op.Grow _, Op.Throw _,
            Op.Call _ -> e.results().forEach(this::own);
      }
    }
  }

  /** Rows that the body keeps in shape keep that of the whole; an accumulator keeps its own. */
  private void each(Eqn e, Op.Each each) {
    each.elements().forEach(this::own);
    for (int k = 0; k < each.add().size(); k++) same(each.accumulators().get(k), each.add().get(k));
    region(each.body());
    for (int k = 0; k < e.results().size(); k++) {
      Atom value = each.body().results().get(k);
      if (!value.type().isArray() || root(value).equals(root(each.param(k)))) same(e.results().get(k), each.starts().get(k));
      else sameLength(e.results().get(k), each.starts().get(k));
    }
  }

  private void loop(Eqn e, List<Atom> init, List<Region> regions, List<Var> params) {
    Region body = regions.getLast();
    boolean held;
    do {
      for (int k = 0; k < init.size(); k++) {
        assume(params.get(k), init.get(k));
        if (regions.size() > 1) same(regions.getFirst().params().get(k), params.get(k));
      }
      regions.forEach(this::region);
      held = true;
      for (int k = 0; k < init.size(); k++) held &= holds(params.get(k), body.results().get(k));
    } while (!held);
    for (int k = 0; k < init.size(); k++) {
      switch (carries.getOrDefault(params.get(k), Keeps.SHAPE)) {
        case SHAPE -> same(e.results().get(k), init.get(k));
        case LENGTH -> sameLength(e.results().get(k), init.get(k));
        case NOTHING -> own(e.results().get(k));
      }
    }
  }

  private void assume(Var param, Atom init) {
    switch (carries.getOrDefault(param, Keeps.SHAPE)) {
      case SHAPE -> same(param, init);
      case LENGTH -> sameLength(param, init);
      case NOTHING -> own(param);
    }
  }

  /** Whether the carry keeps what it was assumed to; if not, less is assumed from now on. */
  private boolean holds(Var param, Atom result) {
    if (!param.type().isArray()) return true;
    Keeps assumed = carries.getOrDefault(param, Keeps.SHAPE);
    boolean holds = switch (assumed) {
      case SHAPE -> root(result).equals(root(param));
      case LENGTH -> lengthRoot(result).equals(lengthRoot(param));
      case NOTHING -> true;
    };
    if (!holds) carries.put(param, lengthRoot(result).equals(lengthRoot(param)) && assumed == Keeps.SHAPE ? Keeps.LENGTH : Keeps.NOTHING);
    return holds;
  }

  private void merge(Var v, Atom a, Atom b) {
    if (!v.type().isArray()) return;
    if (root(a).equals(root(b))) same(v, a);
    else if (lengthRoot(a).equals(lengthRoot(b))) sameLength(v, a);
    else own(v);
  }

  private void own(Var v) {
    if (!v.type().isArray()) return;
    shape.put(v, v);
    extent.put(v, v);
  }

  private void same(Var v, Atom like) {
    if (!v.type().isArray()) return;
    shape.put(v, root(like));
    extent.put(v, lengthRoot(like));
  }

  private void sameLength(Var v, Atom like) {
    if (!v.type().isArray()) return;
    shape.put(v, v);
    extent.put(v, lengthRoot(like));
  }
}
