package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Body.Code;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.frontend.Statements.Target;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import org.eclipse.jdt.core.dom.BreakStatement;
import org.eclipse.jdt.core.dom.CaseDefaultExpression;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ExpressionStatement;
import org.eclipse.jdt.core.dom.GuardedPattern;
import org.eclipse.jdt.core.dom.Pattern;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.Statement;
import org.eclipse.jdt.core.dom.SwitchCase;
import org.eclipse.jdt.core.dom.SwitchExpression;
import org.eclipse.jdt.core.dom.SwitchStatement;
import org.eclipse.jdt.core.dom.ThrowStatement;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;
import org.eclipse.jdt.core.dom.VariableDeclarationStatement;
import org.eclipse.jdt.core.dom.YieldStatement;

/**
 * Both forms of {@code switch} over an {@code int} or with patterns: a chain of branches on the selector, the default last wherever it is
 * written. A group that falls through is lowered together with those it falls into, so many groups that all fall through are lowered many
 * times.
 *
 * <p>The type of an expression is only known when all its results are: it is lowered once to find it out, and again to keep the code.
 */
final class Switches {
  /** The name of what {@code yield} assigns. */
  static final String YIELDED = "#yield";

  /** Code with its labels. */
  private record Group(List<Expression> labels, boolean isDefault, boolean isRule, List<Statement> code) {}

  /**
   * The expression that {@code yield} belongs to; {@code result} is null while the type is being found out. The numbers of {@code arms} are
   * given in their place, if there are any.
   */
  private record Yields(Target target, String name, Local result, List<JavaType> types, List<Expression> arms) {}

  private final Body body;
  private final Deque<Yields> open = new ArrayDeque<>();
  private final Map<SwitchExpression, JavaType> types = new LinkedHashMap<>();

  Switches(Body body) {
    this.body = body;
  }

  void lower(SwitchStatement s) throws LoweringException {
    Target target = body.statements.target(null, Target.Of.SWITCH);
    body.statements.within(target, () -> dispatch(s.getExpression(), groups(s.statements()), null));
    body.statements.land(target.breaks());
  }

  Value lower(SwitchExpression s, String name) throws LoweringException {
    JavaType type = types.get(s);
    if (type == null) {
      type = type(s, name);
      types.put(s, type);
    }
    return lower(s, name, type, List.of());
  }

  /** The number of the one of these arms that is chosen. */
  Atom number(SwitchExpression s, List<Expression> arms) throws LoweringException {
    return body.atom("arm", lower(s, "arm", new JavaType.Leaf(ValueType.I32), arms).leaves().getFirst(), s);
  }

  /** What follows the arrows, if there are no patterns and nothing else but exceptions. */
  Optional<List<Expression>> arms(SwitchExpression s) {
    List<Group> groups = groups(s.statements());
    boolean isPlain = groups.stream().allMatch(g -> g.isRule() && g.labels().stream().noneMatch(Pattern.class::isInstance));
    if (!isPlain) return Optional.empty();
    List<Statement> code = groups.stream().map(g -> g.code().getFirst()).filter(c -> !(c instanceof ThrowStatement)).toList();
    List<Expression> arms = code.stream().flatMap(c -> expression(c).stream()).toList();
    return arms.isEmpty() || arms.size() < code.size() ? Optional.empty() : Optional.of(arms);
  }

  private Value lower(SwitchExpression s, String name, JavaType type, List<Expression> arms) throws LoweringException {
    List<Slot> slots = Body.slots(name, type, Owner.USER).stream().map(l -> new Slot(YIELDED, l.name, l.type, Owner.USER)).toList();
    for (Slot slot : slots) body.state.slots.put(slot, Leaf.UNASSIGNED);
    yielding(s, name, new Local(YIELDED, type, slots), arms);
    List<Leaf> leaves = slots.stream().map(body.state.slots::remove).toList();
    for (Leaf l : leaves) body.readable(l, Body.excerpt(s), s);
    return new Value(type, leaves);
  }

  private JavaType type(SwitchExpression s, String name) throws LoweringException {
    State before = body.state.copy();
    List<JavaType> all;
    body.builder.open();
    try {
      all = yielding(s, name, null, List.of());
    } finally {
      body.builder.close();
    }
    body.state = before;
    boolean rounds = all.contains(new JavaType.Leaf(ValueType.F32))
        && (all.contains(new JavaType.Leaf(ValueType.I32)) || all.contains(new JavaType.Leaf(ValueType.I64)));
    JavaType type = all.isEmpty() || rounds ? null : all.getFirst();
    for (JavaType t : all) type = type == null ? null : body.expressions.common(type, t);
    boolean isChar = new JavaType.Leaf(ValueType.I32).equals(type) && all.contains(new JavaType.Leaf(ValueType.I32, Range.CHAR));
    if (type == null || isChar) throw body.mismatch(s, "one type for all its results");
    return type;
  }

  private List<JavaType> yielding(SwitchExpression s, String name, Local result, List<Expression> arms) throws LoweringException {
    List<Group> groups = groups(s.statements());
    Target target = body.statements.target(null, Target.Of.EXPRESSION);
    var yields = new Yields(target, name, result, new ArrayList<>(), arms);
    open.push(yields);
    try {
      body.statements.within(target, () -> dispatch(s.getExpression(), groups, s));
    } finally {
      open.pop();
    }
    body.statements.land(target.breaks());
    return yields.types();
  }

  /** {@code yield e}, or {@code -> e} in a switch expression. */
  void give(Expression e) throws LoweringException {
    Yields to = open.element();
    Value v = to.arms().isEmpty() ? body.expressions.value(e, to.name()) : Value.of(Lit.of(to.arms().indexOf(e)));
    if (v.type() == null) throw body.mismatch(e, "a value");
    to.types().add(v.type());
    if (to.result() != null) body.assign(to.result(), body.expressions.converted(v, to.result().type(), to.name(), e));
    body.state.exit = Exit.of(to.target().breaks());
  }

  // ---- groups ----

  private List<Group> groups(List<?> statements) {
    var groups = new ArrayList<Group>();
    boolean labels = false;
    for (Statement s : Scan.nodes(statements, Statement.class)) {
      if (!(s instanceof SwitchCase c)) {
        groups.getLast().code().add(s);
        labels = false;
        continue;
      }
      Group before = labels ? groups.removeLast() : new Group(List.of(), false, false, List.of());
      var all = new ArrayList<>(before.labels());
      List<Expression> own = Scan.nodes(c.expressions(), Expression.class);
      own.stream().filter(e -> !(e instanceof CaseDefaultExpression)).forEach(all::add);
      boolean isDefault = before.isDefault() || c.isDefault() || own.stream().anyMatch(CaseDefaultExpression.class::isInstance);
      groups.add(new Group(all, isDefault, c.isSwitchLabeledRule(), new ArrayList<>()));
      labels = true;
    }
    return groups;
  }

  /** {@code exhaustive} is a switch that has a case for everything, or {@code null}. */
  private void dispatch(Expression selector, List<Group> groups, SwitchExpression exhaustive) throws LoweringException {
    Optional<Expression> pattern = groups.stream().flatMap(g -> g.labels().stream()).filter(Pattern.class::isInstance).findFirst();
    if (pattern.isPresent()) {
      Value matched = body.expressions.value(selector, "t");
      if (Patterns.isMatched(matched.type())) {
        match(matched, groups, 0);
        return;
      }
      throw body.refuse(pattern.get(), Diagnostic.UNSUPPORTED_EXPRESSION, "a pattern", "numbers have one type; branch on a boolean or an int");
    }
    Value selected = body.expressions.value(selector, "t");
    boolean isEnum = selected.type() instanceof JavaType.Enumeration;
    boolean all = exhaustive != null && groups.stream().noneMatch(Group::isDefault);
    if (all && !isEnum) {
      throw body.refuse(exhaustive, Diagnostic.UNSUPPORTED_EXPRESSION, "a switch expression without a default", "add a default");
    }
    var tests = new ArrayList<Atom>();
    if (selected.type() instanceof JavaType.Enumeration e) {
      Atom value = body.expressions.constant(selected, e, selector);
      for (Group g : groups) tests.add(g.isDefault() ? Lit.of(false) : matches(value, e, g));
      if (all) tests.set(groups.size() - 1, Lit.of(true));
    } else {
      Atom value = body.expressions.integer(selected, selector);
      for (Group g : groups) tests.add(g.isDefault() ? Lit.of(false) : matches(value, g));
    }
    Code code = () -> {};
    for (int k = 0; k < groups.size(); k++) {
      int at = k;
      if (groups.get(k).isDefault()) code = () -> enter(groups, at);
    }
    for (int k = groups.size() - 1; k >= 0; k--) {
      int at = k;
      Code rest = code;
      if (!groups.get(k).isDefault()) code = () -> Join.branch(body, tests.get(at), () -> enter(groups, at), rest);
    }
    code.run();
  }

  /** Tries the groups from this one on; the last one matches if nothing else did, since javac has seen to that. */
  private void match(Value value, List<Group> groups, int from) throws LoweringException {
    Group byDefault = groups.stream().filter(Group::isDefault).findFirst().orElse(null);
    if (from == groups.size()) {
      if (byDefault != null) enter(groups, groups.indexOf(byDefault));
      return;
    }
    Group g = groups.get(from);
    if (g == byDefault) {
      match(value, groups, from + 1);
      return;
    }
    boolean isLast = byDefault == null && from == groups.size() - 1;
    Atom holds = matches(value, g, isLast);
    Join.branch(body, holds, () -> body.scoped(() -> {
      body.patterns.bind(pattern(g), value, false);
      enter(groups, from);
    }), () -> match(value, groups, from + 1));
  }

  private Pattern pattern(Group g) throws LoweringException {
    for (Expression label : g.labels()) {
      if (!(label instanceof Pattern)) {
        throw body.refuse(label, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(label) + "' beside patterns",
            "a value of a sealed interface is never null here; leave this case out");
      }
    }
    return (Pattern) g.labels().getFirst();
  }

  private Atom matches(Value value, Group g, boolean isLast) throws LoweringException {
    Pattern first = pattern(g);
    Atom any = Lit.of(false);
    for (Expression label : g.labels()) {
      Atom is = body.patterns.test((Pattern) label, value);
      any = any.equals(Lit.of(false)) ? is : body.apply("t", Prim.OR, any, is);
    }
    if (!(first instanceof GuardedPattern guarded)) return isLast ? Lit.of(true) : any;
    return body.expressions.both(any, () -> {
      Atom[] holds = new Atom[1];
      body.scoped(() -> {
        body.patterns.bind(first, value, false);
        holds[0] = body.expressions.bool(guarded.getExpression());
      });
      return holds[0];
    });
  }

  private Atom matches(Atom value, JavaType.Enumeration type, Group g) throws LoweringException {
    Atom any = Lit.of(false);
    for (Expression label : g.labels()) {
      int constant = type.constants().indexOf(label instanceof SimpleName n ? n.getIdentifier() : "");
      if (constant >= 0 && body.resolver.element(type) instanceof TypeElement e) body.resolver.field(e, label.toString()).ifPresent(f -> body.bound(label, f));
      Atom wanted = constant >= 0 ? Lit.of(constant) : body.expressions.constant(body.expressions.value(label, "t"), type, label);
      Atom is = body.apply("t", Prim.EQ, value, wanted);
      any = any.equals(Lit.of(false)) ? is : body.apply("t", Prim.OR, any, is);
    }
    return any;
  }

  private Atom matches(Atom value, Group g) throws LoweringException {
    Atom any = Lit.of(false);
    for (Expression label : g.labels()) {
      if (!(body.expressions.scalar(label, "t") instanceof Lit constant) || constant.type().kind() != Kind.I32) {
        throw body.mismatch(label, "an int constant");
      }
      Atom is = body.apply("t", Prim.EQ, value, constant);
      any = any.equals(Lit.of(false)) ? is : body.apply("t", Prim.OR, any, is);
    }
    return any;
  }

  /** Runs from this group on. The variables of the groups before are in scope. */
  private void enter(List<Group> groups, int from) throws LoweringException {
    body.scoped(() -> {
      Group first = groups.get(from);
      if (first.isRule()) {
        rule(first.code().getFirst());
        return;
      }
      for (Group g : groups.subList(0, from)) for (Statement s : g.code()) if (s instanceof VariableDeclarationStatement d) declare(d);
      body.statements.sequence(fallingThrough(groups.subList(from, groups.size())));
    });
  }

  /** What follows the arrow; JDT takes an expression for a {@code yield} in a statement, too. */
  private void rule(Statement s) throws LoweringException {
    Optional<Expression> e = expression(s);
    if (e.isEmpty()) body.statements.lower(s);
    else if (body.statements.innermost() == Target.Of.EXPRESSION) give(e.get());
    else body.expressions.statement(e.get());
  }

  private static Optional<Expression> expression(Statement rule) {
    return Optional.ofNullable(rule instanceof ExpressionStatement x ? x.getExpression() : rule instanceof YieldStatement y ? y.getExpression() : null);
  }

  private void declare(VariableDeclarationStatement d) throws LoweringException {
    if (d.getType().isVar()) return;
    for (VariableDeclarationFragment f : Scan.nodes(d.fragments(), VariableDeclarationFragment.class)) {
      body.declare(f.getName().getIdentifier(), body.statements.type(d.getType(), f.getExtraDimensions(), null));
    }
  }

  /** The statements up to the first jump, without a {@code break} that only ends the switch. */
  private static List<Statement> fallingThrough(List<Group> groups) {
    var all = new ArrayList<Statement>();
    for (Group g : groups) {
      for (Statement s : g.code()) {
        if (s instanceof BreakStatement b && b.getLabel() == null) return all;
        all.add(s);
        if (Scan.stops(s)) return all;
      }
    }
    return all;
  }
}
