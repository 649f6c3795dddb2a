package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import java.util.List;

/**
 * How many bytes of bytecode an equation becomes, from above: every operand is counted as a load and every result as a store with the wide form
 * of the instruction, which methods with more than 256 slots of locals need, although folding saves many of them. A test compares it with javac.
 */
final class BytecodeSize {
  private static final int LOCAL = 4;
  private static final int CALL = 3;
  private static final int COMPARISON = 10;
  private static final int JUMP = 3;

  private BytecodeSize() {}

  static int of(Region r) {
    return of(r.eqns()) + r.results().size() * 2 * LOCAL;
  }

  static int of(List<Eqn> eqns) {
    int sum = 0;
    for (Eqn e : eqns) sum += of(e);
    return sum;
  }

  static int of(Eqn e) {
    int operands = e.op().args().stream().mapToInt(BytecodeSize::atom).sum();
    int results = e.results().size() * LOCAL;
    return operands + results + switch (e.op()) {
      case Op.Apply(var prim, var args) -> apply(prim, args);
      case Op.If(var cond, var then, var orElse) -> of(then) + of(orElse) + 3 * JUMP;
      case Op.For l -> of(l.body()) + 2 * LOCAL + 4 * JUMP + LOCAL;
      case Op.While(var init, var cond, var body) -> of(cond) + of(body) + 3 * JUMP;
      case Op.Load(var array, var index) -> index.size();
      case Op.Store(var array, var index, var value) -> index.size();
      case Op.AddAt(var array, var index, var value) -> index.size() + 4;
      case Op.NewArray(var type, var dims) -> LOCAL;
      case Op.Length(var array, var index) -> index.size() + 1;
      case Op.ZerosLike _, Op.Copy _, Op.Grow _ -> CALL;
      case Op.Call _ -> CALL + e.results().size() * (LOCAL + CALL);
    };
  }

  private static int apply(Prim prim, List<Atom> args) {
    if (prim.isCall()) return CALL;
    boolean comparison = prim.result(args.stream().map(a -> a.type().kind()).toList()) == Kind.BOOL;
    return comparison || prim == Prim.SELECT ? COMPARISON : 1;
  }

  private static int atom(Atom a) {
    return a instanceof Lit ? 3 : LOCAL;
  }

  /** Slots of a parameter or local. */
  static int slots(ValueType t) {
    return !t.isArray() && (t.kind() == Kind.F64 || t.kind() == Kind.I64) ? 2 : 1;
  }
}
