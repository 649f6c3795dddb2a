package dev.gradus.processor;

import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.SameShape;
import java.util.List;

/**
 * The check that a tangent or cotangent is made of the same records as its primal and has the lengths of its arrays, for companions that are
 * called in a body and have no border there. {@link Leaves#refuseOtherRecords} and {@link Leaves#refuseOtherShapes} are the same for
 * companions that are called from outside.
 */
final class SameRecords {
  private final Builder b;

  private SameRecords(Builder b) {
    this.b = b;
  }

  /** Appends a check of the leaves of {@code derivative}, which {@code where} is given, against those of the value {@code primal}. */
  static void check(String where, Lowered.Param derivative, List<? extends Atom> leaves, String primal, List<? extends Atom> like, Builder b) {
    List<Boolean> structure = derivative.type().structure();
    List<Leaves.Leaf> here = Leaves.of(List.of(derivative), new Names()).all();
    List<Leaves.Leaf> there = Leaves.of(List.of(new Lowered.Param(primal, derivative.type())), new Names()).all();
    for (int k = 0; k < structure.size(); k++) if (structure.get(k)) new SameRecords(b).same(like.get(k), leaves.get(k));
    for (int k = 0; k < structure.size(); k++) {
      Leaves.Leaf leaf = here.get(k);
      if (!leaf.type().isFloat() || !leaf.type().isArray() || leaf.isGathered()) continue;
      var own = new SameShape.Named(leaf.shown(), leaves.get(k));
      var other = new SameShape.Named(there.get(k).shown(), like.get(k));
      if (!leaf.isInRecordArray()) SameShape.check(where, own, other, b);
      else if (hasOnePresence(leaf)) SameShape.checkPresent(where, own, other, like.get(k - leaf.part().leaf()), b);
    }
  }

  /** Whether the rows of the leaf are there where elements of the array of records are; weakness: others are not checked. */
  private static boolean hasOnePresence(Leaves.Leaf leaf) {
    return leaf.part().of() instanceof JavaType.RecordArray(var element, var _) && !element.hasRecordArray();
  }

  private void same(Atom x, Atom y) {
    if (x.type().rank() == 0) {
      require(b.apply(Prim.EQ, x, y));
      return;
    }
    Atom n = b.length(x);
    require(b.eq(n, b.length(y)));
    b.loop("i", Lit.of(0), n, false, List.of(), List.of(), (i, _) -> {
      same(b.load(x, i), b.load(y, i));
      return List.of();
    });
  }

  private void require(Atom holds) {
    b.branch(holds, List.of(), List::of, () -> {
      var message = new Op.Throw.Part.Text("a tangent or cotangent must be made of the same records as its primal, with other numbers in them");
      b.add(new Eqn(List.of(), new Op.Throw("java.lang.IllegalArgumentException", List.of(message))));
      return List.of();
    });
  }
}
