package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.random.Scope.Extent;
import dev.gradus.processor.ir.random.Scope.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Well-typed, ownership-clean random programs, the same for the same seed. All have the parameters
 * {@code (x:f64[n], y:f64[n], m:f64[n][3], c:f64, q:i32[n], z:f32[n], k:i32)} with {@code 0 <= q[i] < n}; the first
 * result is a {@code f64}.
 * Besides free combinations they contain the {@link Idioms} that the analyses of reverse mode are about. Every index is in range by
 * construction, for {@code n = 0} too, unless the program may trap.
 *
 * <p>Weakness: no {@code call}, no {@code i64}, and arrays have one of two lengths.
 */
public final class RandomFuncs {
  private static final int DEPTH = 3;

  final SplittableRandom random;
  final Builder b = new Builder();
  final Formulas formulas;
  final boolean mayTrap;
  private final boolean hasFloats;
  private final Idioms idioms;
  /** {@code null} where everything is a loop. */
  private final Maps maps;
  /** How many equations a run may still take, about; loops multiply. */
  private double work = 150;
  private double weight = 1;
  Atom n;
  Var q;

  private RandomFuncs(long seed, boolean mayTrap, boolean hasMaps) {
    this.random = new SplittableRandom(seed);
    this.formulas = new Formulas(random, b);
    this.mayTrap = mayTrap;
    this.hasFloats = formulas.chance(0.25);
    this.idioms = new Idioms(this);
    this.maps = hasMaps ? new Maps(this) : null;
  }

  /** The program of this seed; one with {@code mayTrap} may index out of range or divide by zero. */
  public static Func of(long seed, boolean mayTrap) {
    return new RandomFuncs(seed, mayTrap, false).func((mayTrap ? "trap" : "fuzz") + seed);
  }

  /** The same with maps, reductions and contractions among the loops. */
  public static Func parallel(long seed, boolean mayTrap) {
    return new RandomFuncs(seed, mayTrap, true).func((mayTrap ? "trap" : "maps") + seed);
  }

  private Func func(String name) {
    Var x = Var.fresh("x", new ValueType(Kind.F64, 1));
    Var y = Var.fresh("y", new ValueType(Kind.F64, 1));
    Var m = Var.fresh("m", new ValueType(Kind.F64, 2));
    Var c = Var.fresh("c", ValueType.F64);
    q = Var.fresh("q", new ValueType(Kind.I32, 1));
    Var z = Var.fresh("z", new ValueType(Kind.F32, 1));
    Var k = Var.fresh("k", ValueType.I32);
    var owned = new HashSet<Var>();
    Scope s = new Scope();
    for (Var p : List.of(x, y, z)) {
      boolean own = chance(0.3);
      if (own) owned.add(p);
      if (!p.equals(z) || hasFloats) s.places.add(new Place(p.type().kind(), Extent.N, null, p, own));
    }
    boolean ownM = chance(0.4);
    if (ownM) owned.add(m);
    s.places.add(new Place(Kind.F64, Extent.N, Extent.SIDE, m, ownM));
    s.reals.add(c);
    s.ints.add(k);
    n = b.length(x);
    s.ints.add(n);
    for (Place p : List.copyOf(s.places))
      if (!p.owned && chance(0.6)) s.places.add(new Place(p.kind, p.outer, p.inner, b.copy(p.now), true));
    List<Atom> results = body(s);
    return new Func(name, new Region(List.of(x, y, m, c, q, z, k), b.close(), results), owned);
  }

  private List<Atom> body(Scope s) {
    int before = s.reals.size();
    for (int i = 0; i < 2 + random.nextInt(5) && work > 0; i++) step(s, DEPTH);
    while (s.reals.size() - before < 2) s.reals.add(formulas.number(s, Kind.F64));
    Atom total = b.add(s.reals.getLast(), b.mul(pick(s.reals), Lit.of(0.5)));
    List<Place> vectors = s.places.stream().filter(p -> p.kind == Kind.F64 && p.isVector()).toList();
    if (chance(0.8)) total = idioms.sum(pick(vectors), total);
    var results = new ArrayList<Atom>(List.of(total));
    for (Place p : s.owned()) if (chance(0.6)) results.add(p.now);
    if (hasFloats && !s.floats.isEmpty()) results.add(s.floats.getLast());
    if (chance(0.2)) results.add(pick(s.ints));
    if (!s.conditions.isEmpty() && chance(0.1)) results.add(pick(s.conditions));
    return results;
  }

  // ---- steps ----

  void steps(Scope s, int depth, int count) {
    for (int i = 0; i < count; i++) step(s, depth);
  }

  void step(Scope s, int depth) {
    work -= weight;
    if (maps != null && depth > 0 && work > 0 && chance(0.3)) {
      maps.any(s, depth);
      return;
    }
    int kind = random.nextInt(depth > 0 && work > 0 ? 30 : 15);
    switch (kind) {
      case 0, 1, 2 -> addNumber(s);
      case 3, 4 -> load(s);
      case 5, 6, 7 -> write(s, depth);
      case 8 -> swapOrCopy(s);
      case 9 -> newArray(s);
      case 10 -> s.conditions.add(formulas.condition(s));
      case 11 -> integer(s);
      case 12 -> idioms.row(s);
      case 13, 14 -> addNumber(s);
      case 15, 16, 17, 18 -> loop(s, depth);
      case 19, 20, 21 -> branch(s, depth);
      case 22, 23 -> whileLoop(s, depth);
      default -> idioms.any(s, depth);
    }
  }

  private void addNumber(Scope s) {
    Kind kind = kind();
    s.numbers(kind).add(formulas.number(s, kind));
  }

  private void load(Scope s) {
    if (s.places.isEmpty()) return;
    Place p = pick(s.places);
    List<Atom> index = indexInto(s, p);
    if (index != null) s.numbers(p.kind).add(b.load("e", p.now, index));
  }

  /** A store or an addition, sometimes of an element just read or just written. */
  private void write(Scope s, int depth) {
    List<Place> owned = s.owned();
    if (owned.isEmpty()) return;
    Place p = pick(owned);
    List<Atom> index = indexInto(s, p);
    if (index == null) return;
    if (chance(0.3)) s.numbers(p.kind).add(b.load("e", p.now, index));
    Atom v = formulas.number(s, p.kind);
    boolean shrink = chance(0.5);
    p.now = shrink ? b.addAt(p.now, index, b.mul(v, Lit.of(p.kind, 0.25))) : b.store(p.now, index, v);
    if (chance(0.2)) p.now = b.addAt(p.now, chance(0.5) ? index : indexInto(s, p), b.mul(formulas.old(s, p.kind), Lit.of(p.kind, 0.125)));
    if (chance(0.2)) s.numbers(p.kind).add(b.load("e", p.now, index));
    if (chance(0.05) && p.kind != Kind.F32) idioms.wholeArray(s, p);
  }

  private void swapOrCopy(Scope s) {
    List<Place> owned = s.owned();
    if (owned.isEmpty()) return;
    Place p = pick(owned);
    List<Place> alike = s.places.stream().filter(p::isLike).toList();
    if (alike.isEmpty()) return;
    Place o = pick(alike);
    if (o.owned && chance(0.65)) {
      Var was = p.now;
      p.now = o.now;
      o.now = was;
    } else {
      p.now = b.copy(o.now);
    }
  }

  private void newArray(Scope s) {
    if (s.places.size() > 7) return;
    List<Place> places = s.places.stream().filter(p -> p.kind == Kind.F64).toList();
    Place like = pick(places);
    Extent outer = chance(0.6) ? Extent.N : Extent.SIDE;
    switch (random.nextInt(5)) {
      case 0 -> s.places.add(new Place(like.kind, like.outer, like.inner, b.zerosLike("w", like.now), true));
      case 1 -> s.places.add(new Place(Kind.F64, outer, Extent.SIDE,
          b.newArray("w", new ValueType(Kind.F64, 2), length(outer), Lit.of(Scope.SIDE)), true));
      case 2 -> s.places.add(idioms.table());
      default -> s.places.add(new Place(Kind.F64, outer, null, b.newArray("w", new ValueType(Kind.F64, 1), length(outer)), true));
    }
  }

  private void integer(Scope s) {
    Atom x = pick(s.ints);
    switch (random.nextInt(5)) {
      case 0 -> s.ints.add(b.add(x, Lit.of(random.nextInt(-1, 3))));
      case 1 -> s.ints.add(b.mul(x, pick(s.ints)));
      case 2 -> s.sides.add(b.apply(Prim.AND, x, Lit.of(1)));
      case 3 -> {
        if (s.isNPositive) s.indices.add(b.apply(Prim.FLOOR_MOD, x, n));
        else if (mayTrap) s.ints.add(b.apply(chance(0.5) ? Prim.DIV : Prim.REM, x, pick(s.ints)));
      }
      default -> {
        if (!s.places.isEmpty()) s.ints.add(b.length(pick(s.places).now));
      }
    }
  }

  // ---- control ----

  private void loop(Scope s, int depth) {
    Scope in = new Scope(s);
    boolean down = chance(0.25);
    List<Place> carried = carry(s, in);
    var inits = new ArrayList<Atom>(carried.stream().map(p -> p.now).toList());
    var names = new ArrayList<String>(carried.stream().map(p -> p.now.name()).toList());
    int numbers = scalars(s, names, inits);
    boolean counts = chance(0.3);
    if (counts) {
      names.add("p");
      inits.add(Lit.of(0));
    }
    Range range = range(s);
    boolean fromZero = !down && range.lo.equals(Lit.of(0)) && range.extent == Extent.N;
    enter();
    List<Var> out = b.loop(pick(List.of("i", "j", "l")), range.lo, range.hi, down, names, inits, (i, carries) -> {
      range.declare(in, i);
      rebind(in, carried, s, carries);
      List<Var> mine = declareNumbers(in, carries.subList(carried.size(), carried.size() + numbers));
      if (counts) (fromZero ? in.indices : in.ints).add(carries.getLast());
      steps(in, depth - 1, 1 + random.nextInt(3));
      List<Atom> yields = yields(in, s, carried, mine);
      if (counts) yields.add(counted(in, carries.getLast()));
      return yields;
    });
    leave();
    settle(s, carried, numbers, out);
    if (counts) s.ints.add(out.getLast());
  }

  /** {@code p + 1}, sometimes under a condition: still at most the number of iterations so far. */
  private Atom counted(Scope in, Var p) {
    if (chance(0.6)) return b.add(p, Lit.of(1));
    return b.branch(formulas.condition(in), List.of("p"), () -> List.of(b.add(p, Lit.of(1))), () -> List.of(p)).getFirst();
  }

  private void whileLoop(Scope s, int depth) {
    Scope in = new Scope(s);
    List<Place> carried = carry(s, in);
    var inits = new ArrayList<Atom>(carried.stream().map(p -> p.now).toList());
    var names = new ArrayList<String>(carried.stream().map(p -> p.now.name()).toList());
    int numbers = scalars(s, names, inits);
    boolean flagged = chance(0.5);
    names.add("w");
    inits.add(Lit.of(0));
    if (flagged) {
      names.add("go");
      inits.add(Lit.of(true));
    }
    boolean overN = chance(0.7);
    Atom end = overN ? n : Lit.of(Scope.SIDE);
    Lit stop = Lit.of(random.nextDouble(0.2, 2));
    int count = carried.size() + numbers;
    enter();
    List<Var> out = b.whileLoop(names, inits, c -> {
      Atom more = b.lt(c.get(count), end);
      if (flagged) return b.apply(Prim.AND, more, c.getLast());
      return numbers > 0 && c.get(carried.size()).type().equals(ValueType.F64)
          ? b.apply(Prim.AND, more, b.lt(c.get(carried.size()), stop)) : more;
    }, c -> {
      Var w = c.get(count);
      in.isNPositive |= overN;
      in.ints.add(w);
      (overN ? in.indices : in.sides).add(w);
      rebind(in, carried, s, c);
      List<Var> mine = declareNumbers(in, c.subList(carried.size(), count));
      steps(in, depth - 1, 1 + random.nextInt(3));
      List<Atom> yields = yields(in, s, carried, mine);
      yields.add(b.add(w, Lit.of(1)));
      if (flagged) yields.add(formulas.condition(in));
      return yields;
    });
    leave();
    settle(s, carried, numbers, out);
    s.ints.add(out.get(count));
  }

  private void branch(Scope s, int depth) {
    Scope then = new Scope(s);
    Scope orElse = new Scope(s);
    List<Place> through = carry(s, then);
    carryLike(s, through, orElse);
    boolean ifAny = !s.isNPositive && chance(0.3);
    Atom cond = ifAny ? b.gt(n, Lit.of(0)) : formulas.condition(s);
    then.isNPositive |= ifAny;
    List<Kind> kinds = IntStream.range(0, random.nextInt(3)).mapToObj(_ -> kind()).toList();
    var names = new ArrayList<String>(through.stream().map(p -> p.now.name()).toList());
    kinds.forEach(_ -> names.add("v"));
    List<Var> out = b.branch(cond, names, () -> arm(then, s, through, kinds, depth, 1 + random.nextInt(2)),
        () -> arm(orElse, s, through, kinds, depth, random.nextInt(3)));
    for (int i = 0; i < through.size(); i++) through.get(i).now = out.get(i);
    for (int i = 0; i < kinds.size(); i++) s.numbers(kinds.get(i)).add(out.get(through.size() + i));
  }

  private List<Atom> arm(Scope in, Scope outer, List<Place> through, List<Kind> kinds, int depth, int count) {
    steps(in, depth - 1, count);
    var yields = new ArrayList<Atom>();
    for (Place p : through) yields.add(in.places.get(outer.places.indexOf(p)).now);
    for (Kind k : kinds) yields.add(chance(0.3) ? formulas.old(in, k) : formulas.number(in, k));
    return yields;
  }

  /** Chooses places of {@code s} that the region {@code in} may change; the others it may only read. */
  private List<Place> carry(Scope s, Scope in) {
    List<Place> carried = s.owned().stream().filter(_ -> chance(0.7)).toList();
    carryLike(s, carried, in);
    return carried;
  }

  private static void carryLike(Scope s, List<Place> carried, Scope in) {
    for (int i = 0; i < s.places.size(); i++) in.places.get(i).owned = carried.contains(s.places.get(i));
  }

  private static void rebind(Scope in, List<Place> carried, Scope s, List<Var> params) {
    for (int i = 0; i < carried.size(); i++) in.places.get(s.places.indexOf(carried.get(i))).now = params.get(i);
  }

  /** Adds up to two scalar carries; gives their number. */
  private int scalars(Scope s, List<String> names, List<Atom> inits) {
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Kind kind = kind();
      names.add(i == 0 ? "s" : "t");
      inits.add(chance(0.3) ? Lit.zero(kind) : formulas.old(s, kind));
    }
    return count;
  }

  private static List<Var> declareNumbers(Scope in, List<Var> params) {
    for (Var v : params) in.numbers(v.type().kind()).add(v);
    return params;
  }

  private List<Atom> yields(Scope in, Scope s, List<Place> carried, List<Var> numbers) {
    var yields = new ArrayList<Atom>();
    for (Place p : carried) yields.add(in.places.get(s.places.indexOf(p)).now);
    if (numbers.size() == 2 && numbers.get(0).type().equals(numbers.get(1).type()) && chance(0.4)) {    // (s, t) -> (t, new)
      yields.add(numbers.get(1));
      yields.add(formulas.number(in, numbers.get(0).type().kind()));
      return yields;
    }
    for (Var v : numbers) {
      Kind kind = v.type().kind();
      switch (random.nextInt(4)) {
        case 0 -> yields.add(formulas.number(in, kind));
        case 1 -> yields.add(formulas.old(in, kind));
        default -> yields.add(b.add(v, b.mul(formulas.number(in, kind), Lit.of(kind, 0.25))));
      }
    }
    return yields;
  }

  private static void settle(Scope s, List<Place> carried, int numbers, List<Var> out) {
    for (int i = 0; i < carried.size(); i++) carried.get(i).now = out.get(i);
    for (Var v : out.subList(carried.size(), carried.size() + numbers)) s.numbers(v.type().kind()).add(v);
  }

  void enter() {
    weight *= 3;
  }

  void leave() {
    weight /= 3;
  }

  // ---- indices ----

  /** A range of numbers, below {@code n} or below {@link Scope#SIDE}, and which neighbours of its numbers are in range as well. */
  record Range(Atom lo, Atom hi, Extent extent, boolean hasBelow, boolean hasAbove, RandomFuncs in) {
    void declare(Scope s, Var i) {
      Builder b = in.b;
      s.ints.add(i);
      List<Atom> valid = extent == Extent.N ? s.indices : s.sides;
      if (extent == Extent.N) s.isNPositive = true;
      if (hasBelow && in.chance(0.7)) valid.add(b.sub(i, Lit.of(1)));
      if (hasAbove && in.chance(0.7)) valid.add(b.add(i, Lit.of(1)));
      if (in.chance(0.25)) valid.add(b.sub(b.sub(extent == Extent.N ? in.n : Lit.of(Scope.SIDE), Lit.of(1)), i));
      if (extent == Extent.N && in.chance(0.15)) valid.add(b.load("g", in.q, List.of(i)));
      if (in.chance(0.2)) s.reals.add(b.mul(b.convert(i, Kind.F64), Lit.of(0.125)));
      valid.add(i);
    }
  }

  Range range(Scope s) {
    Lit zero = Lit.of(0);
    Lit one = Lit.of(1);
    boolean triangle = !s.indices.isEmpty() && chance(0.5);
    Atom outer = triangle ? pick(s.indices) : null;
    return switch (random.nextInt(10)) {
      case 0 -> new Range(one, n, Extent.N, true, false, this);
      case 1 -> new Range(zero, b.sub(n, one), Extent.N, false, true, this);
      case 2 -> triangle ? new Range(zero, outer, Extent.N, false, true, this) : new Range(zero, n, Extent.N, false, false, this);
      case 3 -> triangle ? new Range(outer, n, Extent.N, false, false, this) : new Range(one, n, Extent.N, true, false, this);
      case 4 -> triangle ? new Range(b.add(outer, one), n, Extent.N, true, false, this)
          : new Range(zero, Lit.of(Scope.SIDE), Extent.SIDE, false, false, this);
      case 5 -> new Range(zero, Lit.of(Scope.SIDE), Extent.SIDE, false, false, this);
      case 6 -> new Range(one, Lit.of(Scope.SIDE), Extent.SIDE, true, false, this);
      case 7 -> chance(0.3) ? new Range(n, chance(0.5) ? n : zero, Extent.N, false, false, this)
          : new Range(zero, n, Extent.N, false, false, this);
      default -> new Range(zero, n, Extent.N, false, false, this);
    };
  }

  /** A full set of indices into the place, or {@code null} where none is known to be in range. */
  List<Atom> indexInto(Scope s, Place p) {
    Atom outer = index(s, p.outer);
    if (outer == null) return null;
    return p.isVector() ? List.of(outer) : List.of(outer, index(s, p.inner));
  }

  Atom index(Scope s, Extent extent) {
    if (mayTrap && chance(0.08)) return pick(s.ints);
    if (extent == Extent.SIDE) return s.sides.isEmpty() || chance(0.4) ? Lit.of(random.nextInt(Scope.SIDE)) : pick(s.sides);
    if (!s.indices.isEmpty() && chance(0.85)) return pick(s.indices);
    if (!s.isNPositive) return mayTrap ? Lit.of(random.nextInt(2)) : null;
    return chance(0.5) ? Lit.of(0) : b.sub(n, Lit.of(1));
  }

  Atom length(Extent extent) {
    return extent == Extent.N ? n : Lit.of(Scope.SIDE);
  }

  // ---- choices ----

  private Kind kind() {
    return hasFloats && chance(0.3) ? Kind.F32 : Kind.F64;
  }

  <T> T pick(List<T> from) {
    return formulas.pick(from);
  }

  boolean chance(double p) {
    return formulas.chance(p);
  }
}
