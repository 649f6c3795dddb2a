package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Op.Contract.Labels;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.random.Scope.Extent;
import dev.gradus.processor.ir.random.Scope.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps, reductions, sums into arrays and contractions over what a program has: in place and into fresh arrays, over elements and over rows,
 * which the body writes, swaps with others or replaces; over parts of the indices; one within the other.
 */
final class Maps {
  private final RandomFuncs g;
  private final Builder b;

  Maps(RandomFuncs g) {
    this.g = g;
    this.b = g.b;
  }

  void any(Scope s, int depth) {
    g.enter();
    switch (g.random.nextInt(8)) {
      case 0, 1, 2 -> map(s, depth);
      case 3, 4 -> reduce(s, depth);
      case 5, 6 -> sums(s, depth);
      default -> contract(s);
    }
    g.leave();
  }

  private void map(Scope s, int depth) {
    RandomFuncs.Range range = range(s);
    List<Place> into = into(s, range.extent());
    s.places.add(new Place(Kind.F64, Extent.N, null, b.newArray("w", new ValueType(Kind.F64, 1), g.n), true));
    Scope in = new Scope(s);
    in.places.removeIf(p -> into.stream().anyMatch(q -> q.now.equals(p.now)));
    in.places.forEach(p -> p.owned = false);
    List<Var> out = b.map("i", range.lo(), range.hi(), into.stream().map(p -> p.now).toList(), (i, elements) -> {
      range.declare(in, i);
      var rows = new ArrayList<Place>();
      for (int k = 0; k < into.size(); k++) {
        Place p = into.get(k);
        rows.add(p.isVector() ? null : new Place(p.kind, p.inner, null, elements.get(k), true));
        if (p.isVector()) in.numbers(p.kind).add(elements.get(k));
        else in.places.add(rows.getLast());
      }
      g.steps(in, depth - 1, 1 + g.random.nextInt(3));
      if (rows.size() == 2 && rows.get(0) != null && rows.get(1) != null && rows.get(0).isLike(rows.get(1)) && g.chance(0.3)) swap(rows.get(0), rows.get(1));
      var values = new ArrayList<Atom>();
      for (int k = 0; k < into.size(); k++) values.add(into.get(k).isVector() ? number(in, into.get(k).kind, elements.get(k)) : row(in, rows.get(k)));
      return values;
    });
    for (int k = 0; k < into.size(); k++) into.get(k).now = out.get(k);
  }

  private static void swap(Place p, Place o) {
    Var was = p.now;
    p.now = o.now;
    o.now = was;
  }

  private Atom number(Scope in, Kind kind, Var old) {
    return g.chance(0.15) ? old : g.formulas.number(in, kind);
  }

  private Atom row(Scope in, Place row) {
    List<Place> alike = in.places.stream().filter(row::isLike).toList();
    return alike.isEmpty() || g.chance(0.85) ? row.now : b.copy(g.pick(alike).now);
  }

  /** Owned arrays of that length, or a fresh one. */
  private List<Place> into(Scope s, Extent outer) {
    List<Place> owned = s.owned().stream().filter(p -> p.outer == outer && g.chance(p.isVector() ? 0.4 : 0.8)).toList();
    if (!owned.isEmpty() && g.chance(0.8)) return owned.subList(Math.max(0, owned.size() - 2), owned.size());
    Place fresh = new Place(Kind.F64, outer, null, b.newArray("w", new ValueType(Kind.F64, 1), g.length(outer)), true);
    s.places.add(fresh);
    return List.of(fresh);
  }

  private RandomFuncs.Range range(Scope s) {
    RandomFuncs.Range range = g.range(s);
    return g.mayTrap && g.chance(0.1) ? new RandomFuncs.Range(range.lo(), g.pick(s.ints), range.extent(), false, false, g) : range;
  }

  private void reduce(Scope s, int depth) {
    RandomFuncs.Range range = range(s);
    Scope in = new Scope(s);
    in.places.forEach(p -> p.owned = false);
    List<Prim> by = g.chance(0.3) ? List.of(g.pick(List.of(Prim.MAX, Prim.MIN)), Prim.ADD) : List.of(g.pick(List.of(Prim.ADD, Prim.ADD, Prim.MUL)));
    List<Atom> init = by.stream().map(_ -> g.formulas.old(s, Kind.F64)).toList();
    s.reals.addAll(b.reduce("i", range.lo(), range.hi(), by.stream().map(_ -> "r").toList(), by, init, i -> {
      range.declare(in, i);
      g.steps(in, depth - 1, 1 + g.random.nextInt(2));
      return by.stream().map(_ -> g.formulas.number(in, Kind.F64)).toList();
    }));
  }

  /** Everything at once: an array that iterations add to, here and there, and perhaps a fresh one that they fill, and a total. */
  private void sums(Scope s, int depth) {
    RandomFuncs.Range range = range(s);
    List<Place> owned = s.owned().stream().filter(p -> p.kind == Kind.F64).toList();
    if (owned.isEmpty()) return;
    Place sum = g.pick(owned);
    boolean fills = g.chance(0.4);
    boolean totals = g.chance(0.4);
    List<Var> into = fills ? List.of(b.newArray("w", new ValueType(Kind.F64, 1), g.length(range.extent()))) : List.of();
    Scope in = new Scope(s);
    in.places.removeIf(p -> p.now.equals(sum.now));
    in.places.forEach(p -> p.owned = false);
    List<Prim> by = totals ? List.of(Prim.ADD) : List.of();
    List<Atom> init = totals ? List.of(Lit.of(0.0)) : List.of();
    List<Var> out = b.each("i", range.lo(), range.hi(), into, totals ? List.of("r") : List.of(), by, init, List.of(sum.now), (i, elements, accumulators) -> {
      range.declare(in, i);
      g.steps(in, depth - 1, 1 + g.random.nextInt(2));
      var yields = new ArrayList<Atom>();
      if (fills) yields.add(g.formulas.number(in, Kind.F64));
      if (totals) yields.add(g.formulas.number(in, Kind.F64));
      yields.add(added(in, sum, accumulators.getFirst()));
      return yields;
    });
    sum.now = out.getLast();
    if (totals) s.reals.add(out.get(into.size()));
    if (fills) s.places.add(new Place(Kind.F64, range.extent(), null, out.getFirst(), true));
  }

  /** The accumulator after an addition; in a branch, in a loop, or in an operation of its own. */
  private Var added(Scope in, Place sum, Var accumulator) {
    Atom number = b.mul(g.formulas.number(in, Kind.F64), Lit.of(0.25));
    return switch (g.random.nextInt(6)) {
      case 0 -> b.branch(b.lt(number, Lit.of(0.125)), List.of("w"), () -> List.of(addition(in, sum, accumulator, number)), () -> List.of(accumulator)).getFirst();
      case 1 -> b.loop("j", Lit.of(0), Lit.of(Scope.SIDE), false, List.of("w"), List.of(accumulator), (j, c) -> {
        Scope inner = new Scope(in);
        inner.sides.add(j);
        return List.of(addition(inner, sum, (Var) c.getFirst(), number));
      }).getFirst();
      case 2 -> b.each("j", Lit.of(0), Lit.of(Scope.SIDE), List.of(), List.of(), List.of(), List.of(), List.of(accumulator), (j, elements, inner) -> {
        Scope scope = new Scope(in);
        scope.sides.add(j);
        return List.of(addition(scope, sum, inner.getFirst(), number));
      }).getFirst();
      case 3 -> addition(in, sum, addition(in, sum, accumulator, number), Lit.of(0.125));
      default -> addition(in, sum, accumulator, number);
    };
  }

  private Var addition(Scope in, Place sum, Var accumulator, Atom number) {
    List<Atom> index = g.indexInto(in, sum);
    return index == null ? accumulator : b.addAt(accumulator, index, number);
  }

  private void contract(Scope s) {
    Labels labels = Labels.of(g.pick(List.of("ik,k->i", "ki,k->i", "ki,kj->ij", "i,j->ij", "i,i->i")));
    Place left = place(s, labels.left().length() == 1 ? null : Extent.SIDE, null);
    Extent first = left.outer;
    Extent second = left.inner;
    Extent k = labels.left().startsWith("k") ? first : second;
    Extent wanted = switch (labels.toString()) {
      case "i,j->ij" -> Extent.SIDE;
      case "i,i->i" -> first;
      default -> k;
    };
    Place right = place(s, labels.right().length() == 1 ? null : Extent.SIDE, wanted);
    var extents = new ArrayList<Atom>();
    for (char l : labels.all()) {
      int at = labels.left().indexOf(l);
      extents.add(g.length(at == 0 ? first : at == 1 ? second : labels.right().indexOf(l) == 0 ? right.outer : right.inner));
    }
    List<Atom> dims = labels.result().chars().mapToObj(l -> extents.get(labels.all().indexOf((char) l))).toList();
    ValueType type = new ValueType(Kind.F64, dims.size());
    Var into = b.newArray("w", type, dims.toArray(Atom[]::new));
    Var product = b.bind("w", type, new Op.Contract(labels, extents, into, left.now, right.now));
    Extent outer = dims.getFirst().equals(g.n) ? Extent.N : Extent.SIDE;
    if (dims.size() == 1 || dims.get(1).equals(Lit.of(Scope.SIDE))) s.places.add(new Place(Kind.F64, outer, dims.size() == 1 ? null : Extent.SIDE, product, true));
  }

  /** An array of that shape, made if there is none; {@code null} for {@code outer} is any. */
  private Place place(Scope s, Extent inner, Extent outer) {
    List<Place> all = s.places.stream().filter(p -> p.kind == Kind.F64 && p.inner == inner && (outer == null || p.outer == outer)).toList();
    if (!all.isEmpty()) return g.pick(all);
    Atom length = g.length(outer == null ? Extent.N : outer);
    ValueType type = new ValueType(Kind.F64, inner == null ? 1 : 2);
    Var v = inner == null ? b.newArray("w", type, length) : b.newArray("w", type, length, g.length(inner));
    Place fresh = new Place(Kind.F64, outer == null ? Extent.N : outer, inner, v, true);
    s.places.add(fresh);
    return fresh;
  }
}
