package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.List;

/**
 * About how many bytes of bytecode equations become. A value read once is mostly folded into its reader and costs next to nothing to keep;
 * every other one is counted with 3 bytes per load and store, between the short form of these instructions (up to 2 bytes, for the first
 * 256 slots) and the wide one (4). A test compares it with javac; {@link Outline#LIMIT} leaves room for the error.
 */
final class BytecodeSize {
  private static final int LOCAL = 3;
  private static final int FOLDED = 1;
  private static final int LITERAL = 3;
  private static final int CALL = 3;
  private static final int COMPARISON = 8;
  private static final int JUMP = 3;

  private final Uses uses;

  BytecodeSize(Uses uses) {
    this.uses = uses;
  }

  int of(Region r) {
    return of(r.eqns()) + r.results().size() * 2 * LOCAL;
  }

  int of(List<Eqn> eqns) {
    return eqns.stream().mapToInt(this::of).sum();
  }

  int of(Eqn e) {
    int operands = e.op().args().stream().mapToInt(a -> a instanceof Var v ? local(v) : LITERAL).sum();
    int results = e.results().stream().mapToInt(this::local).sum();
    return operands + switch (e.op()) {
      case Op.Apply(var prim, var args) -> results + apply(prim, args);
      case Op.If(var cond, var then, var orElse) -> of(then) + of(orElse) + 3 * JUMP;
      case Op.For l -> results + of(l.body()) + 3 * LOCAL + 4 * JUMP;
      case Op.While(var init, var cond, var body) -> results + of(cond) + of(body) + 3 * JUMP;
      case Op.Load(var array, var index) -> results + index.size();
      case Op.Store(var array, var index, var value) -> index.size();
      case Op.AddAt(var array, var index, var value) -> index.size() + 3;
      case Op.NewArray _ -> results + 4;
      case Op.Table _ -> 0;
      case Op.Length(var array, var index) -> results + index.size() + 1;
      case Op.ZerosLike _, Op.Copy _, Op.Grow _ -> results + CALL;
      case Op.Throw(var exception, var message) -> 10 + message.size() * CALL;
      case Op.Call _ -> CALL + e.results().size() * (LOCAL + CALL);
      case Op.Parallel p -> throw p.unexpected();
    };
  }

  private int local(Var v) {
    return uses.isOnceInItsRegion(v) ? FOLDED : LOCAL;
  }

  private static int apply(Prim prim, List<Atom> args) {
    if (prim.isCall()) return CALL;
    boolean comparison = prim.result(args.stream().map(a -> a.type().kind()).toList()) == Kind.BOOL;
    return comparison || prim == Prim.SELECT ? COMPARISON : 1;
  }
}
