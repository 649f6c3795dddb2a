package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;

/**
 * About how much work a program does, to compare two that hardly differ: an addition, an access and an allocation are one, other arithmetic
 * what the table of primitives says, each iteration counts and a loop is taken for ten of them. Weaknesses: both arms of a branch count,
 * and the size of an array does not.
 */
final class Effort {
  private static final int ITERATIONS = 10;
  /** What nobody need be spared, unless it is most of the work. */
  private static final int LITTLE = 8;

  private double work;
  private int calls;

  private Effort(Program p) {
    p.reachable().all().forEach(f -> add(f.body(), 1));
  }

  /**
   * Whether the one program does next to nothing more than the other: a few additions beside more than that, or a tenth. Anything may be
   * behind a call, so there must be as many of them.
   */
  static boolean isLittleMore(Program more, Program less) {
    Effort one = new Effort(more);
    Effort other = new Effort(less);
    double by = one.work - other.work;
    return one.calls == other.calls && (by <= LITTLE && 2 * by <= other.work || by <= other.work / 10);
  }

  private void add(Region r, double times) {
    for (Eqn e : r.eqns()) {
      switch (e.op()) {
        case Op.Apply(var prim, var args) -> work += times * prim.cost();
        case Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.If _ ->
            work += times;
        case Op.For _, Op.While _ -> work += times * ITERATIONS;
        case Op.Call _ -> calls++;
        case Op.Parallel p -> throw p.unexpected();
      }
      double inside = e.op() instanceof Op.If ? times : times * ITERATIONS;
      for (Region q : e.op().regions()) add(q, inside);
    }
  }
}
