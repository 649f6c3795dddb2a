package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Body.Code;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.Scan.Jumps;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.frontend.Statements.Target;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jdt.core.dom.BooleanLiteral;
import org.eclipse.jdt.core.dom.DoStatement;
import org.eclipse.jdt.core.dom.EnhancedForStatement;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ForStatement;
import org.eclipse.jdt.core.dom.Statement;
import org.eclipse.jdt.core.dom.VariableDeclarationExpression;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;
import org.eclipse.jdt.core.dom.WhileStatement;

/**
 * Loops. What counts becomes a {@code for} ({@link CountedLoop} says when), everything else a {@code while}. A loop that may be left by a
 * jump carries the jump's code, and its condition asks for it first.
 *
 * <p>Which variables are aliases in the body is only known when the body has been lowered: it is lowered once under the assumption
 * that the aliases before the loop stay, and again, with the variables in doubt taken away, as long as that was wrong.
 */
final class Loops {
  /** Code that gives an operand. */
  @FunctionalInterface
  interface AtomCode {
    Atom get() throws LoweringException;
  }

  /** Code of an iteration. */
  @FunctionalInterface
  interface IndexedCode {
    void run(Atom index) throws LoweringException;
  }

  private final Body body;

  Loops(Body body) {
    this.body = body;
  }

  // ---- the statements ----

  void lower(WhileStatement s, String label) throws LoweringException {
    conditional(label, s, s.getExpression(), true, s.getBody(), () -> {});
  }

  void lower(DoStatement s, String label) throws LoweringException {
    conditional(label, s, s.getExpression(), false, s.getBody(), () -> {});
  }

  void lower(ForStatement s, String label) throws LoweringException {
    CountedLoop counted = Scan.jumps(s.getBody(), label).leaves() ? null : CountedLoop.of(s);
    effects(s.initializers());
    if (counted != null && lower(counted, s, label)) return;
    conditional(label, s, s.getExpression(), true, s.getBody(), () -> effects(s.updaters()));
  }

  void lower(EnhancedForStatement s, String label) throws LoweringException {
    String name = s.getParameter().getName().getIdentifier();
    Optional<JavaType.Enumeration> constants = body.enumMembers.all(s.getExpression());
    if (constants.isPresent()) {
      each(s, label, Lit.of(constants.get().constants().size()), i -> body.declare(name, Value.of(constants.get(), i)));
      return;
    }
    Value over = body.expressions.array(s.getExpression());
    Arr array = (Arr) over.leaves().getFirst();
    JavaType declared = body.statements.type(s.getParameter().getType(), s.getParameter().getExtraDimensions(), over.type().indexed());
    Atom n = body.builder.bind("n", ValueType.I32, new Op.Length(body.state.arrays.get(array.root()), array.prefix()));
    body.scoped(() -> {
      Local elements = body.hidden("over", over);
      each(s, label, n, i -> {
        body.readable(body.read(elements).leaves().getFirst(), Body.excerpt(s.getExpression()), s.getExpression());
        Value value = body.assignments.element(new Assignments.Accessed(body.read(elements), i), name, s.getExpression());
        body.declare(name, body.expressions.converted(value, declared, name, s.getParameter()));
      });
    });
  }

  /** @param element declares the variable, for each number from 0 to {@code n} */
  private void each(EnhancedForStatement s, String label, Atom n, IndexedCode element) throws LoweringException {
    Set<String> assigned = Scan.assigned(List.of(s.getBody()));
    Jumps jumps = Scan.jumps(s.getBody(), label);
    Target target = body.statements.target(label);
    body.scoped(() -> {
      if (!jumps.leaves()) {
        counted(s, "k", Lit.of(0), n, false, assigned, i -> {
          element.run(i);
          iteration(target, s.getBody(), () -> {});
        });
        return;
      }
      Local k = body.hidden("k", Value.of(Lit.of(0)));
      assigned.add(k.name());
      beforeJumps(jumps, assigned, false);
      conditional(s, target, assigned, true, () -> body.apply("t", Prim.LT, number(k), n), () -> {
        element.run(number(k));
        iteration(target, s.getBody(), () -> body.assign(k, Value.of(body.apply("k", Prim.ADD, number(k), Lit.of(1)))));
      });
    });
  }

  private Atom number(Local scalar) {
    return ((Num) body.read(scalar).leaves().getFirst()).atom();
  }

  private void effects(List<?> code) throws LoweringException {
    for (Expression e : Scan.nodes(code, Expression.class)) body.expressions.statement(e);
  }

  /** One round of the user's statements; {@code continue} ends up before the update. */
  private void iteration(Target target, Statement code, Code update) throws LoweringException {
    body.statements.within(target, () -> body.scoped(() -> body.statements.lower(code)));
    body.statements.land(target.continues());
    body.statements.guarded(update);
  }

  // ---- while ----

  private void conditional(String label, Statement loop, Expression cond, boolean testFirst, Statement code, Code update)
      throws LoweringException {
    if (Patterns.in(cond)) {
      throw body.refuse(cond, Diagnostic.UNSUPPORTED_EXPRESSION, "a pattern in the condition of a loop", "test it in the loop, and break");
    }
    Set<String> assigned = Scan.assigned(List.of(loop));
    Jumps jumps = Scan.jumps(code, label);
    boolean endless = cond == null || cond instanceof BooleanLiteral b && b.booleanValue();
    beforeJumps(jumps, assigned, endless || !testFirst);
    Target target = body.statements.target(label);
    AtomCode test = endless ? () -> Lit.of(true) : () -> body.expressions.bool(cond);
    Code round = () -> iteration(target, code, update);
    if (testFirst && conditional(loop, target, assigned, jumps.leaves(), test, round)) return;
    body.scoped(() -> {
      Local go = body.hidden("go", Value.of(testFirst ? test.get() : Lit.of(true)));
      assigned.add(go.name());
      conditional(loop, target, assigned, jumps.leaves(), () -> number(go), () -> {
        round.run();
        body.assign(go, Value.of(Lit.of(false)));
        body.statements.guarded(() -> body.assign(go, Value.of(test.get())));
      });
    });
  }

  /** Variables that the loop gives a value before anybody reads it need some value to be carried. */
  private void beforeJumps(Jumps jumps, Set<String> assigned, boolean runsOnce) {
    for (Slot slot : List.copyOf(body.state.slots.keySet())) {
      if (body.isOutside(slot)) continue;
      boolean given = slot.local.equals(Switches.YIELDED) || runsOnce;
      boolean needed = slot.owner == Owner.RESULT ? jumps.returns() : given && assigned.contains(slot.local);
      if (needed && Leaf.UNASSIGNED.equals(body.state.slots.get(slot))) body.state.slots.put(slot, body.placeholder(slot));
    }
  }

  /** A {@code while}; gives false, with nothing done, if evaluating the condition changes the state. */
  private boolean conditional(Statement loop, Target target, Set<String> assigned, boolean leaves, AtomCode test, Code round)
      throws LoweringException {
    int number = body.number(loop, leaves);
    State entry = body.state;
    ByValue byValue = new ByValue(body);
    while (true) {
      Carries carries = new Carries(entry, assigned, leaves);
      List<Var> condVars = carries.vars(number);
      List<Var> bodyVars = carries.vars(number);
      State start = carries.with(condVars);
      body.state = start.copy();
      Atom[] holds = new Atom[1];
      List<Eqn> condition = region(() -> {
        if (leaves) {
          Atom stays = body.apply("t", Prim.EQ, start.exit.code(), Lit.of(Exit.NORMAL));
          body.state.exit = Exit.of(Exit.NORMAL);
          holds[0] = body.expressions.both(stays, test);
        } else {
          holds[0] = test.get();
        }
      });
      if (!body.state.sameAs(start)) {
        body.state = entry;
        return false;
      }
      List<Eqn> code = round(carries, bodyVars, round, byValue);
      State end = body.state;
      Pairing pairing = carries.pairing(end);
      State doubted = byValue.next(entry, end, pairing);
      if (doubted == null) doubted = carries.doubted(end, pairing);
      if (doubted == null) {
        Carries.Closed closed = carries.close(body, end, pairing, List.of(condVars, bodyVars),
            List.of(new Region(List.of(), condition, List.of(holds[0])), new Region(List.of(), code, List.of())), List.of());
        body.builder.add(new Eqn(closed.results(), new Op.While(closed.init(), closed.regions().getFirst(), closed.regions().getLast())));
        body.state = closed.after();
        body.statements.land(target.breaks());
        return true;
      }
      entry = doubted;
    }
  }

  /** The code of one iteration; the state at its end is the body's. */
  private List<Eqn> round(Carries carries, List<Var> vars, Code code, ByValue byValue) throws LoweringException {
    State start = carries.with(vars);
    start.exit = Exit.of(Exit.NORMAL);
    body.state = start.copy();
    return region(() -> {
      body.inLoop(code);
      carries.restore(start, body);
      byValue.detach();
    });
  }

  private List<Eqn> region(Code code) throws LoweringException {
    body.builder.open();
    List<Eqn> eqns;
    try {
      code.run();
    } finally {
      eqns = body.builder.close();
    }
    return eqns;
  }

  // ---- for ----

  /** Code for each index below {@code n}, which assigns to no variable. */
  void each(String name, Atom n, IndexedCode round) throws LoweringException {
    body.scoped(() -> counted(null, name, Lit.of(0), n, false, Set.of(), round));
  }

  /** A {@code for} over {@code lo..hi-1}; {@code loop} is {@code null} if the user has written none. */
  private void counted(Statement loop, String name, Atom lo, Atom hi, boolean down, Set<String> assigned, IndexedCode round)
      throws LoweringException {
    int number = loop == null ? 0 : body.number(loop, false);
    State entry = body.state;
    ByValue byValue = new ByValue(body);
    while (true) {
      Carries carries = new Carries(entry, assigned, false);
      List<Var> vars = carries.vars(0);
      Var index = Var.ofLoop(name, ValueType.I32, number);
      List<Eqn> code = round(carries, vars, () -> round.run(index), byValue);
      State end = body.state;
      Pairing pairing = carries.pairing(end);
      State doubted = byValue.next(entry, end, pairing);
      if (doubted == null) doubted = carries.doubted(end, pairing);
      if (doubted == null) {
        Carries.Closed closed = carries.close(body, end, pairing, List.of(vars), List.of(new Region(List.of(), code, List.of())),
            List.of(index));
        body.builder.add(new Eqn(closed.results(), new Op.For(lo, hi, down, closed.init(), closed.regions().getFirst())));
        body.state = closed.after();
        return;
      }
      entry = doubted;
    }
  }

  /**
   * Tries to lower a loop of the right shape as a {@code for}; gives false, with nothing done, if its bound turns out not to be a fixed
   * int.
   */
  private boolean lower(CountedLoop loop, ForStatement s, String label) throws LoweringException {
    Local index = body.local(loop.index());
    if (index == null || !index.type().equals(new JavaType.Leaf(ValueType.I32))
        || !(body.read(index).leaves().getFirst() instanceof Num(var start))) {
      return false;
    }
    State before = body.state.copy();
    Atom[] found = new Atom[2];
    List<Eqn> bounds = region(() -> {
      if (!isConstant(loop.bound())) return;
      Atom bound = body.expressions.scalar(loop.bound(), "t");
      found[0] = loop.ahead() == 0 ? bound : body.apply("t", Prim.SUB, bound, Lit.of(loop.ahead()));
      found[1] = loop.step() == null ? Lit.of(1) : body.expressions.scalar(loop.step(), "t");
    });
    boolean fits = found[0] != null && found[0].type().equals(ValueType.I32) && found[1] instanceof Lit l && l.type().equals(ValueType.I32)
        && loop.accepts((int) l.value()) && !loop.isBeyond(start, found[0]) && body.state.sameAs(before);
    body.state = before.copy();
    if (!fits) return false;
    int step = Math.abs((int) ((Lit) found[1]).value());
    int replacements = body.aliases.replacements();
    List<Eqn> code = region(() -> {
      body.builder.addAll(bounds);
      count(loop, start, found[0], step, index, s, body.statements.target(label));
    });
    if (body.aliases.replacements() != replacements && loop.readsRowLength()) {
      body.state = before;
      return false;
    }
    body.builder.addAll(code);
    return true;
  }

  /** Whether the names in a bound are variables the loop does not assign (that was seen before) or constants, and nothing else. */
  private boolean isConstant(Expression bound) {
    return CountedLoop.names(bound).stream().allMatch(n -> body.local(n) != null || body.resolver.field(n, body.owner).isPresent()
        || body.resolver.type(n, body.owner).isPresent());
  }

  private void count(CountedLoop loop, Atom start, Atom bound, int step, Local index, ForStatement s,
      Target target) throws LoweringException {
    boolean down = loop.down();
    Atom end = loop.inclusive() != down ? body.plusOne(bound) : bound;                // first value beyond, or for a countdown the last one
    Atom lo = down ? end : start;
    Atom hi = down ? body.plusOne(start) : end;
    var assigned = new LinkedHashSet<>(Scan.assigned(List.of(s)));
    assigned.remove(index.name());
    Code updates = () -> effects(loop.otherUpdates());
    if (step == 1) {
      counted(s, index.name(), lo, hi, down, assigned, i -> {
        body.assign(index, Value.of(i));
        iteration(target, s.getBody(), updates);
      });
      if (declares(s, index.name())) return;
      Atom last = down ? body.apply(index.name(), Prim.MIN, start, minusOne(end)) : body.apply(index.name(), Prim.MAX, start, end);
      body.assign(index, Value.of(last));
      return;
    }
    Atom trips = trips(lo, hi, step);
    Lit by = Lit.of(down ? -step : step);
    counted(s, "k", Lit.of(0), trips, false, assigned, k -> {
      body.assign(index, Value.of(body.apply(index.name(), Prim.ADD, start, body.apply("t", Prim.MUL, k, by))));
      iteration(target, s.getBody(), updates);
    });
    if (!declares(s, index.name())) {
      body.assign(index, Value.of(body.apply(index.name(), Prim.ADD, start, body.apply("t", Prim.MUL, trips, by))));
    }
  }

  /** Whether the variable is the loop's own, so that nobody asks for its last value. */
  private static boolean declares(ForStatement s, String name) {
    return Scan.nodes(s.initializers(), Expression.class).stream().anyMatch(i -> i instanceof VariableDeclarationExpression d
        && Scan.nodes(d.fragments(), VariableDeclarationFragment.class).stream().anyMatch(f -> f.getName().getIdentifier().equals(name)));
  }

  /** How many of {@code lo, lo+step, …} are below {@code hi}. */
  private Atom trips(Atom lo, Atom hi, int step) {
    Kind kind = lo instanceof Lit l && (int) l.value() >= 0 ? Kind.I32 : Kind.I64;
    Atom span = body.builder.sub(body.builder.convert(hi, kind), body.builder.convert(lo, kind));
    Atom more = body.builder.div(body.builder.sub(span, Lit.of(kind, 1)), Lit.of(kind, step));
    Atom n = body.builder.convert(body.builder.add(more, Lit.of(kind, 1)), Kind.I32);
    return body.apply("n", Prim.SELECT, body.builder.lt(lo, hi), n, Lit.of(0));
  }

  private Atom minusOne(Atom a) {
    return body.apply("t", Prim.SUB, a, Lit.of(1));
  }
}
