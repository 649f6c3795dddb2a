package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements of one method. An equation becomes a statement where it writes, branches or loops, or where its value is read more than
 * once; otherwise it waits in {@link Pending} for its reader.
 *
 * <p>What keeps this exact: before anything writes array elements, all that reads them is written to locals, and before a loop or a branch
 * everything is. When a variable that shares its local is defined, whatever still reads the local's former value is written to a local of
 * its own first, so that no pending text ever means a value that is gone.
 */
final class MethodBody {
  /** Longest expression that is folded into its reader. */
  private static final int FOLDED = 56;
  /** Longest bound that a loop evaluates in each iteration. */
  private static final int BOUND = 20;

  private final Func func;
  private final Names names;
  private final Map<String, Part> parts;
  private final Uses uses;
  /** Numbers below which there is another one, for sure. */
  private final Set<Atom> countable;
  private final Locals locals;
  private final Expressions expressions;
  private final Pending pending = new Pending();
  private Standing standing = new Standing();
  private StringBuilder out = new StringBuilder();
  /** What follows is not reached, and javac would refuse it: nothing is written. */
  private boolean ended;
  private int depth;

  MethodBody(Func func, Names names, TableNames tables, Map<String, Part> parts, InPlace inPlace, AbsentRows absent) {
    this.func = func;
    this.names = names;
    this.parts = parts;
    this.uses = new Uses(func);
    this.countable = countable(func);
    this.locals = new Locals(func, inPlace);
    tables.reserve(names);
    tables.declare(locals);
    this.expressions = new Expressions(uses, locals, absent);
  }

  /** The text, given what the parameters are called and how results become a return statement, if one is reached. */
  String write(List<String> params, Function<List<String>, String> returns) {
    params.stream().filter(Names::isIdentifier).forEach(names::take);
    for (int k = 0; k < params.size(); k++) {
      Var p = func.params().get(k);
      if (Names.isIdentifier(params.get(k))) locals.of(p).declare(params.get(k));
      else if (uses.count(p) > 0) line(declaration(locals.of(p)) + " = " + params.get(k) + ";");
    }
    eqns(func.body());
    if (ended) return out.toString();
    if (!pending.mayTake(func.results())) settle(func.results());
    flushAllBut(func.results());
    returns.apply(take(func.results()).stream().map(Expr::text).toList()).lines().forEach(this::line);
    return out.toString();
  }

  private void eqns(Region r) {
    for (int at = 0; at < r.eqns().size() && !ended; at++) {
      Initialiser i = Initialiser.at(r.eqns(), at, locals);
      if (i == null) {
        eqn(r.eqns().get(at));
      } else {
        eqns(new Region(List.of(), i.before(), List.of()));
        if (!ended) initialise(i);
        at = i.end();
      }
    }
  }

  private void eqn(Eqn e) {
    switch (e.op()) {
      case Op.Table _ -> { }
      case Op.Apply _, Op.Load _, Op.NewArray _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _ -> {
        if (uses.count(e.result()) > 0 || e.op().effect() != Effect.PURE) value(e);
      }
      case Op.Store(var array, var index, var value) -> {
        boolean early = index.size() > 1 && !expressions.commutes(value, array, pending);
        Expr target = target(e.op(), array, index, early);
        line(target.text() + " = " + take(value).assigned() + ";");
      }
      case Op.AddAt(var array, var index, var value) -> {
        boolean early = !index.isEmpty() && !expressions.commutes(value, array, pending);
        addAt(target(e.op(), array, index, early), take(value), value.type());
      }
      case Op.If branch -> {
        if (!value(e)) branch(e, branch);
      }
      case Op.For loop -> loop(e, loop);
      case Op.While loop -> loop(e, loop);
      case Op.Throw t -> raise(t);
      case Op.Call call -> call(e, parts.get(call.callee().name()), call.args());
      case Op.Parallel p -> throw p.unexpected();
    }
  }

  // ---- values ----

  /** Defines the result of an equation that is an expression; false if it is none. */
  private boolean value(Eqn e) {
    if (e.results().size() != 1 || e.op() instanceof Op.If branch && keeps(e.result(), branch)) return false;
    Var v = e.result();
    List<Atom> operands = e.op().args();
    beforeDefinition(v, operands);
    Expr x = expressions.of(e, pending);
    if (x == null && !(e.op() instanceof Op.If && pending.mayTake(operands))) {
      settle(operands);
      x = expressions.of(e, pending);
    }
    if (x == null) return false;
    define(v, x);
    return true;
  }

  private void initialise(Initialiser i) {
    beforeDefinition(i.array(), i.values());
    if (!pending.mayTake(i.values())) settle(i.values());
    define(i.array(), Expr.initialised(i.array().type(), take(i.values())));
  }

  /** Whether one arm leaves the local as it is, so that an {@code if} without {@code else} says more than {@code x = c ? … : x}. */
  private boolean keeps(Var result, Op.If branch) {
    Local l = locals.of(result);
    return branch.regions().stream().anyMatch(r -> r.results().getFirst() instanceof Var v && r.eqns().isEmpty() && locals.of(v) == l);
  }

  private void define(Var v, Expr x) {
    pending.put(v, x);
    if (!uses.isOnceInItsRegion(v) || x.text().length() > FOLDED) flush(v);
  }

  /** Nothing pending, operands of the definition aside, may read the local that {@code v} is about to take over. */
  private void beforeDefinition(Var v, List<Atom> operands) {
    Local l = locals.of(v);
    if (l.isDeclared()) flushWhere((q, x) -> x.readsLocal(l) && !operands.contains(q));
  }

  private Expr take(Atom a) {
    return expressions.take(a, pending);
  }

  private List<Expr> take(List<? extends Atom> atoms) {
    return expressions.take(atoms, pending);
  }

  /** Writes the pending expression of {@code v} to its local, after those that would throw before it. */
  private void flush(Var v) {
    pending.mustPrecede(v).forEach(this::flush);
    Expr x = pending.remove(v);
    if (x != null) set(locals.of(v), x);
  }

  private void flushWhere(BiPredicate<Var, Expr> condition) {
    for (Var v : pending.where(condition)) if (pending.peek(v) != null) flush(v);
  }

  private void flushAllBut(List<? extends Atom> kept) {
    flushWhere((v, _) -> !kept.contains(v));
  }

  private void flushEffectsBut(List<? extends Atom> kept) {
    flushWhere((v, x) -> x.isEffectful() && !kept.contains(v));
  }

  /** Writes these operands, and all that may throw, to locals in the order of their equations. */
  private void settle(List<? extends Atom> operands) {
    flushWhere((v, x) -> !x.traps().isEmpty() || operands.contains(v));
  }

  // ---- statements ----

  private Expr target(Op op, Atom array, List<Atom> index, boolean valueIsEarlier) {
    if (valueIsEarlier || !pending.mayTake(op.args()) || !expressions.isElementReady(array, index, pending)) settle(op.args());
    if (index.isEmpty()) settle(List.of(array));
    flushEffectsBut(op.args());
    return expressions.element(array, index, pending);
  }

  private void addAt(Expr target, Expr value, ValueType type) {
    if (type.isArray()) line(RuntimeNames.ADD.call(target.text(), value.text()) + ";");
    else if (value.prim() == Prim.NEG) line(target.text() + " -= " + value.operands().getFirst().text() + ";");
    else line(target.text() + " += " + value.assigned() + ";");
  }

  private void call(Eqn e, Part part, List<Atom> args) {
    e.results().forEach(r -> beforeDefinition(r, args));
    settle(pending.mayTake(args) ? args.stream().filter(a -> a.type().isArray()).toList() : args);
    flushEffectsBut(args);
    String text = part.name() + "(" + String.join(", ", take(args).stream().map(Expr::text).toList()) + ")";
    List<Integer> returned = part.returned();
    if (returned.isEmpty()) {
      line(text + ";");
    } else if (returned.size() == 1) {
      set(locals.of(e.results().get(returned.getFirst())), Expr.primary(text, List.of(), true, Trap.NONE));
    } else {
      String all = names.fresh("results");
      line(part.recordName() + " " + all + " = " + text + ";");
      for (int j = 0; j < returned.size(); j++) {
        Var r = e.results().get(returned.get(j));
        if (uses.count(r) > 0) define(r, Expr.primary(all + "." + part.components().get(j) + "()", List.of(), false, Trap.NONE));
      }
    }
  }

  private void raise(Op.Throw t) {
    if (!pending.mayTake(t.args())) settle(t.args());
    flushEffectsBut(t.args());
    List<String> parts = t.message().stream().map(p -> switch (p) {
      case Op.Throw.Part.Text(var text) -> Expr.quoted(text);
      case Op.Throw.Part.Scalar(var value,
          var asChar) -> asChar ? "(char) " + take(value).within(Prim.NEG.precedence()) : take(value).within(Prim.MUL.precedence());
    }).toList();
    boolean isText = t.message().stream().limit(2).anyMatch(Op.Throw.Part.Text.class::isInstance);
    line("throw new " + t.exception() + "(" + (isText || parts.isEmpty() ? "" : "\"\" + ") + String.join(" + ", parts) + ");");
    ended = true;
  }

  private void branch(Eqn e, Op.If branch) {
    if (!pending.mayTake(List.of(branch.cond()))) settle(List.of(branch.cond()));
    flushAllBut(List.of(branch.cond()));
    Expr cond = take(branch.cond());
    boolean onlyElse = branch.then().eqns().isEmpty() && !branch.orElse().eqns().isEmpty();
    if (onlyElse) arms(e.results(), Expr.not(cond), branch.orElse(), branch.then());
    else arms(e.results(), cond, branch.then(), branch.orElse());
  }

  private void arms(List<Var> results, Expr cond, Region then, Region orElse) {
    boolean first = mayComeFirst(results, orElse);
    for (int k = 0; k < results.size(); k++) {
      Local l = locals.of(results.get(k));
      if (l.isDeclared()) continue;
      if (first) {
        set(l, take(orElse.results().get(k)));
        standing.declared(l, orElse.results().get(k));
      } else {
        line(declaration(l) + ";");
      }
    }
    Standing before = standing.copy();
    String yes = block(() -> body(then, results));
    Standing afterThen = standing;
    standing = before;
    boolean thenEnds = ended;
    ended = false;
    String no = first ? "" : block(() -> body(orElse, results));
    standing.meet(afterThen);
    boolean bothEnd = thenEnds && ended;
    ended = false;
    ifElse(cond, yes, no);
    ended = bothEnd;
  }

  private void ifElse(Expr cond, String yes, String no) {
    if (yes.isEmpty() && no.isEmpty() && cond.traps().isEmpty()) return;
    if (yes.isEmpty() && !no.isEmpty()) {
      line("if (" + Expr.not(cond).text() + ") {");
      out.append(no);
    } else {
      line("if (" + cond.text() + ") {");
      out.append(yes);
      if (!no.isEmpty() && isOneBranch(no)) {
        String chained = no.lines().map(s -> s.substring(2) + "\n").collect(Collectors.joining());
        out.append("  ".repeat(depth)).append("} else ").append(chained.stripLeading());
        return;
      }
      if (!no.isEmpty()) {
        line("} else {");
        out.append(no);
      }
    }
    line("}");
  }

  /**
   * Whether what {@code orElse} yields can be assigned before the test, because it only names values and no local that is in use is
   * overwritten.
   */
  private boolean mayComeFirst(List<Var> results, Region orElse) {
    if (!orElse.eqns().isEmpty()) return false;
    for (int k = 0; k < results.size(); k++) {
      Local l = locals.of(results.get(k));
      boolean same = orElse.results().get(k) instanceof Var v && locals.of(v) == l;
      if (l.isDeclared() && !same) return false;
    }
    return true;
  }

  /** Whether the block is a single {@code if}, so that it can follow {@code else} directly. */
  private boolean isOneBranch(String block) {
    String indent = "  ".repeat(depth + 1);
    List<String> top = block.lines().filter(s -> !s.startsWith(indent + " ")).toList();
    return top.getFirst().startsWith(indent + "if (") && top.getFirst().endsWith("{")
        && top.stream().skip(1).allMatch(s -> s.startsWith(indent + "}"));
  }

  // ---- loops ----

  /** Lengths, and what is greater or less by a constant: from none of them does counting down overflow. */
  private static Set<Atom> countable(Func f) {
    var all = new HashSet<Atom>();
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      boolean isOffset = e.op() instanceof Op.Apply(var prim, var args) && (prim == Prim.ADD || prim == Prim.SUB) && all.contains(args.getFirst())
          && args.getLast() instanceof Lit l && l.type().kind() == Kind.I32 && (int) l.value() >= 0 && (int) l.value() <= 2;
      if (e.op() instanceof Op.Length || isOffset) all.add(e.result());
    }
    return all;
  }

  /**
   * What counts down starts at {@code hi - 1}; where that may not be, or the least number is the last one, it looks before it counts:
   * {@code i-- > lo}.
   */
  private void loop(Eqn e, Op.For loop) {
    List<Atom> operands = loop.args();
    flushEffectsBut(List.of());
    flushAllBut(operands);
    Set<Local> entered = new HashSet<>();
    for (int k = 0; k < loop.init().size(); k++) {
      Local l = locals.of(e.results().get(k));
      if (!(loop.init().get(k) instanceof Var v && locals.of(v) == l && pending.peek(v) == null)) entered.add(l);
    }
    Set<Local> written = new HashSet<>(entered);
    for (Var v : FreeVars.boundIn(loop.body())) written.add(locals.of(v));
    Expr lo = take(loop.lo());
    boolean counts = !loop.down() || loop.hi() instanceof Lit || countable.contains(loop.hi());
    boolean fromBelow = !counts || loop.down() && loop.lo().equals(Lit.of(Integer.MIN_VALUE));
    Expr hi = take(loop.hi());
    if (loop.down() && !fromBelow && loop.hi() instanceof Lit l) hi = Expr.literal(Lit.of((int) l.value() - 1));
    Expr first = bound("start", loop.down() ? hi : lo, entered, Integer.MAX_VALUE);
    Expr last = bound("end", loop.down() ? lo : hi, written, BOUND);
    assign(e.results(), loop.init());
    standing.forget();
    names.open();
    Local index = locals.of(loop.index());
    index.declare(names.fresh(index.hint()));
    String i = index.name();
    if (loop.down() && !fromBelow && !(loop.hi() instanceof Lit))
      first = Expr.infix(Prim.SUB, Kind.I32, List.of(first, Expr.literal(Lit.of(1))), Trap.NONE);
    String end = last.within(Prim.LT.precedence() + 1);
    String down = fromBelow ? i + "-- > " + end + ";" : i + " >= " + end + "; " + i + "--";
    line("for (int " + i + " = " + first.text() + "; " + (loop.down() ? down : i + " < " + end + "; " + i + "++") + ") {");
    out.append(block(() -> body(loop.body(), e.results())));
    ended = false;
    line("}");
    names.close();
  }

  /** The bound itself, or a local that holds it if it is long or the loop overwrites what it reads. */
  private Expr bound(String name, Expr x, Set<Local> overwritten, int longest) {
    boolean simple = longest == Integer.MAX_VALUE || x.text().length() <= longest && !x.text().contains("(");
    if (simple && x.reads().stream().noneMatch(overwritten::contains)) return x;
    String n = names.fresh(name);
    line("int " + n + " = " + x.text() + ";");
    return Expr.primary(n, List.of(), false, Trap.NONE);
  }

  private void loop(Eqn e, Op.While loop) {
    assign(e.results(), loop.init());
    standing.forget();
    Expr header = expressions.region(loop.cond());
    if (header != null && !header.reads().isEmpty()) {
      line("while (" + header.text() + ") {");
      out.append(block(() -> body(loop.body(), e.results())));
      ended = false;
    } else {
      line("while (true) {");
      var left = new boolean[1];
      out.append(block(() -> {
        Atom go = loop.cond().results().getFirst();
        eqns(loop.cond());
        if (ended) return;
        if (!pending.mayTake(List.of(go))) settle(List.of(go));
        flushAllBut(List.of(go));
        line("if (" + Expr.not(take(go)).text() + ") break;");
        left[0] = true;
        body(loop.body(), e.results());
      }));
      ended = !left[0];
    }
    line("}");
  }

  private void body(Region r, List<Var> results) {
    eqns(r);
    if (!ended) assign(results, r.results());
  }

  private String block(Runnable body) {
    StringBuilder outer = out;
    out = new StringBuilder();
    depth++;
    names.open();
    body.run();
    names.close();
    depth--;
    String text = out.toString();
    out = outer;
    return text;
  }

  // ---- assignment ----

  private record Move(Local to, Expr from) {}

  /** Gives the locals of {@code to} the values {@code from}, all at once as far as the meaning goes. */
  private void assign(List<Var> to, List<Atom> from) {
    if (!pending.mayTake(from) || haveDifferentTraps(from)) settle(from);
    flushAllBut(from);
    var moves = new ArrayList<Move>();
    for (int k = 0; k < to.size(); k++) {
      Local l = locals.of(to.get(k));
      boolean there = from.get(k) instanceof Var v ? locals.of(v) == l && pending.peek(v) == null : standing.holds(l, from.get(k));
      if (!there) moves.add(new Move(l, take(from.get(k))));
    }
    while (!moves.isEmpty()) {
      Move free = moves.stream().filter(m -> moves.stream().noneMatch(o -> o != m && o.from.readsLocal(m.to))).findFirst().orElse(null);
      if (free != null) {
        moves.remove(free);
        set(free.to, free.from);
      } else {
        Move m = moves.stream().filter(x -> moves.stream().anyMatch(o -> o != x && x.from.readsLocal(o.to))).findFirst().orElseThrow();
        String saved = names.fresh("next");
        line(m.to.type().java() + " " + saved + " = " + m.from.text() + ";");
        moves.set(moves.indexOf(m), new Move(m.to, Expr.primary(saved, List.of(), false, Trap.NONE)));
      }
    }
  }

  private boolean haveDifferentTraps(List<Atom> atoms) {
    Set<Trap> all = Trap.NONE;
    int throwing = 0;
    for (Atom a : atoms) {
      if (!(pending.peek(a) instanceof Expr x) || x.traps().isEmpty()) continue;
      all = Trap.union(all, x.traps());
      throwing++;
    }
    return throwing > 1 && all.size() > 1;
  }

  private void set(Local l, Expr x) {
    standing.assigned(l);
    if (!l.isDeclared()) {
      line(declaration(l) + " = " + x.declared(l.type()) + ";");
    } else if (x.prim() != null && x.prim().isInfix() && isArithmetic(x.prim()) && x.operands().getFirst().text().equals(l.name())) {
      String by = x.operands().get(1).text();
      boolean one = by.equals("1") && (x.prim() == Prim.ADD || x.prim() == Prim.SUB);
      line(l.name() + (one ? x.prim().java().repeat(2) : " " + x.prim().java() + "= " + by) + ";");
    } else {
      line(l.name() + " = " + x.assigned() + ";");
    }
  }

  private static boolean isArithmetic(Prim p) {
    return p.precedence() >= Prim.SHL.precedence() || p.precedence() <= Prim.AND.precedence();
  }

  private String declaration(Local l) {
    l.declare(names.fresh(l.hint()));
    return l.type().java() + " " + l.name();
  }

  private void line(String text) {
    if (!ended) out.append("  ".repeat(depth)).append(text).append("\n");
  }
}
