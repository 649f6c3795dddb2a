package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How the iterations of a loop use an array that the loop carries: which of its values there are, and what is read and written where. Says
 * nothing of arrays that are used in another way than element by element (or row by row).
 */
final class CarriedArray {
  /** What is done to an element. */
  enum Kind { READ, WRITTEN, ADDED }

  /** {@code always}: in every iteration. */
  record Access(Eqn eqn, Kind kind, List<Atom> index, boolean always) {}

  private final int rank;
  private final Set<Var> values = new HashSet<>();
  private final List<Access> accesses = new ArrayList<>();
  private boolean measured;
  private boolean whole;

  private CarriedArray(Var carry) {
    rank = carry.type().rank();
    values.add(carry);
  }

  /** Follows carry number {@code k}; {@code null} if it leads elsewhere. */
  static CarriedArray of(Op.For l, int k) {
    CarriedArray c = new CarriedArray(l.carries().get(k));
    if (!c.region(l.body(), true)) return null;
    List<Atom> yields = l.body().results();
    for (int j = 0; j < yields.size(); j++) if (c.is(yields.get(j)) != (j == k)) return null;
    return c;
  }

  int rank() {
    return rank;
  }

  /** All values that the array takes on within an iteration. */
  Set<Var> values() {
    return values;
  }

  /** In the order of the text. */
  List<Access> accesses() {
    return accesses;
  }

  /** Whether iterations do nothing to the array but add to it. */
  boolean isAddedTo() {
    return accesses.stream().allMatch(a -> a.kind == Kind.ADDED);
  }

  Access firstWrite() {
    return accesses.stream().filter(a -> a.kind != Kind.READ).findFirst().orElseThrow();
  }

  /** Whether an iteration adds to the whole of it, and not only here and there. */
  boolean isWhole() {
    return whole;
  }

  /** Whether an iteration asks for the length of the whole. */
  boolean isMeasured() {
    return measured;
  }

  private boolean is(Atom a) {
    return a instanceof Var v && values.contains(v);
  }

  private boolean region(Region r, boolean always) {
    for (Eqn e : r.eqns()) if (FreeVars.of(e).stream().anyMatch(values::contains) && !eqn(e, always)) return false;
    return true;
  }

  private boolean eqn(Eqn e, boolean always) {
    return switch (e.op()) {
      case Op.Load(var array, var index) -> access(e, Kind.READ, array, index, always);
      case Op.Length(var array, var index) when index.isEmpty() -> measured = true;
      case Op.Length(var array, var index) -> access(e, Kind.READ, array, index, always);
      case Op.Store(var array, var index, var value) -> !is(value) && access(e, Kind.WRITTEN, array, index, always);
      case Op.AddAt(var array, var index, var value) -> !is(value) && (index.isEmpty() ? whole(array, e) : access(e, Kind.ADDED, array, index, always));
      case Op.If(var cond, var then, var orElse) -> region(then, false) && region(orElse, false)
          && merge(e, then.results(), orElse.results());
      case Op.For l -> loop(e, l.init(), List.of(l.carries()), List.of(l.body()));
      case Op.While(var init, var cond, var body) -> loop(e, init, List.of(cond.params(), body.params()), List.of(cond, body));
      case Op.Each each -> each(e, each);
      case Op.Contract c -> !is(c.left()) && !is(c.right()) && whole(c.into(), e);
      case Op.Apply _, Op.NewArray _, Op.Table _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _ -> false;
    };
  }

  /**
   * To an array that it adds to it may go on adding, but not to a single element, which is no array; of one whose elements it replaces
   * nothing is known.
   */
  private boolean each(Eqn e, Op.Each each) {
    if (each.into().stream().anyMatch(this::is)) return false;
    int first = e.results().size() - each.add().size();
    for (int k = 0; k < each.add().size(); k++) {
      if (!is(each.add().get(k))) continue;
      values.add(each.accumulators().get(k));
      whole |= rank == 1;
    }
    if (!region(each.body(), false)) return false;
    return merge(e, each.starts(), each.body().results()) && IntStream.range(0, first).noneMatch(k -> is(each.body().results().get(k)));
  }

  /** Something is added to the whole of it. */
  private boolean whole(Atom array, Eqn e) {
    whole = true;
    values.add(e.result());
    return is(array);
  }

  private boolean access(Eqn e, Kind kind, Atom array, List<Atom> index, boolean always) {
    if (!is(array)) return false;
    accesses.add(new Access(e, kind, index, always));
    if (kind != Kind.READ) values.add(e.result());
    return true;
  }

  private boolean merge(Eqn e, List<Atom> a, List<Atom> b) {
    for (int k = 0; k < a.size(); k++) {
      if (is(a.get(k)) != is(b.get(k))) return false;
      if (is(a.get(k))) values.add(e.results().get(k));
    }
    return true;
  }

  private boolean loop(Eqn e, List<Atom> init, List<List<Var>> params, List<Region> regions) {
    for (int k = 0; k < init.size(); k++) {
      if (!is(init.get(k))) continue;
      for (List<Var> p : params) values.add(p.get(k));
    }
    for (Region r : regions) if (!region(r, false)) return false;
    return merge(e, init, regions.getLast().results());
  }
}
