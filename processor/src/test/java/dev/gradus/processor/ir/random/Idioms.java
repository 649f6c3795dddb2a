package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.ConstantArray;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Op.Throw.Part;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.random.Scope.Extent;
import dev.gradus.processor.ir.random.Scope.Place;
import java.util.List;

/**
 * The shapes of code that the analyses of reverse mode decide about, each with small variations that sit on the edge of being right: prefix
 * recurrences that read one to the left, here or right; elimination; independent outer iterations around inner loops; scratch arrays filled
 * afresh; counters; indices from an array; fresh, ragged and replaced rows; buffers that swap, of unlike lengths too.
 */
final class Idioms {
  private static final ValueType VECTOR = new ValueType(Kind.F64, 1);
  private static final ValueType MATRIX = new ValueType(Kind.F64, 2);
  private static final Lit ZERO = Lit.of(0);
  private static final Lit ONE = Lit.of(1);
  private static final Lit SIDE = Lit.of(Scope.SIDE);

  private final RandomFuncs g;
  private final Builder b;

  Idioms(RandomFuncs g) {
    this.g = g;
    this.b = g.b;
  }

  void any(Scope s, int depth) {
    g.enter();
    switch (g.random.nextInt(13)) {
      case 0, 1 -> prefix(s);
      case 7 -> scatter(s);
      case 8 -> uneven(s);
      case 9 -> unevenRows(s);
      case 2 -> elimination(s);
      case 3 -> independentIterations(s);
      case 4 -> scratch(s, depth);
      case 5 -> countedCells(s);
      case 6 -> ragged(s);
      case 10 -> guard(s);
      case 11 -> replacedRows(s);
      default -> pingPong(s);
    }
    g.leave();
  }

  /** Constants that must never be written. */
  Place table() {
    Object weights = g.chance(0.5) ? new double[] {0.5, -0.25, 1.5} : new double[][] {{1, 0.5, 0.25}, {0.5, 0.25, 1}, {-1, 2, 0.75}};
    ValueType type = weights instanceof double[] ? VECTOR : MATRIX;
    return new Place(Kind.F64, Extent.SIDE, type == MATRIX ? Extent.SIDE : null, b.table("w", ConstantArray.of(type, weights)), false);
  }

  private Place vector(Scope s, boolean owned) {
    List<Place> all = s.places.stream()
        .filter(p -> p.isVector() && p.kind == Kind.F64 && p.outer == Extent.N && (p.owned || !owned)).toList();
    if (!all.isEmpty()) return g.pick(all);
    Place p = new Place(Kind.F64, Extent.N, null, b.copy(vector(s, false).now), true);
    s.places.add(p);
    return p;
  }

  /** {@code total + sum a[i] * (1 + sin a[i])}. */
  Atom sum(Place p, Atom total) {
    return b.loop("i", ZERO, g.length(p.outer), false, List.of("s"), List.of(total), (i, c) -> {
      Atom a = b.load(p.now, i);
      return List.of(b.add(c.getFirst(), b.mul(a, b.add(Lit.of(1.0), b.sin(a)))));
    }).getFirst();
  }

  /** {@code a[i + d] op= f(a[i + e])} with d, e among -1, 0, 1. */
  private void prefix(Scope s) {
    Place p = vector(s, true);
    int at = g.random.nextInt(-1, 2);
    int from = g.random.nextInt(-1, 2);
    boolean left = Math.min(at, from) < 0;
    boolean right = Math.max(at, from) > 0;
    Atom hi = right ? b.sub(g.n, ONE) : g.n;
    boolean adds = g.chance(0.3);
    boolean down = g.chance(0.25);
    p.now = b.loop("i", left ? ONE : ZERO, hi, down, List.of(p.now.name()), List.of(p.now), (i, c) -> {
      Var a = c.getFirst();
      Atom to = shift(i, at);
      Atom x = b.load("e", a, List.of(shift(i, from)));
      if (adds) return List.of(b.addAt(a, List.of(to), b.mul(b.sin(x), Lit.of(0.5))));
      Atom old = b.load("e", a, List.of(to));
      Atom v = g.chance(0.5) ? b.mul(old, b.apply(Prim.TANH, x)) : b.sin(b.mul(old, b.add(x, Lit.of(0.25))));
      Var stored = b.store(a, List.of(to), v);
      return List.of(g.chance(0.2) ? b.addAt(stored, List.of(i), b.mul(x, Lit.of(0.25))) : stored);
    }).getFirst();
  }

  private Atom shift(Atom i, int d) {
    return d == 0 ? i : d < 0 ? b.sub(i, Lit.of(-d)) : b.add(i, Lit.of(d));
  }

  /** Rows below the pivot row lose a multiple of it; the first column read is the pivot's or, wrongly for finality, one later. */
  private void elimination(Scope s) {
    Var fresh = b.newArray("g", MATRIX, SIDE, SIDE);
    Atom x = g.formulas.old(s, Kind.F64);
    Atom filled = b.loop("i", ZERO, SIDE, false, List.of("g"), List.of(fresh), (i, c) -> List.of(
        b.loop("j", ZERO, SIDE, false, List.of("g"), List.of(c.getFirst()), (j, d) -> List.of(
            b.store(d.getFirst(), List.of(i, j), b.sin(b.add(x, b.convert(b.add(b.mul(i, Lit.of(2)), j), Kind.F64))))))
            .getFirst())).getFirst();
    int first = g.random.nextInt(2);
    int column = g.random.nextInt(2);
    Var done = b.loop("k", ZERO, b.sub(SIDE, ONE), false, List.of("g"), List.of(filled), (k, c) -> List.of(
        b.loop("i", b.add(k, ONE), SIDE, false, List.of("g"), List.of(c.getFirst()), (i, d) -> {
          Atom pivot = b.load("pivot", d.getFirst(), List.of(k, k));
          Atom f = b.div(b.load("f", d.getFirst(), List.of(i, k)), b.add(Lit.of(1.5), b.mul(pivot, pivot)));
          return List.of(b.loop("j", shift(k, column), SIDE, false, List.of("g"), List.of(d.getFirst()), (j, e) -> {
            Atom v = b.mul(f, b.load("u", e.getFirst(), List.of(k, j)));
            if (first == 0) return List.of(b.addAt(e.getFirst(), List.of(i, j), b.neg(v)));
            return List.of(b.store(e.getFirst(), List.of(i, j), b.sub(b.load("u", e.getFirst(), List.of(i, j)), v)));
          }).getFirst());
        }).getFirst())).getFirst();
    s.reals.add(b.load("d", done, List.of(Lit.of(2), Lit.of(2))));
    s.places.add(new Place(Kind.F64, Extent.SIDE, Extent.SIDE, done, true));
  }

  /** As in a mixture of Gaussians: each outer iteration reads shared arrays, runs inner loops and adds to one total. */
  private void independentIterations(Scope s) {
    Place a = vector(s, false);
    Place c = vector(s, false);
    Atom x = g.formulas.old(s, Kind.F64);
    boolean squared = g.chance(0.5);
    boolean dependent = g.chance(0.2);
    List<Var> out = b.loop("i", ZERO, g.n, false, List.of("total", "last"), List.of(Lit.of(0.0), x), (i, t) -> {
      Atom ai = b.load(a.now, i);
      Atom inner = b.loop("j", ZERO, g.chance(0.3) ? i : g.n, false, List.of("s"), List.of(Lit.of(0.0)), (j, q) -> {
        Atom d = b.sub(ai, b.load(c.now, j));
        return List.of(b.add(q.getFirst(), b.apply(Prim.EXP, squared ? b.neg(b.mul(d, d)) : b.sin(b.mul(d, dependent ? t.getLast() : x)))));
      }).getFirst();
      Atom v = b.log(b.add(Lit.of(1.0), inner));
      return List.of(b.add(t.getFirst(), v), b.mul(v, Lit.of(0.5)));
    });
    s.reals.addAll(out);
  }

  /** A buffer made outside the loop, (almost) filled afresh in each iteration before it is read. */
  private void scratch(Scope s, int depth) {
    Var buffer = b.newArray("t", VECTOR, SIDE);
    Place a = vector(s, true);
    int from = g.chance(0.25) ? 1 : 0;
    Atom x = g.formulas.old(s, Kind.F64);
    List<Var> out = b.loop("i", ZERO, g.n, false, List.of("t", a.now.name(), "s"), List.of(buffer, a.now, Lit.of(0.0)), (i, c) -> {
      Atom ai = b.load(c.get(1), i);
      Var filled = b.loop("j", Lit.of(from), SIDE, false, List.of("t"), List.of(c.getFirst()), (j, d) ->
          List.of(b.store(d.getFirst(), List.of(j), b.sin(b.mul(ai, b.add(x, b.convert(j, Kind.F64))))))).getFirst();
      Atom sum = b.loop("j", ZERO, SIDE, false, List.of("s"), List.of(c.get(2)), (j, d) -> {
        Atom t = b.load(filled, j);
        return List.of(b.add(b.mul(d.getFirst(), Lit.of(0.5)), b.mul(t, t)));
      }).getFirst();
      return List.of(filled, b.store(c.get(1), List.of(i), b.apply(Prim.TANH, sum)), sum);
    });
    a.now = out.get(1);
    s.reals.add(out.get(2));
    if (depth > 1) s.places.add(new Place(Kind.F64, Extent.SIDE, null, out.getFirst(), true));
  }

  /** A flat array of n times three cells, walked through by a counter {@code p++} that is no loop index. */
  private void countedCells(Scope s) {
    Var flat = b.newArray("flat", VECTOR, b.mul(g.n, SIDE));
    Atom x = g.formulas.old(s, Kind.F64);
    boolean skips = g.chance(0.4);
    List<Var> out = b.loop("i", ZERO, g.n, false, List.of("flat", "p", "s"), List.of(flat, ZERO, x), (i, c) ->
        b.loop("j", ZERO, SIDE, false, List.of("flat", "p", "s"), c, (j, d) -> {
          Var p = d.get(1);
          Atom v = b.sin(b.add(b.mul(d.get(2), Lit.of(0.75)), b.convert(j, Kind.F64)));
          Var stored = b.store(d.getFirst(), List.of(p), v);
          Atom e = b.load("e", stored, List.of(g.chance(0.5) ? p : b.add(b.mul(i, SIDE), j)));
          Atom next = skips ? b.branch(b.gt(v, Lit.of(0.0)), List.of("p"), () -> List.of(b.add(p, ONE)), () -> List.of(p)).getFirst()
              : b.add(p, ONE);
          return List.of(stored, next, b.mul(e, b.add(Lit.of(0.5), d.get(2))));
        }));
    s.reals.add(out.get(2));
    s.ints.add(out.get(1));
  }

  /** {@code if (x > bound) throw …}, sometimes in a loop, after and before accesses that may trap. */
  private void guard(Scope s) {
    Atom x = g.formulas.old(s, Kind.F64);
    Atom bound = Lit.of(!g.mayTrap ? Double.NaN : g.chance(0.2) ? 1.0 : 30.0);
    if (g.chance(0.5)) {
      check(b.gt(x, bound), Lit.of(-1), x);
      return;
    }
    Place p = vector(s, false);
    Place q = vector(s, true);
    boolean first = g.chance(0.5);
    List<Var> out = b.loop("i", ZERO, g.n, false, List.of("s", q.now.name()), List.of(x, q.now), (i, c) -> {
      Atom array = p == q ? c.getLast() : p.now;
      Atom before = first ? c.getFirst() : b.load("e", array, List.of(i));
      check(b.gt(b.mul(before, before), bound), i, before);
      Atom e = b.load("e", array, List.of(g.mayTrap && g.chance(0.5) ? ONE : i));
      Atom sum = b.sin(b.add(c.getFirst(), b.mul(e, before)));
      return List.of(sum, g.chance(0.5) ? c.getLast() : b.store(c.getLast(), List.of(g.chance(0.5) ? i : ZERO), sum));
    });
    s.reals.add(out.getFirst());
    q.now = out.getLast();
  }

  private void check(Atom bad, Atom at, Atom what) {
    List<Part> message = List.of(new Part.Text("at "), new Part.Scalar(at, false), new Part.Text(": "), new Part.Scalar(what, false));
    b.branch(bad, List.of(), () -> {
      b.add(new Eqn(List.of(), new Op.Throw("java.util.NoSuchElementException", message)));
      return List.of();
    }, List::of);
  }

  /** A triangle whose row i has i + 1 elements. */
  private void ragged(Scope s) {
    Var rows = b.newArray("tri", MATRIX, g.n);
    Atom x = g.formulas.old(s, Kind.F64);
    Var tri = b.loop("i", ZERO, g.n, false, List.of("tri"), List.of(rows), (i, c) -> {
      Var row = b.newArray("row", VECTOR, b.add(i, ONE));
      Var filled = b.loop("j", ZERO, b.add(i, ONE), false, List.of("row"), List.of(row), (j, d) -> List.of(
          b.store(d.getFirst(), List.of(j), b.sin(b.mul(x, b.convert(b.add(i, j), Kind.F64)))))).getFirst();
      return List.of(b.store(c.getFirst(), List.of(i), filled));
    }).getFirst();
    boolean writes = g.chance(0.5);
    List<Var> out = b.loop("i", ZERO, g.n, false, List.of("tri", "s"), List.of(tri, x), (i, c) ->
        b.loop("j", ZERO, b.length(c.getFirst(), i), false, List.of("tri", "s"), c, (j, d) -> {
          Atom e = b.load("e", d.getFirst(), List.of(i, j));
          Atom sum = b.add(b.mul(d.getLast(), Lit.of(0.5)), b.mul(e, e));
          Var after = writes ? b.store(d.getFirst(), List.of(i, j), b.sin(b.mul(sum, e))) : (Var) d.getFirst();
          return List.of(after, sum);
        }));
    s.reals.add(out.getLast());
  }

  /** Two buffers that trade places in every step of an outer loop. */
  private void pingPong(Scope s) {
    Place a = vector(s, true);
    Var other = b.zerosLike("next", a.now);
    boolean conditional = g.chance(0.3);
    Atom x = g.formulas.old(s, Kind.F64);
    List<Var> out = b.loop("step", ZERO, SIDE, false, List.of(a.now.name(), "next"), List.of(a.now, other), (step, c) -> {
      Var next = b.loop("i", ONE, b.sub(g.n, ONE), false, List.of("next"), List.of(c.getLast()), (i, d) -> {
        Atom sum = b.add(b.load(c.getFirst(), b.sub(i, ONE)), b.load(c.getFirst(), b.add(i, ONE)));
        return List.of(b.store(d.getFirst(), List.of(i), b.add(b.mul(b.load(c.getFirst(), i), Lit.of(0.5)), b.sin(b.mul(sum, x)))));
      }).getFirst();
      if (!conditional) return List.of(next, c.getFirst());
      return b.branch(b.lt(step, ONE), List.of("now", "next"), () -> List.of(next, c.getFirst()), () -> List.of(c.getFirst(), next));
    });
    a.now = out.getFirst();
    s.places.add(new Place(Kind.F64, Extent.N, null, out.getLast(), true));
  }

  /** Reads and writes through an array of indices, which is itself overwritten on the way. */
  private void scatter(Scope s) {
    Place a = vector(s, true);
    Place from = vector(s, false);
    Var order = b.loop("i", ZERO, g.n, false, List.of("order"), List.of(b.newArray("order", new ValueType(Kind.I32, 1), g.n)), (i, c) ->
        List.of(b.store(c.getFirst(), List.of(i),
            b.apply(Prim.FLOOR_MOD, b.add(b.mul(i, Lit.of(2)), Lit.of(g.random.nextInt(3))), g.n)))).getFirst();
    boolean adds = g.chance(0.5);
    boolean turns = g.chance(0.5);
    boolean reads = from != a && g.chance(0.5);
    List<Var> out = b.loop("i", ZERO, g.n, g.chance(0.2), List.of(a.now.name(), "order"), List.of(a.now, order), (i, c) -> {
      Var at = b.load("at", c.getLast(), List.of(i));
      Atom x = reads ? b.load(from.now, at) : b.load(c.getFirst(), b.sub(b.sub(g.n, ONE), at));
      Atom v = b.sin(b.add(x, Lit.of(0.25)));
      Var written = adds ? b.addAt(c.getFirst(), List.of(at), v) : b.store(c.getFirst(), List.of(at), b.mul(v, b.load(c.getFirst(), i)));
      return List.of(written, turns ? b.store(c.getLast(), List.of(at), i) : c.getLast());
    });
    a.now = out.getFirst();
  }

  /** Buffers of unlike lengths that trade places now and then, read and written at the end: whose length is a cotangent's? */
  private void uneven(Scope s) {
    Atom x = g.formulas.old(s, Kind.F64);
    Var u = b.newArray("u", VECTOR, b.add(g.n, ONE));
    Var v = b.newArray("v", VECTOR, g.chance(0.5) ? Lit.of(2) : b.add(g.n, SIDE));
    Atom bound = g.formulas.old(s, Kind.F64);
    boolean always = g.chance(0.4);
    s.reals.add(b.loop("step", ZERO, SIDE, false, List.of("u", "v", "s"), List.of(u, v, x), (step, c) -> {
      Var now = c.getFirst();
      Atom last = b.sub(b.length(now), ONE);
      Atom e = b.load("e", now, List.of(last));
      Atom next = b.sin(b.add(c.getLast(), b.add(e, Lit.of(0.5))));
      Var stored = g.chance(0.5) ? b.store(now, List.of(last), next) : b.addAt(now, List.of(last), next);
      if (always) return List.of(c.get(1), stored, next);
      List<Var> chosen = b.branch(b.lt(next, bound), List.of("u", "v"), () -> List.of(c.get(1), stored), () -> List.of(stored, c.get(1)));
      return List.of(chosen.getFirst(), chosen.getLast(), b.mul(next, b.load(chosen.getFirst(), ZERO)));
    }).getLast());
  }

  /** The same for arrays of rows. */
  private void unevenRows(Scope s) {
    Atom x = g.formulas.old(s, Kind.F64);
    Var u = b.newArray("u", MATRIX, b.add(g.n, ONE), Lit.of(2));
    Var v = b.newArray("v", MATRIX, Lit.of(2), b.add(g.n, SIDE));
    Atom bound = g.formulas.old(s, Kind.F64);
    boolean always = g.chance(0.5);
    s.reals.add(b.loop("step", ZERO, SIDE, false, List.of("u", "v", "s"), List.of(u, v, x), (step, c) -> {
      Var now = c.getFirst();
      List<Atom> last = List.of(b.sub(b.length(now), ONE), b.sub(b.length(now, ZERO), ONE));
      Atom next = b.sin(b.add(c.getLast(), b.add(b.load("e", now, last), Lit.of(0.5))));
      Var stored = b.store(now, last, next);
      if (always) return List.of(c.get(1), stored, next);
      List<Var> chosen = b.branch(b.lt(next, bound), List.of("u", "v"), () -> List.of(c.get(1), stored), () -> List.of(stored, c.get(1)));
      return List.of(chosen.getFirst(), chosen.getLast(), next);
    }).getLast());
  }

  /** Rows, absent ones at first perhaps, that give way to longer or shorter ones, or to copies of each other, after they have been read. */
  private void replacedRows(Scope s) {
    Atom x = g.formulas.old(s, Kind.F64);
    List<Place> given = s.places.stream().filter(p -> !p.isVector() && p.kind == Kind.F64 && p.outer == Extent.N).toList();
    Var start = !given.isEmpty() && g.chance(0.3) ? b.copy(g.pick(given).now) : absentRows(x);
    boolean mirrored = g.chance(0.3);
    boolean sometimes = g.chance(0.4);
    int way = g.random.nextInt(4);
    List<Var> out = b.loop("step", ZERO, Lit.of(2), false, List.of("rep", "s"), List.of(start, x), (step, o) ->
        b.loop("i", ZERO, g.n, g.chance(0.2), List.of("rep", "s"), o, (i, c) -> {
          Var rows = c.getFirst();
          Atom at = mirrored ? b.sub(b.sub(g.n, ONE), i) : i;
          Atom last = b.sub(b.length(rows, at), ONE);
          Atom e = b.load("e", rows, List.of(at, last));
          Atom sum = b.sin(b.add(b.mul(c.getLast(), Lit.of(0.5)), b.mul(e, x)));
          if (!sometimes) return List.of(replaced(rows, i, at, sum, way), sum);
          return List.of(b.branch(b.lt(sum, e), List.of("rep"), () -> List.of(replaced(rows, i, at, sum, way)),
              () -> List.of(b.addAt(rows, List.of(at, ZERO), sum))).getFirst(), sum);
        }));
    s.reals.add(b.loop("i", ZERO, g.n, false, List.of("s"), List.of(out.getLast()), (i, c) ->
        b.loop("j", ZERO, b.length(out.getFirst(), i), false, List.of("s"), c, (j, d) -> {
          Atom e = b.load("e", out.getFirst(), List.of(i, j));
          return List.of(b.add(d.getFirst(), b.mul(e, b.sin(b.add(e, b.convert(j, Kind.F64))))));
        })).getFirst());
  }

  /** Rows that are absent until the first step stores them; a second step may store others. */
  private Var absentRows(Atom x) {
    int unlike = g.random.nextInt(-1, 2);
    Atom steps = Lit.of(g.random.nextInt(1, 3));
    return b.loop("step", ZERO, steps, false, List.of("rep", "s"), List.of(b.newArray("rep", MATRIX, g.n), x), (step, o) ->
        b.loop("i", ZERO, g.n, g.chance(0.2), List.of("rep", "s"), o, (i, c) -> {
          Atom old = b.branch(b.lt(ZERO, step), List.of("e"),
              () -> List.of(b.load(c.getFirst(), i, b.sub(b.length(c.getFirst(), i), ONE))), () -> List.of(x)).getFirst();
          Atom sum = b.sin(b.add(b.mul(c.getLast(), Lit.of(0.5)), old));
          Atom last = b.add(ONE, b.mul(step, Lit.of(unlike)));
          Var row = b.store(b.newArray("row", VECTOR, b.add(last, ONE)), List.of(last), sum);
          return List.of(b.store(c.getFirst(), List.of(i), row), sum);
        })).getFirst();
  }

  private Var replaced(Var rows, Var i, Atom at, Atom value, int way) {
    Atom length = switch (way) {
      case 0 -> b.add(i, ONE);
      case 1 -> b.add(b.length(rows, at), ONE);
      case 2 -> b.add(b.div(b.length(rows, at), Lit.of(2)), ONE);
      default -> null;
    };
    if (length == null) return b.store(rows, List.of(i), b.copy(b.load("row", rows, List.of(at))));
    Var row = b.newArray("row", VECTOR, length);
    Atom common = b.apply(Prim.MIN, length, b.length(rows, at));
    Var filled = b.loop("j", ONE, common, false, List.of("row"), List.of(b.store(row, List.of(ZERO), value)), (j, d) -> List.of(
        b.store(d.getFirst(), List.of(j), b.mul(b.load("e", rows, List.of(at, j)), Lit.of(0.5))))).getFirst();
    return b.store(rows, List.of(at), filled);
  }

  /** Adds one array to another, all of it. */
  void wholeArray(Scope s, Place p) {
    List<Place> alike = s.places.stream().filter(p::isLike).toList();
    if (!alike.isEmpty()) p.now = b.addAt(p.now, List.of(), g.pick(alike).now);
  }

  /** Reads a borrowed row, or stores a new one, or adds one row to another. */
  void row(Scope s) {
    List<Place> matrices = s.places.stream().filter(p -> !p.isVector()).toList();
    if (matrices.isEmpty()) return;
    Place m = g.pick(matrices);
    Atom i = g.index(s, m.outer);
    if (i == null) return;
    switch (m.owned ? g.random.nextInt(5) : 0) {
      case 1 -> m.now = b.store(m.now, List.of(i), b.newArray("row", VECTOR, SIDE));
      case 2 -> {
        Var row = b.copy(b.load("row", m.now, List.of(i)));
        Var changed = b.store(row, List.of(Lit.of(g.random.nextInt(Scope.SIDE))), g.formulas.number(s, Kind.F64));
        m.now = b.store(m.now, List.of(g.chance(0.5) ? i : g.index(s, m.outer)), changed);
      }
      case 3 -> {
        Var row = b.loop("j", ZERO, SIDE, false, List.of("row"), List.of(b.newArray("row", VECTOR, SIDE)), (j, c) -> List.of(
            b.store(c.getFirst(), List.of(j), b.sin(b.load(m.now, i, j))))).getFirst();
        m.now = b.store(m.now, List.of(i), row);
      }
      case 4 -> {
        Var row = b.copy(b.load("row", m.now, List.of(g.index(s, m.outer))));
        m.now = b.addAt(m.now, List.of(i), row);
      }
      default -> {
        Var row = b.load("row", m.now, List.of(i));
        s.reals.add(b.loop("j", ZERO, b.length(row), false, List.of("s"), List.of(g.formulas.old(s, Kind.F64)), (j, c) ->
            List.of(b.sin(b.add(c.getFirst(), b.load(row, j))))).getFirst());
      }
    }
  }
}
