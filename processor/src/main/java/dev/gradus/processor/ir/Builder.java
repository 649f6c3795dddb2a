package dev.gradus.processor.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Appends equations to the innermost open region: the only way code is made. It folds what is exact in Java's arithmetic and nothing else
 * (constants of the basic operators, {@code 1*x}, {@code x/1}, {@code x-0}, {@code -(-x)}; not {@code x+0}, which loses the sign of zero,
 * nor {@code x*0}).
 */
public final class Builder {
  private final Deque<List<Eqn>> open = new ArrayDeque<>();
  private String temporary = "t";

  public Builder() {
    open.push(new ArrayList<>());
  }

  // ---- equations ----

  public void add(Eqn e) {
    open.element().add(e);
  }

  public void addAll(List<Eqn> eqns) {
    open.element().addAll(eqns);
  }

  /** Binds one new variable of that name and type. */
  public Var bind(String name, ValueType type, Op op) {
    Var v = Var.fresh(name, type);
    add(new Eqn(v, op));
    return v;
  }

  /** How many regions are open. */
  public int depth() {
    return open.size();
  }

  /** Opens a region; what is appended from now on goes there until {@link #close}. */
  public void open() {
    open.push(new ArrayList<>());
  }

  /** Closes the innermost region and gives its equations. */
  public List<Eqn> close() {
    return open.pop();
  }

  /** A region of these parameters, with the equations that {@code body} appends and the atoms it gives. */
  public Region region(List<Var> params, Supplier<List<? extends Atom>> body) {
    open();
    List<? extends Atom> results;
    try {
      results = List.copyOf(body.get());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return new Region(params, close(), List.copyOf(results));
  }

  /** A whole function of these parameters. */
  public static Func func(String name, List<Var> params, Function<Builder, List<? extends Atom>> body) {
    Builder b = new Builder();
    List<? extends Atom> results = body.apply(b);
    return new Func(name, new Region(params, b.close(), List.copyOf(results)));
  }

  // ---- scalars ----

  /** The row applied to operands of exactly matching kinds, folded where that is exact. */
  public Atom apply(Prim p, Atom... x) {
    return named(temporary, p, x);
  }

  /** Names what {@link #apply} binds from now on. */
  public void nameTemporaries(String name) {
    temporary = name;
  }

  /** The same with a name for the result. */
  public Atom named(String name, Prim p, Atom... x) {
    Atom folded = Fold.of(p, x);
    return folded != null ? folded : bind(name, resultType(p, x), new Op.Apply(p, x));
  }

  static ValueType resultType(Prim p, Atom... x) {
    var kinds = new ArrayList<Kind>();
    for (Atom a : x) {
      if (a.type().isArray()) throw new IllegalArgumentException(p.text() + " of an array");
      kinds.add(a.type().kind());
    }
    Kind k = p.result(kinds);
    if (k == null) throw new IllegalArgumentException(p.text() + " is not defined on " + kinds);
    return ValueType.scalar(k);
  }

  public Atom neg(Atom a) { return apply(Prim.NEG, a); }
  public Atom add(Atom a, Atom b) { return apply(Prim.ADD, a, b); }
  public Atom sub(Atom a, Atom b) { return apply(Prim.SUB, a, b); }
  public Atom mul(Atom a, Atom b) { return apply(Prim.MUL, a, b); }
  public Atom div(Atom a, Atom b) { return apply(Prim.DIV, a, b); }
  public Atom strongMul(Atom a, Atom b) { return apply(Prim.STRONG_MUL, a, b); }
  public Atom strongDiv(Atom a, Atom b) { return apply(Prim.STRONG_DIV, a, b); }
  public Atom strongProduct(Atom a, Atom b) { return apply(Prim.STRONG_PRODUCT, a, b); }
  public Atom sin(Atom a) { return apply(Prim.SIN, a); }
  public Atom cos(Atom a) { return apply(Prim.COS, a); }
  public Atom sinh(Atom a) { return apply(Prim.SINH, a); }
  public Atom cosh(Atom a) { return apply(Prim.COSH, a); }
  public Atom exp(Atom a) { return apply(Prim.EXP, a); }
  public Atom log(Atom a) { return apply(Prim.LOG, a); }
  public Atom pow(Atom a, Atom b) { return apply(Prim.POW, a, b); }
  public Atom sqrt(Atom a) { return apply(Prim.SQRT, a); }
  public Atom hypot(Atom a, Atom b) { return apply(Prim.HYPOT, a, b); }
  public Atom fma(Atom a, Atom b, Atom c) { return apply(Prim.FMA, a, b, c); }
  public Atom toDegrees(Atom a) { return apply(Prim.TO_DEGREES, a); }
  public Atom toRadians(Atom a) { return apply(Prim.TO_RADIANS, a); }
  public Atom copySign(Atom a, Atom b) { return apply(Prim.COPY_SIGN, a, b); }
  public Atom scalb(Atom a, Atom n) { return apply(Prim.SCALB, a, n); }
  public Atom lt(Atom a, Atom b) { return apply(Prim.LT, a, b); }
  public Atom gt(Atom a, Atom b) { return apply(Prim.GT, a, b); }
  public Atom ge(Atom a, Atom b) { return apply(Prim.GE, a, b); }
  public Atom eq(Atom a, Atom b) { return apply(Prim.EQ, a, b); }
  public Atom select(Atom c, Atom a, Atom b) { return apply(Prim.SELECT, c, a, b); }

  /** {@code Math.rint}, in the operand's own kind. */
  public Atom rint(Atom a) {
    return convert(apply(Prim.RINT, convert(a, Kind.F64)), a.type().kind());
  }

  /** The number {@code v} in the kind of {@code like}. */
  public Lit lit(Atom like, double v) {
    return Lit.of(like.type().kind(), v);
  }

  public Lit zero(Atom like) {
    return Lit.zero(like.type().kind());
  }

  /** {@code t} where {@code a > b}, half of it where they are equal, nothing else: what {@code max(a, b)} gives back to {@code a}. */
  public Atom share(Atom a, Atom b, Atom t) {
    return select(gt(a, b), t, select(eq(a, b), mul(t, lit(t, 0.5)), zero(t)));
  }

  /** {@code x/r}, and one half where {@code r} is zero (JAX's {@code hypot'(0,0)}). */
  public Atom ratio(Atom x, Atom r) {
    return select(eq(r, zero(r)), lit(r, 0.5), div(x, r));
  }

  /** {@code x/r²}, where the square may be out of range. */
  public Atom overSquare(Atom x, Atom r) {
    return div(div(x, r), r);
  }

  /**
   * The exponent of the derivative of {@code x^y}, whose factor is {@code y}: one less. Once that factor is zero the power does not matter,
   * unless it is infinite, and it would be for small {@code x} now or a few derivatives on; then it stays {@code x^0}. (Not for all
   * {@code x}, because the derivative in {@code y} sees the power.)
   */
  public Atom lowered(Atom x, Atom y) {
    Atom vanishes = apply(Prim.AND, eq(y, zero(y)), lt(apply(Prim.ABS, x), lit(x, 1e-60)));
    return select(vanishes, zero(y), sub(y, lit(y, 1)));
  }

  /** Java's cast to {@code kind}, nothing if it is that already. */
  public Atom convert(Atom a, Kind kind) {
    return a.type().kind() == kind ? a : apply(Prim.castTo(kind), a);
  }

  // ---- arrays ----

  public Var load(Atom a, Atom... index) {
    return load(nameOf(a), a, List.of(index));
  }

  public Var load(String name, Atom a, List<Atom> index) {
    return bind(name, a.type().row(index.size()), new Op.Load(a, index));
  }

  public Var store(Atom a, List<Atom> index, Atom value) {
    return bind(nameOf(a), a.type(), new Op.Store(a, index, value));
  }

  public Var addAt(Atom a, List<Atom> index, Atom value) {
    return bind(nameOf(a), a.type(), new Op.AddAt(a, index, value));
  }

  public Var newArray(String name, ValueType type, Atom... dims) {
    return bind(name, type, new Op.NewArray(type, List.of(dims)));
  }

  public Var table(String name, ConstantArray array) {
    return bind(name, array.type(), new Op.Table(array));
  }

  public Var length(Atom a, Atom... index) {
    return bind("n", ValueType.I32, new Op.Length(a, List.of(index)));
  }

  public Var zerosLike(String name, Atom a) {
    return bind(name, a.type(), new Op.ZerosLike(a));
  }

  public Var copy(Atom a) {
    return bind(nameOf(a), a.type(), new Op.Copy(a));
  }

  static String nameOf(Atom a) {
    return a instanceof Var v ? v.name() : "c";
  }

  // ---- control ----

  /** Body of a loop: index (absent for a while) and carries in, new carries out. */
  @FunctionalInterface
  public interface LoopBody {
    List<? extends Atom> of(Var index, List<Var> carries);
  }

  /** A counted loop whose carries are named after {@code names}. */
  public List<Var> loop(String index, Atom lo, Atom hi, boolean down, List<String> names, List<? extends Atom> init, LoopBody body) {
    var params = new ArrayList<Var>();
    params.add(Var.fresh(index, ValueType.I32));
    params.addAll(named(names, init));
    Region r = region(params, () -> body.of(params.getFirst(), params.subList(1, params.size())));
    List<Var> results = named(names, init);
    add(new Eqn(results, new Op.For(lo, hi, down, List.copyOf(init), r)));
    return results;
  }

  /** A map: the body has the index and the elements (or rows) of {@code into}, and gives what replaces them. */
  public List<Var> map(String index, Atom lo, Atom hi, List<? extends Atom> into, LoopBody body) {
    return each(index, lo, hi, into, List.of(), List.of(), List.of(), List.of(), (i, elements, accumulators) -> body.of(i, elements));
  }

  /** A reduction whose results are named after {@code names}: the body gives what each takes in. */
  public List<Var> reduce(String index, Atom lo, Atom hi, List<String> names, List<Prim> by, List<? extends Atom> init, Function<Var, List<? extends Atom>> body) {
    return each(index, lo, hi, List.of(), names, by, init, List.of(), (i, elements, accumulators) -> body.apply(i));
  }

  /** The body of an {@link Op.Each}: gives elements, what is taken in, and accumulators. */
  @FunctionalInterface
  public interface EachBody {
    List<? extends Atom> of(Var index, List<Var> elements, List<Var> accumulators);
  }

  /** All that an {@link Op.Each} may do at once; {@code names} names what takes values in. */
  public List<Var> each(String index, Atom lo, Atom hi, List<? extends Atom> into, List<String> names, List<Prim> by, List<? extends Atom> init,
      List<? extends Atom> add, EachBody body) {
    var params = new ArrayList<>(List.of(Var.fresh(index, ValueType.I32)));
    for (Atom a : into) params.add(Var.fresh(nameOf(a), a.type().row(1)));
    for (Atom a : add) params.add(Var.fresh(nameOf(a), a.type()));
    int first = 1 + into.size();
    Region r = region(params, () -> body.of(params.getFirst(), params.subList(1, first), params.subList(first, params.size())));
    var results = new ArrayList<>(named(into.stream().map(Builder::nameOf).toList(), into));
    results.addAll(named(names, init));
    results.addAll(named(add.stream().map(Builder::nameOf).toList(), add));
    add(new Eqn(results, new Op.Each(lo, hi, List.copyOf(into), by, List.copyOf(init), List.copyOf(add), r)));
    return results;
  }

  public List<Var> whileLoop(List<String> names, List<? extends Atom> init, Function<List<Var>, Atom> cond, Function<List<Var>, List<? extends Atom>> body) {
    List<Var> cp = named(names, init);
    List<Var> bp = named(names, init);
    Region c = region(cp, () -> List.of(cond.apply(cp)));
    Region r = region(bp, () -> body.apply(bp));
    List<Var> results = named(names, init);
    add(new Eqn(results, new Op.While(List.copyOf(init), c, r)));
    return results;
  }

  /** Both arms yield values of the same types; {@code names} names the results. */
  public List<Var> branch(Atom cond, List<String> names, Supplier<List<? extends Atom>> then, Supplier<List<? extends Atom>> orElse) {
    Region t = region(List.of(), then);
    Region o = region(List.of(), orElse);
    List<Var> results = named(names, t.results());
    add(new Eqn(results, new Op.If(cond, t, o)));
    return results;
  }

  private static List<Var> named(List<String> names, List<? extends Atom> like) {
    var vars = new ArrayList<Var>();
    for (int k = 0; k < like.size(); k++) vars.add(Var.fresh(names.get(k), like.get(k).type()));
    return vars;
  }
}
