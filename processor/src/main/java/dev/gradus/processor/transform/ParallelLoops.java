package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Accumulators;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds loops that are an {@link Op.Each}, because each iteration keeps to elements of its own, or only adds to arrays, or what it carries
 * is only added up, or all of these; and nests of loops that are an {@link Op.Contract} ({@link Products}). What it is not sure about stays
 * a loop, and {@link Fate} says why.
 *
 * <p>Method: an array that a loop carries must be touched at one index only, {@code i + c} or {@code c - i}, or else only be added to
 * ({@link CarriedArray}); a scalar that it carries must take values in by one operation and be looked at for nothing else ({@link
 * CarriedScalar}). Outer loops come first, for they hand rows to the inner ones. Results stay the same to the bit. So do exceptions, which
 * asks for some care: elements are looked up first, even if the loop would not have come to that. Where that could be seen the loop stays.
 *
 * <p>Known weaknesses: one offset for all arrays of a loop; arrays of rank one that stand for matrices ({@code c[i*n + j]}) have no rows,
 * so that only the inner loop can be found; a loop is not cut in two to save a part of it.
 */
public final class ParallelLoops {
  /** The function as it is now, and what became of its loops, outer ones first. */
  public record Result(Func func, List<Fate> fates) {}

  /**
   * A loop, how it uses what it carries, and where: {@code slope*index + offset}. {@code arrays} are those of which each iteration has an
   * element, {@code null} where it adds to any; {@code reaches} has the elements that are touched of them; {@code no} is why it stays a
   * loop.
   */
  private record Candidate(List<CarriedArray> arrays, List<CarriedScalar> totals, long slope, Linear offset, List<Bounds.Reach> reaches,
      Fate no) {
    static Candidate not(Fate no) {
      return new Candidate(List.of(), List.of(), 1, Linear.of(0), List.of(), no);
    }

    boolean isShifted() {
      return slope < 0 || !offset.isConstant() || offset.constant() != 0;
    }
  }

  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final Map<Eqn, Candidate> candidates = new IdentityHashMap<>();
  private final IndexText text = new IndexText(definitions);
  private final List<Fate> fates;
  private final Set<Var> kept;
  private final Set<Fate.Why> careless;
  private final Accumulators accumulators;
  private final ShapeRoots shapes;
  private final Bounds bounds;
  private final Traps traps;
  private boolean found;

  /** {@code kept}: the indices of loops that are to stay. */
  private ParallelLoops(Region body, int depth, List<Fate> fates, Set<Var> kept, Set<Fate.Why> careless) {
    this.careless = careless;
    this.fates = fates;
    this.kept = kept;
    shapes = ShapeRoots.of(body);
    accumulators = Accumulators.of(body);
    for (Eqn e : FreeVars.eqnsIn(body)) for (Var v : e.results()) definitions.put(v, e);
    collect(body, depth);
    bounds = Bounds.of(body, candidates.values().stream().flatMap(c -> c.reaches.stream()).filter(r -> r != null).toList());
    traps = new Traps(body, bounds.safe());
  }

  public static Func run(Func f) {
    return of(f).func;
  }

  /** The same, with what became of each loop. */
  public static Result of(Func f) {
    return of(f, Set.of());
  }

  /** The same, deaf to these reasons, which is wrong: tests ask whether the laws see it. */
  static Result of(Func f, Set<Fate.Why> careless) {
    var fates = new LinkedHashSet<Fate>();
    var kept = new HashSet<Var>();
    Region now = Simplify.region(f.body());
    for (int depth = 0; ; depth++) {
      var level = new ArrayList<Fate>();
      var pass = new ParallelLoops(now, depth, level, kept, careless);
      now = pass.region(now, depth);
      fates.addAll(level);
      if (!pass.found) return new Result(f.withBody(now), List.copyOf(fates));
    }
  }

  private static int inside(Op op, int depth) {
    return op instanceof Op.If ? depth : depth - 1;
  }

  private void collect(Region r, int depth) {
    for (Eqn e : r.eqns()) {
      if (depth == 0 && e.op() instanceof Op.For l) candidates.put(e, candidate(e, l));
      int inner = inside(e.op(), depth);
      if (inner >= 0) e.op().regions().forEach(q -> collect(q, inner));
    }
  }

  private Region region(Region r, int depth) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      int inner = inside(e.op(), depth);
      if (inner < 0 && !e.op().regions().isEmpty()) {
        found = true;
        loop(e, out);
      } else {
        out.add(e.op().regions().isEmpty() ? e : new Eqn(e.results(), e.op().map(a -> a, q -> region(q, inner))));
      }
    }
    return new Region(r.params(), out, r.results());
  }

  private void loop(Eqn e, List<Eqn> out) {
    if (e.op() instanceof Op.While w && !w.carries().isEmpty()) fates.add(Fate.stays(w.carries().getFirst(), Fate.Why.NOT_COUNTED));
    if (!(e.op() instanceof Op.For l) || kept.contains(l.index())) {
      out.add(e);
      return;
    }
    if (Products.of(e, shapes, bounds.safe()) instanceof Products.Found p) {
      fates.add(Fate.becomes(l.index(), Fate.Outcome.PRODUCT, p.text()));
      for (Var i : p.inner()) fates.add(Fate.becomes(i, Fate.Outcome.INNER, p.text()));
      kept.addAll(p.kept());
      out.addAll(p.eqns());
      return;
    }
    Candidate c = candidates.get(e);
    Fate no = c.no != null ? c.no : obstacle(l, c);
    if (no == null) fates.add(become(e, l, c, out));
    else {
      fates.add(no);
      out.add(e);
    }
  }

  // ---- how a loop uses what it carries ----

  private Candidate candidate(Eqn e, Op.For l) {
    if (l.init().isEmpty()) return Candidate.not(Fate.stays(l.index(), Fate.Why.NO_RESULT));
    var arrays = new ArrayList<CarriedArray>();
    var totals = new ArrayList<CarriedScalar>();
    for (int k = 0; k < l.init().size(); k++) {
      Var p = l.carries().get(k);
      arrays.add(p.type().isArray() ? CarriedArray.of(l, k) : null);
      totals.add(p.type().isArray() ? null : CarriedScalar.of(l, k, definitions));
      if (p.type().isArray() && arrays.get(k) == null) return Candidate.not(Fate.stays(l.index(), Fate.Why.WHOLE, p.name()));
      Fate.Why problem = p.type().isArray() ? null : totals.get(k).problem();
      if (counts(problem)) return Candidate.not(Fate.stays(l.index(), problem, p.name()));
    }
    Set<Var> inside = FreeVars.boundIn(l.body());
    CarriedArray.Access own = null;
    Linear place = null;
    var reaches = new ArrayList<Bounds.Reach>();
    for (int k = 0; k < arrays.size(); k++) {
      reaches.add(null);
      if (arrays.get(k) != null && accumulators.is(l.init().get(k))) arrays.set(k, null);
    }
    for (boolean addedTo : new boolean[] {false, true}) {                  // who must have a place comes first
      for (int k = 0; k < arrays.size(); k++) {
        CarriedArray array = arrays.get(k);
        if (array == null || array.isAddedTo() != addedTo) continue;
        String name = l.carries().get(k).name();
        Fate no = elsewhere(l, name, array, inside);
        CarriedArray.Access here = no == null ? array.firstWrite() : null;
        if (no == null && place != null && !place(here, l.index(), inside).equals(place) && counts(Fate.Why.SEVERAL_ELEMENTS)) {
          no = Fate.stays(l.index(), Fate.Why.SEVERAL_ELEMENTS, shown(nameOf(own), own), shown(name, here));
        }
        if (no != null && !addedTo) return Candidate.not(no);
        if (no != null) {
          arrays.set(k, null);
          continue;
        }
        if (place == null) {
          place = place(here, l.index(), inside);
          own = here;
        }
        reaches.set(k, new Bounds.Reach(e, l.init().get(k), place.slope(l.index()), withoutIndex(place, l.index())));
      }
    }
    long slope = place == null ? 1 : place.slope(l.index());
    for (int k = 0; k < arrays.size() && place != null && slope > 0 == l.down(); k++) {
      boolean rounds = l.carries().get(k).type().isFloat() && (totals.get(k) == null ? arrays.get(k) == null : totals.get(k).rounds());
      if (rounds && counts(Fate.Why.BACKWARDS)) return Candidate.not(Fate.stays(l.index(), Fate.Why.BACKWARDS, l.carries().get(k).name()));
    }
    return new Candidate(arrays, totals, slope, place == null ? Linear.of(0) : withoutIndex(place, l.index()), reaches, null);
  }

  private boolean counts(Fate.Why why) {
    return why != null && !careless.contains(why);
  }

  private static String nameOf(CarriedArray.Access a) {
    return a.eqn().result().name();
  }

  private String shown(String array, CarriedArray.Access a) {
    return text.element(array, a.index());
  }

  /** Where the access is; {@code i} if it is at no {@code i + c} or {@code c - i}, as who calls this does not mind. */
  private Linear place(CarriedArray.Access a, Var i, Set<Var> inside) {
    Linear at = form(a);
    return varies(at, i, inside) || Math.abs(at.slope(i)) != 1 ? Linear.of(new Linear.Value(i)) : at;
  }

  private Linear form(CarriedArray.Access a) {
    return Linear.of(a.index().getFirst(), definitions::get);
  }

  /** Whether more than the index changes from iteration to iteration. */
  private static boolean varies(Linear at, Var i, Set<Var> inside) {
    return withoutIndex(at, i).terms().keySet().stream().anyMatch(s -> s instanceof Linear.Value(var v) && inside.contains(v));
  }

  private static Linear withoutIndex(Linear form, Var index) {
    return form.minus(Linear.of(new Linear.Value(index)).times(form.slope(index)));
  }

  /** Why not every iteration keeps to an element of its own, or {@code null}. */
  private Fate elsewhere(Op.For l, String name, CarriedArray array, Set<Var> inside) {
    Var i = l.index();
    if (array.isWhole()) return Fate.stays(i, Fate.Why.WHOLE, name);
    CarriedArray.Access first = null;
    for (CarriedArray.Access a : array.accesses()) {
      if (a.kind() == CarriedArray.Kind.READ) continue;
      Fate no = notOwn(i, name, array, a, inside);
      if (no != null && counts(no.why())) return no;
      if (first == null) first = a;
      else if (!place(a, i, inside).equals(place(first, i, inside)) && counts(Fate.Why.SEVERAL_ELEMENTS))
        return Fate.stays(i, Fate.Why.SEVERAL_ELEMENTS, shown(name, first), shown(name, a));
    }
    if (first == null) return Fate.stays(i, Fate.Why.WHOLE, name);
    Linear own = place(first, i, inside);
    for (CarriedArray.Access a : array.accesses())
      if (a.kind() == CarriedArray.Kind.READ && !form(a).equals(own) && counts(Fate.Why.OTHER_ELEMENT))
        return Fate.stays(i, Fate.Why.OTHER_ELEMENT, shown(name, a), name);
    return null;
  }

  /** Why what is written is not an element that is the iteration's own, or {@code null}. */
  private Fate notOwn(Var i, String name, CarriedArray array, CarriedArray.Access a, Set<Var> inside) {
    Linear at = form(a);
    String shown = shown(name, a);
    boolean column = at.slope(i) == 0 && a.index().stream().anyMatch(x -> Linear.of(x, definitions::get).slope(i) != 0);
    if (column) return Fate.stays(i, Fate.Why.ROW_OF_ANOTHER, shown);
    if (varies(at, i, inside)) return Fate.stays(i, Fate.Why.NOT_AFFINE, shown, i.name());
    if (at.slope(i) == 0) return Fate.stays(i, Fate.Why.SAME_ELEMENT, shown);
    return Math.abs(at.slope(i)) == 1 ? null : Fate.stays(i, Fate.Why.GAPS, name, String.valueOf(Math.abs(at.slope(i))));
  }

  // ---- exceptions ----

  /** Why the loop would not throw what it throws now, or {@code null}. */
  private Fate obstacle(Op.For l, Candidate c) {
    for (int k = 0; k < c.totals.size(); k++) {
      boolean mayTrap = c.totals.get(k) != null && !traps.of(c.totals.get(k).eager()).isEmpty();
      if (mayTrap && counts(Fate.Why.DECIDED)) return Fate.stays(l.index(), Fate.Why.DECIDED, l.carries().get(k).name());
    }
    Fate first = Fate.stays(l.index(), Fate.Why.FIRST_TRAP);
    Set<Traps.Kind> all = traps.of(l.body().eqns());
    boolean maps = c.reaches.stream().anyMatch(r -> r != null);
    for (int k = 0; k < c.reaches.size(); k++) {
      if (c.reaches.get(k) == null || bounds.isWithin(c.reaches.get(k))) continue;
      all.add(Traps.Kind.INDEX);
      CarriedArray.Access certain = c.arrays.get(k).accesses().stream().filter(CarriedArray.Access::always).findFirst().orElse(null);
      if ((certain == null || c.isShifted()) && counts(Fate.Why.OUT_OF_RANGE)) {
        CarriedArray.Access any = c.arrays.get(k).accesses().getFirst();
        return Fate.stays(l.index(), Fate.Why.OUT_OF_RANGE, shown(l.carries().get(k).name(), any));
      }
      if (certain == null) continue;
      List<Eqn> before = l.body().eqns().stream().takeWhile(e -> e != certain.eqn()).toList();
      if (!EnumSet.of(Traps.Kind.INDEX).containsAll(traps.of(before)) && counts(Fate.Why.FIRST_TRAP)) return first;
    }
    boolean ascending = c.slope > 0 != l.down();
    if (Traps.areAlike(all) || !counts(Fate.Why.FIRST_TRAP)) return null;
    return maps && !ascending ? first : null;
  }

  // ---- what it becomes ----

  private Fate become(Eqn e, Op.For l, Candidate c, List<Eqn> out) {
    Builder b = new Builder();
    var lengths = new ArrayList<Atom>();
    for (int k = 0; k < l.init().size(); k++) {
      CarriedArray array = c.arrays.get(k);
      lengths.add(array != null && array.isMeasured() ? b.length(l.init().get(k)) : null);
    }
    Region iteration = Iteration.of(l, c.arrays, c.totals, lengths);
    var elements = new ArrayList<Integer>();
    var sums = new ArrayList<Integer>();
    var added = new ArrayList<Integer>();
    for (int k = 0; k < l.init().size(); k++) (c.arrays.get(k) != null ? elements : c.totals.get(k) != null ? sums : added).add(k);
    var names = new ArrayList<String>();
    for (int k : elements) names.add(l.carries().get(k).name());
    for (int k : sums) names.add(l.carries().get(k).name() + " by " + c.totals.get(k).by().text());
    for (int k : added) names.add(l.carries().get(k).name() + "[…] by add");
    List<Prim> by = sums.stream().map(k -> c.totals.get(k).by()).toList();
    Range range = elements.isEmpty() ? counted(l, b) : placed(l, c, b);
    var params = new ArrayList<>(iteration.params());
    params.set(0, range.index);
    var eqns = new ArrayList<>(range.start);
    eqns.addAll(iteration.eqns());
    Region each = new Region(params, eqns, iteration.results());
    var results = new ArrayList<>(pick(e.results(), elements));
    results.addAll(pick(e.results(), sums));
    results.addAll(pick(e.results(), added));
    b.add(new Eqn(results, new Op.Each(range.lo, range.hi, pick(l.init(), elements), by, pick(l.init(), sums), pick(l.init(), added), each)));
    out.addAll(b.close());
    Fate.Outcome outcome = elements.size() == names.size() ? Fate.Outcome.MAP : elements.isEmpty() ? Fate.Outcome.REDUCTION : Fate.Outcome.BOTH;
    return Fate.becomes(l.index(), outcome, names.toArray(String[]::new));
  }

  private static <T> List<T> pick(List<T> all, List<Integer> which) {
    return which.stream().map(all::get).toList();
  }

  /** What is counted instead of the loop's index, and the equations that give that index back. */
  private record Range(Atom lo, Atom hi, Var index, List<Eqn> start) {}

  /** The same numbers, upwards, in the order of the loop. */
  private static Range counted(Op.For l, Builder b) {
    if (!l.down()) return new Range(l.lo(), l.hi(), l.index(), List.of());
    Var up = Var.like(l.index());
    Atom mirror = b.sub(b.add(l.lo(), l.hi()), Lit.of(1));
    return new Range(l.lo(), l.hi(), up, List.of(new Eqn(l.index(), new Op.Apply(Prim.SUB, mirror, up))));
  }

  /** The indices of the elements. */
  private Range placed(Op.For l, Candidate c, Builder b) {
    if (!c.isShifted()) return new Range(l.lo(), l.hi(), l.index(), List.of());
    Atom offset = atom(c.offset, b);
    Atom end = isAtLeast(l.hi(), l.lo()) ? l.hi() : b.apply(Prim.MAX, l.hi(), l.lo());
    Var own = Var.like(l.index());
    boolean up = c.slope > 0;
    Atom lo = up ? b.add(l.lo(), offset) : b.add(b.sub(offset, end), Lit.of(1));
    Atom hi = up ? b.add(end, offset) : b.add(b.sub(offset, l.lo()), Lit.of(1));
    return new Range(lo, hi, own, List.of(new Eqn(l.index(), up ? new Op.Apply(Prim.SUB, own, offset) : new Op.Apply(Prim.SUB, offset, own))));
  }

  /** Whether a bound is not below another for certain, as far as that is seen at once. */
  private boolean isAtLeast(Atom hi, Atom lo) {
    if (hi instanceof Lit h && lo instanceof Lit l) return (Integer) h.value() >= (Integer) l.value();
    return lo instanceof Lit l && (Integer) l.value() <= 0 && definitions.get((Var) hi) instanceof Eqn e && e.op() instanceof Op.Length;
  }

  private static Atom atom(Linear form, Builder b) {
    Atom sum = Lit.of((int) form.constant());
    for (var term : form.terms().entrySet()) {
      Var v = ((Linear.Value) term.getKey()).var();
      sum = b.add(b.mul(v, Lit.of((int) (long) term.getValue())), sum);
    }
    return sum;
  }
}
