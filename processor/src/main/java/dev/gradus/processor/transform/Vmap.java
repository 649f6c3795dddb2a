package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Batches a function: the same for many arguments at once, one {@link Op.Each} over the lanes with the function as its body. Lane {@code i}
 * computes exactly what the function computes of the arguments' elements (rows) at {@code i}, with Java's own control flow: lanes that are
 * done wait for nobody, branches not taken are not run. Of several lanes that throw the first one's exception is thrown.
 *
 * <p>An array that the function writes is written where it is, row by row, if its first axis is batched ({@link WrittenInPlace}: else the
 * row is copied, and copied back); along another axis its lanes are copied, and copied back when all are done. Results are new arrays, and
 * all lanes must give the same shape, which is checked ({@link LaneSizes}) unless it is plain to see ({@link LaneShapes}). What is the same
 * in all lanes ({@link LaneInvariant}) is computed once more at the end, even if there are no lanes, and repeated, or given as it is where
 * the axis is {@link Axes#NONE}.
 *
 * <p>Weaknesses: without lanes nothing is known of the shape of a lane's result, so that along an axis other than the first it has length 0
 * at the first; a lane's result that has absent rows ends in a {@code NullPointerException}.
 */
public final class Vmap {
  private final Func f;
  private final Axes axes;
  private final List<Var> params;
  private final LaneInvariant invariant;
  private final WrittenInPlace inPlace;
  private final Builder b = new Builder();
  private final AxisMoves moves = new AxisMoves(b);
  private final LaneSizes sizes;
  private Atom n;

  private Vmap(Func f, Axes axes) {
    if (f.params().size() != axes.in().size() || f.results().size() != axes.out().size()) {
      throw new IllegalArgumentException("axes for other leaves than " + f.name() + " has");
    }
    if (axes.in().stream().noneMatch(Axes.Leaf::isMapped)) throw new IllegalArgumentException("nothing to batch " + f.name() + " over");
    this.f = f;
    this.axes = axes;
    this.params = new ArrayList<>();
    for (int p = 0; p < axes.in().size(); p++) {
      Var v = f.params().get(p);
      params.add(Var.fresh(v.name(), isMapped(p) ? v.type().arrayOf() : v.type()));
    }
    this.invariant = invariant(f, axes.in());
    this.inPlace = new WrittenInPlace(f.body());
    this.sizes = new LaneSizes(b, axes.function());
  }

  private static LaneInvariant invariant(Func f, List<Axes.Leaf> in) {
    var mapped = new ArrayList<Var>();
    for (int p = 0; p < in.size(); p++) if (in.get(p).isMapped()) mapped.add(f.params().get(p));
    return new LaneInvariant(f, mapped);
  }

  /** For each result whether it may differ between lanes when these parameters are batched; one that may not needs no axis. */
  static List<Boolean> batched(Func f, List<Axes.Leaf> in) {
    LaneInvariant invariant = invariant(f, in);
    return f.results().stream().map(r -> !invariant.is(r)).toList();
  }

  /**
   * The program whose main function is batched; it owns those arrays that the function owns and that are batched, and its results are in
   * the same order. At least one parameter must be mapped, and every result that is {@link #batched} needs an axis.
   */
  static Program run(Program p, Axes axes) {
    return new Program(new Vmap(p.main(), axes).run(), p.functions());
  }

  private Func run() {
    var results = new Atom[f.results().size()];
    n = count();
    List<Integer> mapped = new ArrayList<>();
    for (int r = 0; r < results.length; r++) if (written(r) >= 0 || !invariant.is(f.results().get(r))) mapped.add(r);
    List<Var> into = mapped.stream().map(this::into).toList();
    List<Var> lanes = b.map("i", Lit.of(0), n, into, (i, rows) -> lane(i, mapped, rows));
    List<Boolean> alike = alike(lanes);
    for (int k = 0; k < mapped.size(); k++) results[mapped.get(k)] = batchedResult(mapped.get(k), lanes.get(k), alike.get(k));
    repeatedResults(mapped, results);
    Set<Var> owned = f.owned().stream().map(f.params()::indexOf).filter(this::isMapped).map(params::get).collect(Collectors.toSet());
    return new Func(f.name(), new Region(params, b.close(), List.of(results)), owned);
  }

  private boolean isMapped(int param) {
    return axes.in().get(param).isMapped();
  }

  private int axis(int param) {
    return axes.in().get(param).fromFront(f.params().get(param).type().rank());
  }

  private Atom count() {
    var arguments = new ArrayList<LaneSizes.Argument>();
    for (int p = 0; p < params.size(); p++) {
      if (isMapped(p)) arguments.add(new LaneSizes.Argument(params.get(p), axes.in().get(p).name(), axis(p)));
    }
    return sizes.count(arguments);
  }

  // ---- lanes ----

  /** The number of the batched parameter that the function writes and gives back as this result, or -1. */
  private int written(int result) {
    List<Var> owned = f.params().stream().filter(f.owned()::contains).toList();
    int k = result - (f.results().size() - owned.size());
    int param = k < 0 ? -1 : f.params().indexOf(owned.get(k));
    return param >= 0 && isMapped(param) ? param : -1;
  }

  private boolean isInPlace(int result) {
    return written(result) >= 0 && axis(written(result)) == 0;
  }

  /** Where a result of each lane goes. */
  private Var into(int result) {
    Atom r = f.results().get(result);
    return isInPlace(result) ? params.get(written(result)) : b.newArray(name(result), r.type().arrayOf(), n);
  }

  private String name(int result) {
    return f.results().get(result) instanceof Var v ? v.name() : "result";
  }

  private List<Atom> lane(Var i, List<Integer> mapped, List<Var> rows) {
    var atoms = new HashMap<Var, Atom>();
    for (int k = 0; k < mapped.size(); k++) if (isInPlace(mapped.get(k))) atoms.put(f.params().get(written(mapped.get(k))), rows.get(k));
    Set<Var> read = FreeVars.of(new Region(List.of(), f.body().eqns(), f.results()));
    for (int p = 0; p < params.size(); p++) {
      Var inLane = f.params().get(p);
      Var given = params.get(p);
      if (atoms.containsKey(inLane) || !read.contains(inLane)) continue;
      atoms.put(inLane, !isMapped(p) ? given : axis(p) == 0 ? b.load(given, i) : moves.gather(given, axis(p), i));
    }
    List<Atom> results = placed(f.body(), atoms).results();
    var values = new ArrayList<Atom>();
    for (int k = 0; k < mapped.size(); k++) {
      int r = mapped.get(k);
      boolean isCopied = isInPlace(r) && !inPlace.is(f.results().get(r), f.params().get(written(r)));
      values.add(isCopied ? moves.copied(rows.get(k), (Var) results.get(r)) : results.get(r));
    }
    return values;
  }

  /** Puts a copy of a region here, with these atoms for its parameters. */
  private Region placed(Region r, Map<Var, Atom> atoms) {
    Region copy = Refresh.region(r, atoms).region();
    b.addAll(copy.eqns());
    return copy;
  }

  // ---- results ----

  /** Which of these arrays, which an {@code each} has just made, have rows of one shape, as far as simple passes see it. */
  private List<Boolean> alike(List<Var> lanes) {
    List<Eqn> eqns = b.close();
    b.open();
    b.addAll(eqns);
    Func simple = Simplify.run(CommonSubexpressions.run(new Func(f.name(), new Region(params, eqns, List.copyOf(lanes)))));
    if (!(simple.body().eqns().getLast().op() instanceof Op.Each each)) return lanes.stream().map(_ -> false).toList();
    LaneShapes shapes = new LaneShapes(each.body());
    return each.body().results().stream().map(r -> !r.type().isArray() || shapes.areOne(r)).toList();
  }

  private Atom batchedResult(int result, Var lanes, boolean areAlike) {
    if (isInPlace(result)) return lanes;
    if (written(result) >= 0) return putBack(result, written(result), lanes);
    Axes.Leaf out = axes.out().get(result);
    int rank = f.results().get(result).type().rank();
    if (!out.isMapped()) throw new IllegalArgumentException(out.name() + " differs between lanes");
    if (!areAlike) sizes.alike(lanes, out.name(), n, rank);
    return moves.spread(lanes, out.fromFront(rank), n);
  }

  /** An array that was written along another axis than the first; its rows are replaced if those of lanes may have been. */
  private Var putBack(int result, int param, Var lanes) {
    Var array = params.get(param);
    Var inLane = f.params().get(param);
    if (inPlace.is(f.results().get(result), inLane) && !inPlace.movesRows(inLane.type())) return moves.putBack(array, axis(param), lanes);
    sizes.alike(lanes, axes.in().get(param).name(), n, axis(param));
    return moves.copied(array, moves.spread(lanes, axis(param), n));
  }

  private void repeatedResults(List<Integer> mapped, Atom[] results) {
    if (mapped.size() == results.length) return;
    var atoms = new HashMap<Var, Atom>();
    for (int p = 0; p < params.size(); p++) if (!isMapped(p)) atoms.put(f.params().get(p), params.get(p));
    var same = placed(invariant.part(), atoms).results().iterator();
    for (int r = 0; r < results.length; r++) {
      if (!invariant.is(f.results().get(r))) continue;
      Atom value = same.next();
      if (mapped.contains(r)) continue;
      Axes.Leaf out = axes.out().get(r);
      results[r] = out.isMapped() ? moves.repeat(name(r), value, out.fromFront(value.type().rank()), n) : value;
    }
  }
}
