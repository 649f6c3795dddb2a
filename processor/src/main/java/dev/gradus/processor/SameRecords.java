package dev.gradus.processor;

import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * The check that a tangent or cotangent is made of the same records as its primal, for companions that are called in a body and have no
 * border there: code at the end of the function, since the primal may be its result. {@link Leaves#refuseOtherRecords} is the
 * same for companions that are called from outside.
 */
final class SameRecords {
  private SameRecords() {}

  /** The function with a check of the leaves of values of that type. */
  static Func checked(Func f, JavaType type, List<? extends Atom> primal, List<? extends Atom> derivative) {
    Builder b = new Builder();
    List<Boolean> structure = type.structure();
    for (int k = 0; k < structure.size(); k++) if (structure.get(k)) same(primal.get(k), derivative.get(k), b);
    List<Eqn> eqns = new ArrayList<>(f.body().eqns());
    eqns.addAll(b.close());
    return f.withBody(new Region(f.params(), eqns, f.results()));
  }

  private static void same(Atom x, Atom y, Builder b) {
    if (x.type().rank() == 0) {
      require(b.apply(Prim.EQ, x, y), b);
      return;
    }
    Atom n = b.length(x);
    require(b.eq(n, b.length(y)), b);
    b.loop("i", Lit.of(0), n, false, List.of(), List.of(), (i, _) -> {
      same(b.load(x, i), b.load(y, i), b);
      return List.of();
    });
  }

  private static void require(Atom holds, Builder b) {
    b.branch(holds, List.of(), List::of, () -> {
      var message = new Op.Throw.Part.Text("a tangent or cotangent must be made of the same records as its primal, with other numbers in them");
      b.add(new Eqn(List.of(), new Op.Throw("java.lang.IllegalArgumentException", List.of(message))));
      return List.of();
    });
  }
}
