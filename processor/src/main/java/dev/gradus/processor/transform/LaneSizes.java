package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.List;

/**
 * How many lanes there are, and that everything has as many: the sizes of batched arguments must agree, and the results of lanes must be
 * alike in shape. What does not fit is an {@link IllegalArgumentException} that says who disagrees and by what lengths.
 *
 * <p>An argument that is batched along its first axis says how many; the first of these is the one that others are measured by. Along
 * another axis an argument says it by the rows that it has, all of which must be as long; one without rows says nothing. If none does,
 * there are no lanes.
 */
final class LaneSizes {
  /** A batched argument. */
  record Argument(Var array, String name, int axis) {
    String place() {
      return "axis " + axis + " of " + name;
    }
  }

  private static final Lit UNKNOWN = Lit.of(-1);

  private final Builder b;
  private final String function;

  LaneSizes(Builder b, String function) {
    this.b = b;
    this.function = function;
  }

  // ---- arguments ----

  /** The number of lanes, after it has been checked. */
  Atom count(List<Argument> arguments) {
    Argument reference = arguments.stream().filter(a -> a.axis() == 0).findFirst().orElse(arguments.getFirst());
    boolean known = reference.axis() == 0;
    Atom n = known ? b.length(reference.array()) : along(reference);
    String told = reference.place();
    for (Argument a : arguments) {
      if (a == reference) continue;
      Atom size = a.axis() == 0 ? b.length(a.array()) : along(a);
      Atom differs = b.apply(Prim.NE, size, n);
      if (a.axis() != 0) differs = both(isKnown(size), differs);
      if (!known) differs = both(isKnown(n), differs);
      throwIf(differs, a.place() + " has size ", size, ", " + told + " has size ", n);
      if (!known) {
        n = b.select(isKnown(size), size, n);
        told = "other arguments have size ";
      }
    }
    return known ? n : b.select(isKnown(n), n, Lit.of(0));
  }

  /** The length of the rows along the argument's axis, which all have one; unknown if there are none. */
  private Atom along(Argument a) {
    return along(a, 0, List.of(), UNKNOWN);
  }

  private Atom along(Argument a, int depth, List<Atom> at, Atom known) {
    Atom[] row = at.toArray(Atom[]::new);
    if (depth == a.axis()) {
      Atom length = b.length(a.array(), row);
      Atom isRagged = both(isKnown(known), b.apply(Prim.NE, length, known));
      throwIf(isRagged, a.name() + " is ragged along axis " + a.axis() + ": it has rows of length ", known, " and ", length);
      return length;
    }
    return b.loop(AxisMoves.index(depth), Lit.of(0), b.length(a.array(), row), false, List.of("size"), List.of(known),
        (j, carries) -> List.of(along(a, depth + 1, AxisMoves.join(at, j), carries.getFirst()))).getFirst();
  }

  private Atom isKnown(Atom size) {
    return b.ge(size, Lit.of(0));
  }

  private Atom both(Atom x, Atom y) {
    return b.apply(Prim.AND, x, y);
  }

  // ---- results ----

  /** Checks that the rows of {@code lanes} are alike in their first {@code depth} dimensions. */
  void alike(Var lanes, String name, Atom n, int depth) {
    b.loop("i", Lit.of(1), n, false, List.of(), List.of(), (i, _) -> {
      alike(lanes, name, i, depth, List.of());
      return List.of();
    });
  }

  private void alike(Var lanes, String name, Var i, int depth, List<Atom> at) {
    Atom length = b.length(lanes, AxisMoves.join(i, at).toArray(Atom[]::new));
    Atom first = b.length(lanes, AxisMoves.join(Lit.of(0), at).toArray(Atom[]::new));
    String what = at.isEmpty() ? "" : "rows of ";
    Atom differs = b.apply(Prim.NE, length, first);
    throwIf(differs, "lanes differ in the length of " + what + name + ": ", first, " in lane 0, ", length, " in lane ", i);
    if (at.size() + 1 == depth) return;
    b.loop(AxisMoves.index(at.size()), Lit.of(0), length, false, List.of(), List.of(), (j, _) -> {
      alike(lanes, name, i, depth, AxisMoves.join(at, j));
      return List.of();
    });
  }

  // ---- messages ----

  /** @param message numbers and the texts between them, after the first text */
  private void throwIf(Atom bad, String text, Object... message) {
    var parts = new ArrayList<Op.Throw.Part>(List.of(new Op.Throw.Part.Text(function + ": " + text)));
    for (Object p : message) parts.add(p instanceof Atom a ? new Op.Throw.Part.Scalar(a, false) : new Op.Throw.Part.Text((String) p));
    b.branch(bad, List.of(), () -> {
      b.add(new Eqn(List.of(), new Op.Throw(IllegalArgumentException.class.getName(), parts)));
      return List.of();
    }, List::of);
  }
}
