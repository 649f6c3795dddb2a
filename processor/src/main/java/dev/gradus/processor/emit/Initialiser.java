package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.List;

/**
 * A new array of which every element is stored, one after the other, before anything else looks at it: {@code new double[] {x, y}}. What is
 * computed between the stores comes {@code before}; nobody sees the difference, because nobody else has the array, and its stores do not
 * throw.
 *
 * @param array what the last store gives
 * @param end where the last store stands
 */
record Initialiser(Var array, List<Eqn> before, List<Atom> values, int end) {
  /** What begins with the equation at that place, or {@code null}. */
  static Initialiser at(List<Eqn> eqns, int at, Locals locals) {
    if (!(eqns.get(at).op() instanceof Op.NewArray(var _, var dims)) || dims.size() != 1
        || !(dims.getFirst() instanceof Lit l)) return null;
    int size = (int) l.value();
    if (size <= 0) return null;
    Var array = eqns.get(at).result();
    var before = new ArrayList<Eqn>();
    var values = new ArrayList<Atom>();
    for (int k = at + 1; k < eqns.size(); k++) {
      Eqn e = eqns.get(k);
      if (e.op() instanceof Op.Store(var into, var index, var value) && into.equals(array)) {
        if (index.size() != 1 || !index.getFirst().equals(Lit.of(values.size()))) return null;
        array = e.result();
        values.add(value);
        if (values.size() == size) return new Initialiser(array, List.copyOf(before), List.copyOf(values), k);
      } else {
        if (!isPlain(e.op()) || e.op().args().contains(array) || values.stream().anyMatch(v -> overwrites(e, v, locals))) return null;
        before.add(e);
      }
    }
    return null;
  }

  private static boolean isPlain(Op op) {
    return switch (op) {
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _,
          Op.Grow _ -> true;
      case Op.If _, Op.For _, Op.While _, Op.Call _, Op.Throw _, Op.Parallel _ -> false;
    };
  }

  /** Whether a value that is stored already would be gone when the array is made. */
  private static boolean overwrites(Eqn e, Atom value, Locals locals) {
    return value instanceof Var v && e.results().stream().anyMatch(r -> locals.of(r) == locals.of(v));
  }
}
