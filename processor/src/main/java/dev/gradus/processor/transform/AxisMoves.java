package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Arrays batched along another axis than the first: a lane is gathered from all rows, and results of lanes are spread over the rows of a
 * new array. All of it by copies, element by element, or row by row beyond the batched axis. Rows may differ in length at every other axis,
 * and keep their lengths.
 */
final class AxisMoves {
  private static final String INDICES = "jklm";

  private final Builder b;

  AxisMoves(Builder b) {
    this.b = b;
  }

  /** Lane {@code i} of an array batched along an axis that is not the first, as an array of its own. */
  Var gather(Var array, int axis, Var i) {
    return nested(array.name(), array.type().row(1), axis, at -> b.length(array, indices(at)),
        at -> b.load(array.name(), array, join(at, i)));
  }

  /** The array, batched along an axis that is not the first, with lane {@code i} replaced by row {@code i} of {@code lanes}. */
  Var putBack(Var array, int axis, Var lanes) {
    return putBack(array, axis, lanes, List.of());
  }

  private Var putBack(Var into, int axis, Var lanes, List<Atom> at) {
    boolean isBatched = at.size() == axis;
    return b.map(isBatched ? "i" : index(at.size()), Lit.of(0), b.length(into), List.of(into), (j, old) -> List.of(isBatched
        ? b.load(lanes.name(), lanes, join(j, at))
        : putBack(old.getFirst(), axis, lanes, join(at, j)))).getFirst();
  }

  /** The array with the elements, or rows, of another. */
  Var copied(Var into, Var from) {
    return b.map(index(0), Lit.of(0), b.length(from), List.of(into), (j, _) -> List.of(b.load(from.name(), from, List.of(j)))).getFirst();
  }

  /** What {@code lanes}, an array of the results of lanes, becomes along that axis. */
  Var spread(Var lanes, int axis, Atom n) {
    if (axis == 0) return lanes;
    return nested(lanes.name(), lanes.type(), axis,
        at -> at.isEmpty() ? firstLength(lanes, n) : b.length(lanes, indices(join(Lit.of(0), at))),
        at -> along(lanes.name(), lanes.type().row(axis), n, i -> b.load(lanes.name(), lanes, join(i, at))));
  }

  /** An array that has {@code value} in each of its {@code n} places along that axis. */
  Var repeat(String name, Atom value, int axis, Atom n) {
    ValueType type = value.type().arrayOf();
    return nested(name, type, axis, at -> b.length(value, indices(at)),
        at -> along(name, type.row(axis), n, _ -> at.isEmpty() ? value : b.load(name, value, at)));
  }

  /** The length of the first of these rows; without one, zero. */
  private Atom firstLength(Var lanes, Atom n) {
    Atom zero = Lit.of(0);
    return b.branch(b.gt(n, zero), List.of("n"), () -> List.of(b.length(lanes, zero)), () -> List.of(zero)).getFirst();
  }

  /** A new array of {@code n} elements or rows. */
  Var along(String name, ValueType type, Atom n, Function<Var, Atom> element) {
    return filled("i", name, type, n, element);
  }

  /** What {@code inner} makes for each index into {@code depth} dimensions, as long as {@code length} says, in new arrays. */
  private Var nested(String name, ValueType type, int depth, Function<List<Atom>, Atom> length, Function<List<Atom>, Var> inner) {
    return nested(name, type, depth, length, inner, List.of());
  }

  private Var nested(String name, ValueType type, int depth, Function<List<Atom>, Atom> length, Function<List<Atom>, Var> inner,
      List<Atom> at) {
    if (at.size() == depth) return inner.apply(at);
    return filled(index(at.size()), name, type, length.apply(at), j -> nested(name, type.row(1), depth, length, inner, join(at, j)));
  }

  private Var filled(String index, String name, ValueType type, Atom n, Function<Var, Atom> element) {
    Var array = b.newArray(name, type, n);
    return b.map(index, Lit.of(0), n, List.of(array), (i, _) -> List.of(element.apply(i))).getFirst();
  }

  /** The name of the index into that dimension of a lane. */
  static String index(int dimension) {
    return INDICES.substring(dimension % INDICES.length()).substring(0, 1);
  }

  private static Atom[] indices(List<Atom> at) {
    return at.toArray(Atom[]::new);
  }

  static List<Atom> join(Atom first, List<Atom> rest) {
    var all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  static List<Atom> join(List<Atom> first, Atom last) {
    var all = new ArrayList<>(first);
    all.add(last);
    return all;
  }
}
