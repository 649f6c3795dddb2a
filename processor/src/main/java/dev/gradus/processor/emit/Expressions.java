package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Equations as Java expressions, operands folded in. Everything here answers {@code null} where folding would change the order in which
 * things are evaluated or thrown; the caller then writes operands to locals first.
 */
final class Expressions {
  /** Longest text of an arm of {@code ?:}. */
  private static final int ARM = 40;

  private final Uses uses;
  private final Locals locals;
  private final AbsentRows absent;

  Expressions(Uses uses, Locals locals, AbsentRows absent) {
    this.uses = uses;
    this.locals = locals;
    this.absent = absent;
  }

  /**
   * The expression of the equation, whose operands are taken from {@code pending}; {@code null}, with nothing taken, if that cannot be
   * done.
   */
  Expr of(Eqn e, Pending pending) {
    return switch (e.op()) {
      case Op.If branch -> e.results().size() == 1 && !e.result().type().isArray() ? branch(branch, pending) : null;
      case Op op when !pending.mayTake(op.args()) -> null;
      case Op.Apply(var prim, var args) -> isLazy(prim, args, pending) ? null : Expr.apply(prim, args, take(args, pending));
      case Op.Load(var array, var index) -> isElementReady(array, index, pending) ? element(array, index, pending) : null;
      case Op.Length(var array, var index) -> {
        if (!isElementReady(array, index, pending)) yield null;
        Expr a = index.isEmpty() ? take(array, pending) : element(array, index, pending);
        Set<Trap> traps = absent.contains(array) ? Set.of(Trap.ABSENT) : Trap.NONE;
        yield Expr.primary(a.text() + ".length", List.of(a), false, traps);
      }
      case Op.NewArray(var type, var dims) -> newArray(type, take(dims, pending), e.op().effect() != Effect.PURE);
      case Op.ZerosLike(var array) -> call(RuntimeNames.ZEROS_LIKE, array, pending);
      case Op.Copy(var array) -> call(RuntimeNames.COPY, array, pending);
      case Op.Grow(var array, var length) -> {
        List<Expr> x = take(List.of(array, length), pending);
        yield Expr.primary(RuntimeNames.GROW.call(x.get(0).text(), x.get(1).text()), x, true, Trap.NONE);
      }
      case Op.Store _, Op.AddAt _, Op.Table _, Op.For _, Op.While _, Op.Throw _, Op.Call _ -> null;
      case Op.Parallel p -> throw p.unexpected();
    };
  }

  /** The region as one expression without parameters of its own, or {@code null}. */
  Expr region(Region r) {
    if (r.results().size() != 1 || r.results().getFirst().type().isArray()) return null;
    Pending pending = new Pending();
    for (Eqn e : r.eqns()) {
      if (e.results().size() != 1 || !uses.isOnceInItsRegion(e.result())) return null;
      Expr x = of(e, pending);
      if (x == null) return null;
      pending.put(e.result(), x);
    }
    if (!pending.mayTake(r.results())) return null;
    Expr result = take(r.results().getFirst(), pending);
    return pending.isEmpty() ? result : null;
  }

  private Expr branch(Op.If branch, Pending pending) {
    Expr then = region(branch.then());
    Expr orElse = region(branch.orElse());
    if (then == null || orElse == null || Math.max(then.text().length(), orElse.text().length()) > ARM) return null;
    if (!pending.mayTake(List.of(branch.cond()))) return null;
    return Expr.conditional(take(branch.cond(), pending), then, orElse);
  }

  /** A {@code ?:} evaluates one alternative only; the primitive both. */
  private static boolean isLazy(Prim prim, List<Atom> args, Pending pending) {
    return prim == Prim.SELECT && args.subList(1, 3).stream().anyMatch(a -> pending.peek(a) instanceof Expr x && !x.traps().isEmpty());
  }

  Expr take(Atom a, Pending pending) {
    return switch (a) {
      case Lit l -> Expr.literal(l);
      case Var v -> {
        Expr x = pending.remove(v);
        yield x != null ? x : Expr.local(locals.of(v));
      }
    };
  }

  List<Expr> take(List<? extends Atom> atoms, Pending pending) {
    var out = new ArrayList<Expr>();
    for (Atom a : atoms) out.add(take(a, pending));
    return out;
  }

  // ---- arrays ----

  /** Whether {@code a[i][j]} may be written with what is pending: Java looks up {@code a[i]} before it evaluates {@code j}. */
  boolean isElementReady(Atom array, List<Atom> index, Pending pending) {
    if (pending.peek(array) instanceof Expr x && (!x.text().endsWith("]") || x.text().startsWith("new "))) return false;
    return index.stream().skip(1).allMatch(i -> commutes(i, array, pending));
  }

  /** Whether it makes no difference if {@code a} is evaluated before or after an element of {@code array} is looked up. */
  boolean commutes(Atom a, Atom array, Pending pending) {
    return !(pending.peek(a) instanceof Expr x) || Trap.commute(x.traps(), elementTraps(array));
  }

  private Set<Trap> elementTraps(Atom array) {
    return absent.contains(array) ? Set.of(Trap.INDEX, Trap.ABSENT) : Set.of(Trap.INDEX);
  }

  Expr element(Atom array, List<Atom> index, Pending pending) {
    List<Expr> parts = new ArrayList<>();
    parts.add(take(array, pending));
    StringBuilder text = new StringBuilder(parts.getFirst().text());
    for (Atom i : index) {
      Expr x = take(i, pending);
      parts.add(x);
      text.append("[").append(x.text()).append("]");
    }
    return Expr.primary(text.toString(), parts, true, index.isEmpty() ? Trap.NONE : elementTraps(array));
  }

  private static Expr newArray(ValueType type, List<Expr> dims, boolean traps) {
    StringBuilder text = new StringBuilder("new ").append(type.kind().java());
    for (Expr d : dims) text.append("[").append(d.text()).append("]");
    text.append("[]".repeat(type.rank() - dims.size()));
    return Expr.primary(text.toString(), dims, false, traps ? Set.of(Trap.SIZE) : Trap.NONE);
  }

  private Expr call(RuntimeNames method, Atom array, Pending pending) {
    Expr x = take(array, pending);
    return Expr.primary(method.call(x.text()), List.of(x), true, absent.contains(array) ? Set.of(Trap.ABSENT) : Trap.NONE);
  }
}
