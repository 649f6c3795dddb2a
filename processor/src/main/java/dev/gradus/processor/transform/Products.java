package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nests of loops that are a product of two arrays, {@code c[i][j] += a[i][k]*b[k][j]} in any order of the loops, transposed or with a
 * vector for a matrix, and {@code c[i][j] = s} after a loop that sums {@code s}, as an {@link Op.Contract}.
 *
 * <p>Method: the nest is read from outside in, and every equation of it must be one of those that such a product is made of; all loops run
 * from zero to a bound that can be worked out before the nest. Each element then takes in the same products in the same order, so that the
 * bits are the same: a sum {@code s} must start from what the element has, and {@code c[i][j] += s} after a sum is refused. An access that
 * may trap although the loops inside it do not run keeps the nest beside the product, for when they do not.
 *
 * <p>Known weakness: of a row that is absent and one that is too short, in one product, the other may be met first.
 */
final class Products {
  private static final String LETTERS = "ijklmnopqrstuvwxyz";

  /** What the nest becomes, how it reads, the loops in it, and those that are kept for when not all of them run. */
  record Found(List<Eqn> eqns, String text, List<Var> inner, List<Var> kept) {}

  /** Elements (or rows) of an array from outside. */
  private record Operand(Atom array, List<Atom> index) {}

  /** An equation that may trap, and the number of loops around it. */
  private record Risk(Eqn eqn, int depth) {}

  private final ShapeRoots shapes;
  private final Set<Eqn> safe;
  private final Op.For outer;
  private final List<Op.For> loops = new ArrayList<>();
  private final Set<Var> inside = new HashSet<>();
  private final Map<Var, Operand> operands = new HashMap<>();
  private final Map<Var, List<Operand>> products = new HashMap<>();
  private final Map<Var, Atom> known = new HashMap<>();
  private final List<Eqn> first = new ArrayList<>();
  private final List<Risk> bounds = new ArrayList<>();
  private final List<Risk> risks = new ArrayList<>();
  private final List<Var> kept = new ArrayList<>();
  /** The element that is added to, in the end. */
  private List<Atom> place;
  private List<Operand> factors;

  private Products(Op.For outer, ShapeRoots shapes, Set<Eqn> safe) {
    this.outer = outer;
    this.shapes = shapes;
    this.safe = safe;
  }

  /**
   * The function with products for nests that are nothing else, as derivatives want them: none with a test, none of arrays that may hold
   * infinite numbers, which must not meet the zero cotangents of values that nobody uses ({@link StrongZero}).
   */
  static Func raise(Func f) {
    if (FreeVars.eqnsIn(f.body()).stream().noneMatch(Products::isNest)) return f;
    return f.withBody(raise(f.body(), ShapeRoots.of(f.body()), Bounds.safe(f.body()), Unbounded.of(f)));
  }

  private static boolean isNest(Eqn e) {
    return e.op() instanceof Op.For l && l.body().eqns().stream().anyMatch(q -> q.op() instanceof Op.For);
  }

  private static Region raise(Region r, ShapeRoots shapes, Set<Eqn> safe, Set<Var> unbounded) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Found p = e.op() instanceof Op.For ? of(e, shapes, safe) : null;
      boolean plain = p != null && p.eqns.getLast().op() instanceof Op.Contract c && !unbounded.contains(c.left()) && !unbounded.contains(c.right());
      if (plain) out.addAll(p.eqns);
      else out.add(e.op().regions().isEmpty() ? e : new Eqn(e.results(), e.op().map(a -> a, q -> raise(q, shapes, safe, unbounded))));
    }
    return new Region(r.params(), out, r.results());
  }

  /** The product that the loop is, or {@code null}. */
  static Found of(Eqn e, ShapeRoots shapes, Set<Eqn> safe) {
    Op.For l = (Op.For) e.op();
    if (l.init().size() != 1 || !l.init().getFirst().type().isFloat() || !l.init().getFirst().type().isArray()) return null;
    Products p = new Products(l, shapes, safe);
    return p.isArrayLoop(l) && p.contract() instanceof Op.Contract c ? p.found(e, c) : null;
  }

  // ---- reading the nest ----

  private boolean enter(Op.For l) {
    Atom hi = Substitute.atom(l.hi(), known);
    if (l.down() || !l.lo().equals(Lit.of(0)) || l.init().size() != 1 || isInside(hi)) return false;
    loops.add(l);
    inside.addAll(l.body().params());
    return true;
  }

  private boolean isInside(Atom a) {
    return a instanceof Var v && inside.contains(v);
  }

  /** A loop that carries the array: around another such loop, around a sum, or the innermost. */
  private boolean isArrayLoop(Op.For l) {
    if (!enter(l)) return false;
    Var array = l.carries().getFirst();
    Atom end = l.body().results().getFirst();
    for (Eqn e : l.body().eqns()) {
      if (isPreparation(e)) continue;
      boolean last = e == l.body().eqns().getLast() && e.results().contains(end);
      return switch (e.op()) {
        case Op.For inner when inner.init().equals(List.of(array)) -> last && isArrayLoop(inner);
        case Op.For inner -> inner.init().size() == 1 && isSum(e, inner, array, l.body());
        case Op.AddAt(var into, var index, var value) -> last && into.equals(array) && isPlace(index) && isProduct(value);
        case Op.Load(var from, var index) -> isAddition(e, from, index, array, l.body());
        case Op _ -> false;
      };
    }
    return false;
  }

  /** {@code x = load c[i, j]} and then {@code store c[i, j], x + product}. */
  private boolean isAddition(Eqn load, Atom from, List<Atom> index, Var array, Region body) {
    List<Eqn> rest = rest(load, body);
    if (!from.equals(array) || !isPlace(index)) return false;
    while (!rest.isEmpty() && isPreparation(rest.getFirst())) rest = rest.subList(1, rest.size());
    return rest.size() == 2 && isSumOf(rest.get(0), load.result()) && isStore(rest.get(1), array, index, rest.get(0).result(), body);
  }

  private static List<Eqn> rest(Eqn after, Region body) {
    return body.eqns().stream().dropWhile(e -> e != after).skip(1).toList();
  }

  private boolean isSumOf(Eqn e, Var total) {
    if (!(e.op() instanceof Op.Apply(var prim, var args)) || prim != Prim.ADD) return false;
    return args.get(0).equals(total) ? isProduct(args.get(1)) : args.get(1).equals(total) && isProduct(args.get(0));
  }

  private static boolean isStore(Eqn e, Var array, List<Atom> index, Var value, Region body) {
    return e.op().equals(new Op.Store(array, index, value)) && body.results().equals(List.of(e.result()));
  }

  /** {@code s = for … }, {@code store c[i, j], s}, from zero where {@code c} is all zeros, or from {@code c[i, j]}. */
  private boolean isSum(Eqn e, Op.For inner, Var array, Region body) {
    List<Eqn> rest = rest(e, body);
    if (rest.size() != 1 || !(rest.getFirst().op() instanceof Op.Store(var into, var index, var value)) || !isPlace(index)) return false;
    if (!isStore(rest.getFirst(), array, index, e.result(), body)) return false;
    Atom start = inner.init().getFirst();
    boolean fromZero = start instanceof Lit zero && zero.is(0) && isZeros(outer.init().getFirst());
    if (!fromZero && !(start instanceof Var v && operands.get(v) instanceof Operand o && o.equals(new Operand(array, index)))) return false;
    if (!safe.contains(rest.getFirst())) risks.add(new Risk(rest.getFirst(), loops.size()));
    return isSumLoop(inner);
  }

  private boolean isSumLoop(Op.For l) {
    if (!enter(l) || l.carries().getFirst().type().isArray()) return false;
    Var total = l.carries().getFirst();
    for (Eqn e : l.body().eqns()) {
      if (isPreparation(e)) continue;
      if (e != l.body().eqns().getLast() || !l.body().results().equals(e.results())) return false;
      return e.op() instanceof Op.For inner ? inner.init().equals(List.of(total)) && isSumLoop(inner) : isSumOf(e, total);
    }
    return false;
  }

  /** Whether it is there from the beginning and nothing has been written to it. */
  private boolean isZeros(Atom array) {
    return shapes.definition((Var) array) instanceof Op.NewArray a && a.dims().size() == a.type().rank();
  }

  /** Operands, their product, and what does not change in the nest. */
  private boolean isPreparation(Eqn e) {
    Op op = Substitute.apply(e.op(), known);
    boolean fixed = op.args().stream().noneMatch(this::isInside);
    boolean risky = op.effect() != Effect.PURE && !safe.contains(e);
    boolean prepares = switch (op) {
      case Op.Length(var array, var index) -> {
        if ((!risky || index.isEmpty()) && extent(array, index) instanceof Atom n && !isInside(n)) {
          known.put(e.result(), n);
          yield true;
        }
        if (!fixed) yield false;
        if (risky) bounds.add(new Risk(e, loops.size()));
        else first.add(new Eqn(e.results(), op));
        yield true;
      }
      case Op.Apply(var prim, var args) when prim == Prim.MUL && args.stream().allMatch(this::isElement) -> {
        products.put(e.result(), args.stream().map(operands::get).toList());
        inside.add(e.result());
        yield true;
      }
      case Op.Apply _ -> {
        if (fixed && !risky) first.add(new Eqn(e.results(), op));
        yield fixed && !risky;
      }
      case Op.Load(var array, var index) -> {
        Operand from = operands.get(array);
        boolean own = isInside(array) && from == null;
        if (own && !isStart(e)) yield false;
        var all = new ArrayList<Atom>();
        if (from != null) all.addAll(from.index);
        all.addAll(index);
        operands.put(e.result(), new Operand(from == null ? array : from.array, List.copyOf(all)));
        inside.add(e.result());
        if (risky) risks.add(new Risk(e, loops.size()));
        yield true;
      }
      case Op _ -> false;
    };
    return prepares;
  }

  /** Whether this reads the element that a sum then starts from. */
  private boolean isStart(Eqn e) {
    return loops.getLast().body().eqns().stream().anyMatch(q -> q.op() instanceof Op.For l && l.init().equals(List.of(e.result())));
  }

  /** The extent of an array whose dimensions are known. */
  private Atom extent(Atom array, List<Atom> index) {
    Var root = index.isEmpty() ? shapes.lengthRoot(array) : shapes.root(array);
    return shapes.definition(root) instanceof Op.NewArray a && a.dims().size() > index.size() ? a.dims().get(index.size()) : null;
  }

  private boolean isElement(Atom a) {
    return a instanceof Var v && !v.type().isArray() && operands.containsKey(v);
  }

  private boolean isPlace(List<Atom> index) {
    place = index;
    return index.size() == outer.init().getFirst().type().rank();
  }

  private boolean isProduct(Atom a) {
    factors = products.get(a);
    return factors != null;
  }

  // ---- the product ----

  private Op.Contract contract() {
    var letters = new LinkedHashMap<Var, Character>();
    for (Op.For l : loops) letters.put(l.index(), letter(l.index().name(), letters));
    Operand left = factors.get(0);
    Operand right = factors.get(1);
    for (Operand o : factors) if (isInside(o.array) || o.array.equals(outer.init().getFirst())) return null;
    String x = labels(left.index, letters);
    String y = labels(right.index, letters);
    String z = labels(place, letters);
    if (x == null || y == null || z == null) return null;
    var labels = new Op.Contract.Labels(x, y, z);
    List<Character> summed = labels.all().stream().filter(c -> z.indexOf(c) < 0).toList();
    List<Character> nested = letters.values().stream().filter(c -> z.indexOf(c) < 0).toList();
    boolean joined = !summed.isEmpty() && summed.stream().allMatch(c -> x.indexOf(c) >= 0 && y.indexOf(c) >= 0);
    boolean free = labels.all().stream().anyMatch(c -> x.indexOf(c) < 0 || y.indexOf(c) < 0);
    if (!joined || !free || !summed.equals(nested) || labels.all().size() != loops.size()) return null;
    var extents = new ArrayList<Atom>();
    for (char c : labels.all()) for (Op.For l : loops) if (letters.get(l.index()) == c) extents.add(extent(l));
    return new Op.Contract(labels, extents, outer.init().getFirst(), left.array, right.array);
  }

  private Atom extent(Op.For l) {
    return Substitute.atom(l.hi(), known);
  }

  private static char letter(String name, Map<Var, Character> taken) {
    if (name.length() == 1 && LETTERS.contains(name) && !taken.containsValue(name.charAt(0))) return name.charAt(0);
    return LETTERS.chars().mapToObj(c -> (char) c).filter(c -> !taken.containsValue(c)).findFirst().orElseThrow();
  }

  /** The indices as letters; {@code null} unless they are indices of loops, each once. */
  private static String labels(List<Atom> index, Map<Var, Character> letters) {
    if (index.stream().distinct().count() != index.size() || !index.stream().allMatch(letters::containsKey)) return null;
    return index.stream().map(i -> String.valueOf(letters.get(i))).collect(Collectors.joining());
  }

  /** The product, under conditions where the loops, not all of them running, might have trapped. */
  private Found found(Eqn e, Op.Contract c) {
    int late = bounds.isEmpty() ? 0 : bounds.getFirst().depth;
    int early = risks.stream().mapToInt(Risk::depth).min().orElse(loops.size());
    if (early < late || bounds.stream().anyMatch(r -> r.depth != late)) return null;
    Builder b = new Builder();
    b.addAll(first);
    if (late == 0) {
      guarded(e, c, early, b, e.result());
    } else {
      Atom runs = run(0, late, b);
      Region then = b.region(List.of(), () -> {
        bounds.forEach(r -> b.add(new Eqn(r.eqn.results(), Substitute.apply(r.eqn.op(), known))));
        return List.of(guarded(e, c, early, b, Var.like(e.result())));
      });
      b.add(new Eqn(e.result(), new Op.If(runs, then, new Region(List.of(), List.of(), outer.init()))));
    }
    List<Var> inner = loops.stream().skip(1).map(Op.For::index).toList();
    return new Found(b.close(), c.labels().toString(), inner, List.copyOf(kept));
  }

  /** The product if all loops inside the outer {@code early} ones run, else the nest itself. */
  private Var guarded(Eqn e, Op.Contract c, int early, Builder b, Var result) {
    if (early == loops.size()) {
      b.add(new Eqn(result, c));
      return result;
    }
    Atom runs = run(early, loops.size(), b);
    Region product = b.region(List.of(), () -> List.of(b.bind(result.name(), result.type(), c)));
    Region nest = Refresh.region(new Region(List.of(), List.of(e), List.of(e.result())), Map.of()).region();
    for (Eqn q : FreeVars.eqnsIn(nest)) if (q.op() instanceof Op.For l) kept.add(l.index());
    b.add(new Eqn(result, new Op.If(runs, product, nest)));
    return result;
  }

  /** Whether each of these loops has something to do. */
  private Atom run(int from, int to, Builder b) {
    Atom all = Lit.of(true);
    for (Op.For l : loops.subList(from, to)) all = b.apply(Prim.AND, all, b.lt(Lit.of(0), extent(l)));
    return all;
  }
}
