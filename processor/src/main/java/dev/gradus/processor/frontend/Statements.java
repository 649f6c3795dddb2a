package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Body.Code;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ArrayInitializer;
import org.eclipse.jdt.core.dom.AssertStatement;
import org.eclipse.jdt.core.dom.Block;
import org.eclipse.jdt.core.dom.BreakStatement;
import org.eclipse.jdt.core.dom.ConstructorInvocation;
import org.eclipse.jdt.core.dom.ContinueStatement;
import org.eclipse.jdt.core.dom.DoStatement;
import org.eclipse.jdt.core.dom.EmptyStatement;
import org.eclipse.jdt.core.dom.EnhancedForStatement;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ExpressionStatement;
import org.eclipse.jdt.core.dom.ForStatement;
import org.eclipse.jdt.core.dom.IfStatement;
import org.eclipse.jdt.core.dom.LabeledStatement;
import org.eclipse.jdt.core.dom.NullLiteral;
import org.eclipse.jdt.core.dom.ReturnStatement;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.Statement;
import org.eclipse.jdt.core.dom.SwitchStatement;
import org.eclipse.jdt.core.dom.SynchronizedStatement;
import org.eclipse.jdt.core.dom.ThrowStatement;
import org.eclipse.jdt.core.dom.TryStatement;
import org.eclipse.jdt.core.dom.Type;
import org.eclipse.jdt.core.dom.TypeDeclarationStatement;
import org.eclipse.jdt.core.dom.VariableDeclarationExpression;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;
import org.eclipse.jdt.core.dom.VariableDeclarationStatement;
import org.eclipse.jdt.core.dom.WhileStatement;
import org.eclipse.jdt.core.dom.YieldStatement;

/**
 * Statements. A jump sets the code of where control goes ({@link Exit}). What follows an {@code if} of which one side jumps away is lowered
 * inside the other side, so that plain early returns need no code at all; what follows a statement that jumps on some of its paths only is
 * guarded by a test of the code.
 */
final class Statements {
  /** Where {@code break}, {@code continue} and {@code yield} go; codes of their own for each level of nesting. */
  record Target(String label, Of of, int breaks, int continues) {
    /** What a jump ends. */
    enum Of { LOOP, SWITCH, EXPRESSION, BLOCK }

    boolean takes(boolean isBreak) {
      return of == Of.LOOP || isBreak && of == Of.SWITCH;
    }
  }

  /**
   * What one {@code return} gives, as places, and how deep in regions of code it stands.
   *
   * @param shared which leaves may have an array in common with another leaf, or twice in themselves
   */
  record Returned(List<Leaf> leaves, List<Boolean> shared, int depth, ASTNode at) {}

  private final Body body;
  private final Deque<Target> targets = new ArrayDeque<>();
  private final List<Returned> returned = new ArrayList<>();
  private Local result;

  Statements(Body body) {
    this.body = body;
  }

  /** Declares the result of the method. */
  void returns(JavaType type) {
    result = new Local("return", type, Body.slots("result", type, Owner.RESULT));
    for (Slot s : result.slots()) body.state.slots.put(s, Leaf.UNASSIGNED);
  }

  Local result() {
    return result;
  }

  List<Returned> returned() {
    return returned;
  }

  // ---- sequences ----

  void lower(Statement s) throws LoweringException {
    if (s instanceof Block b) {
      body.scoped(() -> sequence(statements(b)));
    } else {
      body.scoped(() -> sequence(List.of(s)));
    }
  }

  static List<Statement> statements(Block b) {
    return Scan.nodes(b.statements(), Statement.class);
  }

  void sequence(List<Statement> all) throws LoweringException {
    for (int k = 0; k < all.size(); k++) {
      if (!body.state.exit.isNormal()) {
        List<Statement> rest = all.subList(k, all.size());
        guarded(() -> sequence(rest));
        return;
      }
      List<Statement> rest = all.subList(k + 1, all.size());
      if (all.get(k) instanceof IfStatement s && !rest.isEmpty() && Scan.stops(s.getThenStatement()) != Scan.stops(s.getElseStatement())) {
        branch(s, rest);
        return;
      }
      List<Statement> here = all.subList(k, all.size());
      int known = body.assignments.rowSwap(here);
      if (known == 0) known = body.deepClone.lower(here);
      if (known == 0) one(all.get(k), null);
      else k += known - 1;
    }
  }

  /** Code that runs only if no jump is under way. */
  void guarded(Code code) throws LoweringException {
    Exit exit = body.state.exit;
    if (exit.isNormal()) {
      code.run();
    } else if (!exit.isJump()) {
      Join join = new Join(body);
      Atom stays = body.apply("t", Prim.EQ, exit.code(), Lit.of(Exit.NORMAL));
      join.then().then(() -> {
        body.state.exit = Exit.of(Exit.NORMAL);
        code.run();
      });
      boolean normal = join.then().end().exit.isNormal();
      if (normal) join.then().end().exit = new Exit(exit.code(), Set.of(Exit.NORMAL));
      join.orElse().then(() -> body.state.exit = normal ? exit : exit.without(Exit.NORMAL));
      join.meet(stays);
    }
  }

  private void branch(IfStatement s, List<Statement> rest) throws LoweringException {
    Code afterThen = Scan.stops(s.getThenStatement()) ? () -> {} : () -> guarded(() -> sequence(rest));
    Code afterElse = Scan.stops(s.getElseStatement()) ? () -> {} : () -> guarded(() -> sequence(rest));
    Join.branch(body, condition(s.getExpression()), () -> {
      lower(s.getThenStatement());
      afterThen.run();
    }, () -> {
      if (s.getElseStatement() != null) lower(s.getElseStatement());
      afterElse.run();
    });
  }

  // ---- jumps ----

  Target target(String label) {
    return target(label, Target.Of.LOOP);
  }

  Target target(String label, Target.Of of) {
    int code = 2 * targets.size() + 2;
    return new Target(label, of, code, code + 1);
  }

  void within(Target t, Code code) throws LoweringException {
    targets.push(t);
    try {
      code.run();
    } finally {
      targets.pop();
    }
  }

  /** What encloses the code directly, not counting ifs. */
  Target.Of innermost() {
    return targets.element().of();
  }

  private Target find(SimpleName label, boolean isBreak, ASTNode at) throws LoweringException {
    return targets.stream().filter(t -> label == null ? t.takes(isBreak) : label.getIdentifier().equals(t.label())).findFirst()
        .orElseThrow(() -> body.refuse(at, Diagnostic.UNKNOWN_NAME, label == null ? "loop" : label.getIdentifier()));
  }

  /** Jumps with this code end here. */
  void land(int code) {
    Exit e = body.state.exit;
    if (!e.possible().contains(code)) return;
    var left = new TreeSet<>(e.possible());
    left.remove(code);
    left.add(Exit.NORMAL);
    if (left.size() == 1 || e.code() instanceof Lit) {
      body.state.exit = Exit.of(Exit.NORMAL);
    } else {
      Atom here = body.apply("t", Prim.EQ, e.code(), Lit.of(code));
      body.state.exit = new Exit(body.apply("exit", Prim.SELECT, here, Lit.of(Exit.NORMAL), e.code()), left);
    }
  }

  private void ret(ReturnStatement s) throws LoweringException {
    if (s.getExpression() != null) {
      if (result == null) throw body.mismatch(s.getExpression(), "no value");
      Expression given = s.getExpression();
      Value value = body.recovered(given, result.type(),
          () -> body.expressions.converted(body.expressions.value(given, "result"), result.type(), "result", given));
      List<Boolean> shared = value.leaves().stream().map(l -> l instanceof Arr place && isShared(place, value.leaves())).toList();
      var leaves = new ArrayList<Leaf>();
      var seen = new LinkedHashSet<Leaf.Root>();
      for (int i = 0; i < value.leaves().size(); i++) {
        String name = Body.excerpt(s.getExpression());
        leaves.add(switch (body.readable(value.leaves().get(i), name, s.getExpression())) {
          case Arr place -> {
            Arr out = body.fresh(result.slots().get(i).name, handedOut(place, seen.add(place.root())));
            body.link(out, place);
            yield out;
          }
          case Leaf scalar -> scalar;
        });
      }
      returned.add(new Returned(value.leaves(), shared, body.builder.depth(), s.getExpression()));
      body.assign(result, new Value(result.type(), leaves));
    }
    body.state.exit = Exit.of(Exit.RETURN);
  }

  private boolean isShared(Arr place, List<Leaf> leaves) {
    return leaves.stream().anyMatch(l -> l instanceof Arr other && body.state.links.between(place.root(), other.root()));
  }

  /** The array to return: a copy where the caller, a later iteration or another leaf of the result still has it. */
  private Atom handedOut(Arr place, boolean first) {
    Atom value = body.load("result", place);
    boolean callers = body.state.slots.entrySet().stream()
        .anyMatch(e -> e.getKey().owner == Owner.CALLER && e.getValue() instanceof Arr a && a.root() == place.root());
    return callers || !first || !place.isWhole() || body.inLoop() ? body.builder.copy(value) : value;
  }

  // ---- single statements ----

  private void one(Statement s, String label) throws LoweringException {
    if (body.recovery.isRefused(s) || heads(s).stream().anyMatch(body.recovery::leavesOut)) {
      leaveOut(s);
      return;
    }
    try {
      lowered(s, label);
    } catch (LoweringException e) {
      if (!(s instanceof YieldStatement)) body.recovery.claim(e, s);
      throw e;
    }
  }

  /** What must be known of the statement before any part of it is read. */
  private static List<ASTNode> heads(Statement s) {
    return switch (s) {
      case ExpressionStatement _, ThrowStatement _ -> List.of(s);
      case VariableDeclarationStatement d -> List.of(d.getType().isVar() ? d : d.getType());
      case EnhancedForStatement f -> List.of(f.getExpression());
      case ForStatement f -> Stream.of(f.initializers(), f.updaters(), f.getExpression() == null ? List.of() : List.of(f.getExpression()))
          .flatMap(l -> Scan.nodes((List<?>) l, ASTNode.class).stream()).toList();
      case WhileStatement w -> List.of(w.getExpression());
      case DoStatement d -> List.of(d.getExpression());
      case SwitchStatement w -> List.of(w.getExpression());
      default -> List.of();
    };
  }

  /** Goes on as if the statement, which is refused, had given values to its variables. */
  private void leaveOut(Statement s) {
    if (s instanceof VariableDeclarationStatement d) {
      for (VariableDeclarationFragment f : Scan.nodes(d.fragments(), VariableDeclarationFragment.class)) {
        body.recovery.lose(f.getName().getIdentifier());
      }
    }
    if (s instanceof TypeDeclarationStatement d) body.recovery.lose(d.getDeclaration().getName().getIdentifier());
    for (String name : Scan.assigned(List.of(s))) {
      Local assigned = body.local(name);
      if (assigned != null && assigned.type() != null) body.assign(assigned, body.unknown(assigned.type()));
    }
    if (!Scan.stops(s) && !(s instanceof ThrowStatement)) return;
    if (result != null) body.assign(result, body.unknown(result.type()));
    body.state.exit = Exit.of(Exit.RETURN);
  }

  /** A condition of which nothing is known, if it was refused. */
  private Atom condition(Expression e) throws LoweringException {
    JavaType bool = new JavaType.Leaf(ValueType.scalar(Kind.BOOL));
    Value v = body.recovered(e, bool, () -> Value.of(body.expressions.bool(e)));
    return ((Num) v.leaves().getFirst()).atom();
  }

  private void lowered(Statement s, String label) throws LoweringException {
    switch (s) {
      case Block _ -> lower(s);
      case EmptyStatement _ -> {}
      case ExpressionStatement e -> body.expressions.statement(e.getExpression());
      case VariableDeclarationStatement d -> declare(d.getType(), d.fragments());
      case IfStatement i -> Join.branch(body, condition(i.getExpression()), () -> lower(i.getThenStatement()), () -> {
        if (i.getElseStatement() != null) lower(i.getElseStatement());
      });
      case ForStatement f -> body.scoped(() -> body.loops.lower(f, label));
      case EnhancedForStatement f -> body.scoped(() -> body.loops.lower(f, label));
      case WhileStatement w -> body.loops.lower(w, label);
      case DoStatement d -> body.loops.lower(d, label);
      case ConstructorInvocation c when body.isConstructor() -> body.constructors.delegate(c);
      case ReturnStatement r -> ret(r);
      case BreakStatement b -> body.state.exit = Exit.of(find(b.getLabel(), true, b).breaks());
      case ContinueStatement c -> body.state.exit = Exit.of(find(c.getLabel(), false, c).continues());
      case LabeledStatement l -> labelled(l);
      case SwitchStatement w -> body.switches.lower(w);
      case YieldStatement y -> body.switches.give(y.getExpression());
      case TryStatement x -> throw unsupported(x, "try", "an exception has no derivative; catch it in the caller");
      case ThrowStatement x -> body.exceptions.raise(x);
      case AssertStatement x -> throw unsupported(x, "assert", "it may be switched off, which the derivative could not tell; write if (…) throw");
      case SynchronizedStatement x -> throw unsupported(x, "synchronized", "numeric code shares nothing; lock in the caller");
      case TypeDeclarationStatement d -> body.localTypes.declare(d);
      default -> throw unsupported(s, Body.excerpt(s), "it computes nothing; move it to the caller");
    }
  }

  private void labelled(LabeledStatement l) throws LoweringException {
    String label = l.getLabel().getIdentifier();
    switch (l.getBody()) {
      case ForStatement _, EnhancedForStatement _, WhileStatement _, DoStatement _ -> body.scoped(() -> one(l.getBody(), label));
      case Statement s -> {
        Target t = target(label, Target.Of.BLOCK);
        within(t, () -> lower(s));
        land(t.breaks());
      }
    }
  }

  private LoweringException unsupported(Statement s, String what, String remedy) {
    return body.refuse(s, Diagnostic.UNSUPPORTED_STATEMENT, what, remedy);
  }

  void declare(VariableDeclarationExpression d) throws LoweringException {
    declare(d.getType(), d.fragments());
  }

  private void declare(Type written, List<?> fragments) throws LoweringException {
    for (VariableDeclarationFragment f : Scan.nodes(fragments, VariableDeclarationFragment.class)) {
      String name = f.getName().getIdentifier();
      if (body.functions.declared(written, f)) continue;
      if (f.getInitializer() == null) {
        body.declare(name, type(written, f.getExtraDimensions(), null));
      } else if (f.getInitializer() instanceof ArrayInitializer i) {
        body.declare(name, body.arrays.initialised(i, type(written, f.getExtraDimensions(), null), name));
      } else if (written.isVar()) {
        Value value = body.expressions.value(f.getInitializer(), name);
        boolean isFunction = value.function() != null && value.function().shape() != null;
        if (value.type() == null && !isFunction) throw body.mismatch(f.getInitializer(), "a value");
        body.declare(name, value);
        if (body.functions.isBoxed(f.getInitializer())) body.box(name);
        body.assignments.touch(f.getInitializer(), name, value);
      } else {
        JavaType type = type(written, f.getExtraDimensions(), null);
        Expression given = f.getInitializer();
        if (given instanceof NullLiteral && Nullable.isPossible(type)) {
          body.nullable.declare(name, type);
          continue;
        }
        Value value = body.recovered(given, type, () -> body.expressions.converted(body.expressions.value(given, name), type, name, given));
        body.declare(name, value);
        body.assignments.touch(f.getInitializer(), name, value);
      }
    }
  }

  /** A type that is not understood, at its name. */
  LoweringException unsupported(Type written) {
    ASTNode name = Body.named(written);
    TypeElement known = body.resolver.type(name.toString(), body.owner).orElse(null);
    TypeMirror type = body.resolver.mirror(written, body.owner).orElse(known == null ? null : known.asType());
    return type == null ? body.unknownClass(name, name.toString()) : body.unsupported(name, type, written.toString(), null);
  }

  /** The type as written; {@code inferred} is what {@code var} stands for. */
  JavaType type(Type written, int extraDimensions, JavaType inferred) throws LoweringException {
    if (written.isVar() && inferred != null) return inferred;
    return body.localTypes.type(written).or(() -> body.resolver.javaType(written, body)).map(t -> t.array(extraDimensions))
        .orElseThrow(() -> unsupported(written));
  }
}
