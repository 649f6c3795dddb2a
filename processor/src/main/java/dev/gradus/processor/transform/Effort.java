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
  /** Anything may be behind it. */
  private static final long CALL = 1_000_000_000;
  /** What nobody need be spared, unless it is most of the work. */
  private static final int LITTLE = 8;

  private Effort() {}

  /** Whether the one program does next to nothing more than the other: a few additions beside more than that, or a tenth. */
  static boolean isLittleMore(Program more, Program less) {
    long all = of(less);
    long by = of(more) - all;
    return by <= LITTLE && 2 * by <= all || by <= all / 10;
  }

  private static long of(Program p) {
    return p.reachable().all().stream().mapToLong(f -> of(f.body())).sum();
  }

  private static long of(Region r) {
    long sum = 0;
    for (Eqn e : r.eqns()) sum += of(e.op());
    return sum;
  }

  private static long of(Op op) {
    return switch (op) {
      case Op.Apply(var prim, var args) -> prim.cost();
      case Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _ -> 1;
      case Op.Call _ -> CALL;
      case Op.If(var cond, var then, var orElse) -> 1 + of(then) + of(orElse);
      case Op.For l -> ITERATIONS * (1 + of(l.body()));
      case Op.While(var init, var cond, var body) -> ITERATIONS * (1 + of(cond) + of(body));
      case Op.Each each -> ITERATIONS * (1 + of(each.body()));
      case Op.Contract _ -> CALL;
    };
  }
}
