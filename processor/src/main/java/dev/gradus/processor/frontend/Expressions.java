package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.Loops.AtomCode;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ArrayAccess;
import org.eclipse.jdt.core.dom.ArrayCreation;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.BooleanLiteral;
import org.eclipse.jdt.core.dom.CastExpression;
import org.eclipse.jdt.core.dom.CharacterLiteral;
import org.eclipse.jdt.core.dom.ClassInstanceCreation;
import org.eclipse.jdt.core.dom.ConditionalExpression;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.FieldAccess;
import org.eclipse.jdt.core.dom.InfixExpression;
import org.eclipse.jdt.core.dom.InstanceofExpression;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.MethodReference;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.NullLiteral;
import org.eclipse.jdt.core.dom.NumberLiteral;
import org.eclipse.jdt.core.dom.ParenthesizedExpression;
import org.eclipse.jdt.core.dom.PatternInstanceofExpression;
import org.eclipse.jdt.core.dom.PostfixExpression;
import org.eclipse.jdt.core.dom.PrefixExpression;
import org.eclipse.jdt.core.dom.QualifiedName;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.StringLiteral;
import org.eclipse.jdt.core.dom.SuperFieldAccess;
import org.eclipse.jdt.core.dom.SuperMethodInvocation;
import org.eclipse.jdt.core.dom.SwitchExpression;
import org.eclipse.jdt.core.dom.TextBlock;
import org.eclipse.jdt.core.dom.ThisExpression;
import org.eclipse.jdt.core.dom.TypeLiteral;
import org.eclipse.jdt.core.dom.VariableDeclarationExpression;

/**
 * Expressions, evaluated left to right as Java does. The name handed down is what the result is to be called: the variable it is
 * assigned to, or {@code t}.
 */
final class Expressions {
  private static final int CHEAP = 8;

  private final Body body;

  Expressions(Body body) {
    this.body = body;
  }

  // ---- by what is wanted ----

  /** For its effects. */
  void statement(Expression e) throws LoweringException {
    switch (Scan.unwrapped(e)) {
      case VariableDeclarationExpression d -> body.statements.declare(d);
      case Assignment a -> body.assignments.assign(a, false);
      case PrefixExpression p when Assignments.isStep(p.getOperator()) -> body.assignments.step(p, false);
      case PostfixExpression p -> body.assignments.step(p, false);
      case Expression other -> value(other, "t");
    }
  }

  /** A scalar. */
  Atom scalar(Expression e, String name) throws LoweringException {
    return scalar(value(e, name), e);
  }

  private Atom scalar(Value v, Expression e) throws LoweringException {
    if (v.leaves().size() == 1 && v.type() instanceof JavaType.Leaf(var type, _) && !type.isArray()
        && body.readable(v.leaves().getFirst(), Body.excerpt(e), e) instanceof Num(var atom)) {
      return atom;
    }
    throw body.mismatch(e, "a number");
  }

  Atom number(Expression e, String name) throws LoweringException {
    Atom a = scalar(e, name);
    if (a.type().kind() == Kind.BOOL) throw body.mismatch(e, "a number");
    return a;
  }

  Atom bool(Expression e) throws LoweringException {
    Atom a = scalar(e, "t");
    if (a.type().kind() != Kind.BOOL) throw body.mismatch(e, "a condition");
    return a;
  }

  /** An index or a length. */
  Atom integer(Expression e) throws LoweringException {
    return integer(value(e, "t"), e);
  }

  Atom integer(Value v, Expression e) throws LoweringException {
    Atom a = scalar(v, e);
    if (a.type().kind() != Kind.I32) throw body.mismatch(e, "an int");
    return a;
  }

  /** An array, of records too. */
  Value array(Expression e) throws LoweringException {
    Value v = value(e, "t");
    if (v.type() == null || v.type().indexed() == null) throw body.mismatch(e, "an array");
    body.readable(v.leaves().getFirst(), Body.excerpt(e), e);
    return v;
  }

  /** The value as Java assigns it to a variable of that type: numbers are widened. */
  Value converted(Value v, JavaType to, String name, ASTNode at) throws LoweringException {
    if (v.function() != null) throw body.functions.escapes(at);
    if (v.type() instanceof JavaType.Leaf(var from, _) && to instanceof JavaType.Leaf(var type, var range) && !from.isArray()
        && !type.isArray()) {
      Atom a = ((Num) body.readable(v.leaves().getFirst(), name, at)).atom();
      boolean isConstant = range != Range.ALL && a instanceof Lit l && range.has(l);
      if (isConstant || Overloads.fits(v.type(), to)) return Value.of(to, convert(name, a, type.kind()));
    } else if (to.equals(v.type())) {
      return v;
    } else if (to instanceof JavaType.Sum sum && v.type() != null && Sums.isPart(v.type(), sum)) {
      return body.sums.widened(v, sum, name);
    }
    throw body.mismatch(at, Overloads.text(to));
  }

  /** An {@code int} as Java makes one of that range of it. */
  Atom narrowed(String name, Atom a, Range range) {
    return range == Range.ALL ? a : body.apply(name, range.narrowing(), a);
  }

  Atom convert(String name, Atom a, Kind kind) {
    return a.type().kind() == kind ? a : body.apply(name, Prim.castTo(kind), a);
  }

  // ---- by what is written ----

  Value value(Expression e, String name) throws LoweringException {
    return switch (e) {
      case ParenthesizedExpression p -> value(p.getExpression(), name);
      case NumberLiteral n -> Value.of(Literals.number(n.getToken()).orElseThrow(() -> body.mismatch(n, "a number")));
      case CharacterLiteral c -> Value.of(new JavaType.Leaf(ValueType.I32, Range.CHAR), Lit.of((int) c.charValue()));
      case BooleanLiteral b -> Value.of(Lit.of(b.booleanValue()));
      case SimpleName n -> variable(n, name);
      case QualifiedName q -> qualified(q, name);
      case FieldAccess f -> field(f, name);
      case ArrayAccess a -> element(a, name);
      case PrefixExpression p -> prefix(p, name);
      case PostfixExpression p -> body.assignments.step(p, true);
      case InfixExpression i -> infix(i, name);
      case ConditionalExpression c -> conditional(c, name);
      case CastExpression c -> cast(c, name);
      case Assignment a -> body.assignments.assign(a, true);
      case ArrayCreation a -> body.arrays.created(a, name);
      case MethodInvocation m -> body.calls.lower(m, name);
      case ClassInstanceCreation c -> body.constructors.lower(c, name);
      case SwitchExpression s -> body.functions.isWritten(s) ? body.functions.written(s).value() : body.switches.lower(s, name);
      case LambdaExpression _, MethodReference _ -> throw body.functions.escapes(e);
      case NullLiteral _ -> throw unsupported(e, "null", "use an array of length 0, or a boolean beside the array");
      case StringLiteral _, TextBlock _ -> throw unsupported(e, "text", "text has no derivative; write an enum where it chooses between cases, else keep it in the caller");
      case ThisExpression t when t.getQualifier() == null && body.object() != null -> body.object();
      case ThisExpression _, SuperFieldAccess _, SuperMethodInvocation _ ->
          throw unsupported(e, "'" + Body.excerpt(e) + "'", "a static method has no object; pass what is read as a parameter");
      case InstanceofExpression i -> Value.of(body.patterns.test(i));
      case PatternInstanceofExpression i -> Value.of(body.patterns.test(i));
      case TypeLiteral _ -> throw unsupported(e, "a class literal", "a class is no number; keep it in the caller");
      default -> throw unsupported(e, "'" + Body.excerpt(e) + "'", "write it with operators, method calls, arrays and records");
    };
  }

  private LoweringException unsupported(Expression e, String what, String remedy) {
    return body.refuse(e, Diagnostic.UNSUPPORTED_EXPRESSION, what, remedy);
  }

  // ---- names ----

  private Value variable(SimpleName n, String name) throws LoweringException {
    Local local = body.local(n.getIdentifier());
    if (local != null) {
      body.bound(n, body.field(local).map(Bindings::text).orElse(Bindings.local(n.getIdentifier())));
      body.nullable.require(local);
      Value v = body.read(local);
      if (v.leaves().size() == 1) body.readable(v.leaves().getFirst(), n.getIdentifier(), n);
      return v;
    }
    Value component = body.object() == null ? null : body.object().component(n.getIdentifier());
    if (component != null) {
      if (body.object().type() instanceof JavaType.Rec r) bound(n, r);
      return component;
    }
    Value constant = body.localTypes.constant(n.getIdentifier());
    if (constant == null && body.object() != null) constant = body.enumMembers.field(body.object(), n.getIdentifier(), n, name);
    if (constant != null) return constant;
    VariableElement field = body.resolver.field(n.getIdentifier(), body.owner)
        .orElseThrow(() -> unknown(n));
    body.bound(n, field);
    return body.frontEnd.constants().value(field, body, n, name);
  }

  /** A variable that there is not; before a dot it may be a class that another processor makes. */
  private LoweringException unknown(SimpleName n) {
    boolean mayBeClass = n.getParent() instanceof MethodInvocation m && m.getExpression() == n || n.getParent() instanceof QualifiedName;
    boolean isNear = !Spelling.hint(n.getIdentifier(), body.names()).isEmpty();
    return mayBeClass && !isNear ? body.unknownClass(n, n.getIdentifier())
        : body.unknown(n, n.getIdentifier(), body.names(), !mayBeClass && body.resolver.isSettled(body.owner));
  }

  /** {@code a.length}, {@code p.w} in a record's own code, {@code Class.CONSTANT}. */
  private Value qualified(QualifiedName q, String name) throws LoweringException {
    Value local = isValue(q.getQualifier()) ? null : body.localTypes.constant(q);
    if (local != null) return local;
    Op.Length length = q.getName().getIdentifier().equals("length") && q.getQualifier() instanceof SimpleName n
        && body.local(n.getIdentifier()) instanceof Local array ? body.length(array, q) : null;
    if (length != null) return Value.of(body.builder.bind(name.equals("t") ? "n" : name, ValueType.I32, length));
    if (isValue(q.getQualifier())) return member(value(q.getQualifier(), "t"), q.getName(), name);
    TypeElement type = body.resolver.type(q.getQualifier().getFullyQualifiedName(), body.owner).orElse(null);
    if (type == null) return member(value(q.getQualifier(), "t"), q.getName(), name);
    VariableElement field = body.resolver.field(type, q.getName().getIdentifier())
        .orElseThrow(() -> body.unknown(q, q.getFullyQualifiedName(),
            body.resolver.fieldNames(type).stream().map(f -> q.getQualifier() + "." + f).toList(), body.resolver.isSettled(type)));
    body.bound(last(q.getQualifier()), type);
    body.bound(q.getName(), field);
    return body.frontEnd.constants().value(field, body, q, name);
  }

  static SimpleName last(Name n) {
    return n instanceof QualifiedName q ? q.getName() : (SimpleName) n;
  }

  private void bound(SimpleName component, JavaType.Rec of) {
    body.bound(component, Bindings.component(of, component.getIdentifier()));
  }

  /** Whether it is a value and not a class: where a name could be that of a variable or a field, it is (JLS 6.4.2, 6.5.2). */
  boolean isValue(Expression e) {
    return switch (e) {
      case SimpleName n -> isVariable(n.getIdentifier());
      case QualifiedName q -> isValue(q.getQualifier()) || body.resolver.type(q.getQualifier().getFullyQualifiedName(), body.owner)
          .flatMap(t -> body.resolver.field(t, q.getName().getIdentifier())).isPresent();
      default -> true;
    };
  }

  private boolean isVariable(String id) {
    return body.local(id) != null || body.object() != null && body.object().component(id) != null || body.localTypes.constant(id) != null
        || body.resolver.field(id, body.owner).isPresent();
  }

  private Value field(FieldAccess f, String name) throws LoweringException {
    return member(value(f.getExpression(), "t"), f.getName(), name);
  }

  private Value member(Value of, SimpleName member, String name) throws LoweringException {
    String id = member.getIdentifier();
    if (id.equals("length") && of.type() instanceof JavaType.RecordArray) {
      return body.recordArrays.length(of, name.equals("t") ? "n" : name, member);
    }
    if (id.equals("length") && of.leaves().size() == 1 && of.type() instanceof JavaType.Leaf(var type, _) && type.isArray()
        && body.readable(of.leaves().getFirst(), id, member) instanceof Arr place) {
      String hint = name.equals("t") ? "n" : name;
      return Value.of(body.builder.bind(hint, ValueType.I32, new Op.Length(body.state.arrays.get(place.root()), place.prefix())));
    }
    Value component = of.component(id);
    if (component != null && of.type() instanceof JavaType.Rec r) bound(member, r);
    if (component == null) component = body.enumMembers.field(of, id, member, name);
    if (component == null) throw body.refuse(member, Diagnostic.UNKNOWN_NAME, id);
    return component;
  }

  private Value element(ArrayAccess a, String name) throws LoweringException {
    return body.assignments.element(body.assignments.accessed(a), name, a);
  }

  // ---- operators ----

  private Value prefix(PrefixExpression p, String name) throws LoweringException {
    PrefixExpression.Operator op = p.getOperator();
    if (Assignments.isStep(op)) return body.assignments.step(p, true);
    Expression operand = p.getOperand();
    if (op == PrefixExpression.Operator.NOT) return Value.of(body.apply(name, Prim.NOT, bool(operand)));
    if (op == PrefixExpression.Operator.MINUS && operand instanceof NumberLiteral n) {
      return Value.of(Literals.number("-" + n.getToken()).orElseThrow(() -> body.mismatch(p, "a number")));
    }
    if (op == PrefixExpression.Operator.PLUS) return Value.of(number(operand, name));
    if (op == PrefixExpression.Operator.MINUS) return Value.of(body.apply(name, Prim.NEG, number(operand, "t")));
    Atom a = number(operand, "t");
    if (!a.type().kind().isInteger()) throw body.mismatch(operand, "an int or long");
    return Value.of(body.apply(name, Prim.BITNOT, a));
  }

  private Value infix(InfixExpression i, String name) throws LoweringException {
    var operands = new ArrayList<Expression>(List.of(i.getLeftOperand(), i.getRightOperand()));
    operands.addAll(Scan.nodes(i.extendedOperands(), Expression.class));
    Operator op = Operator.of(i.getOperator());
    Atom absent = comparedWithNull(i);
    if (absent != null) return Value.of(absent);
    boolean compares = op == Operator.EQUALS || op == Operator.NOT_EQUALS;
    if (compares && body.functions.isBoxed(operands.get(0)) && body.functions.isBoxed(operands.get(1))) {
      throw body.refuse(i, Diagnostic.BOXED_COMPARISON, "'" + Body.excerpt(i) + "'");
    }
    Value first = value(operands.getFirst(), "t");
    boolean isThing = first.type() != null && (first.type().indexed() != null || first.type() instanceof JavaType.Rec);
    if (compares && isThing && operands.size() == 2) {
      throw body.refuse(i, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(i) + "', which compares two objects,",
          first.type().indexed() != null ? "compare their elements in a loop" : "compare their components");
    }
    if (compares && operands.size() == 2 && first.type() instanceof JavaType.Enumeration e) {
      return Value.of(body.apply(name, op.prim(), constant(first, e, operands.get(0)), constant(value(operands.get(1), "t"), e, operands.get(1))));
    }
    Atom left = scalar(first, operands.getFirst());
    for (int k = 1; k < operands.size(); k++) {
      String hint = k == operands.size() - 1 ? name : "t";
      Expression right = operands.get(k);
      left = op.shortCircuits() ? shortCircuit(op, left, right, operands.get(k - 1), hint) : binary(op, left, scalar(right, "t"), i, hint);
    }
    return Value.of(left);
  }

  /** The position of a constant of the enum. */
  Atom constant(Value v, JavaType.Enumeration type, ASTNode at) throws LoweringException {
    if (type.equals(v.type()) && body.readable(v.leaves().getFirst(), Body.excerpt(at), at) instanceof Num(var atom)) return atom;
    throw body.mismatch(at, Overloads.text(type));
  }

  /** {@code a[i] == null} where that is a record, {@code v == null} of a variable that may be, or {@code !=}; {@code null} if it is anything else. */
  private Atom comparedWithNull(InfixExpression i) throws LoweringException {
    boolean equal = i.getOperator() == InfixExpression.Operator.EQUALS;
    if (!equal && i.getOperator() != InfixExpression.Operator.NOT_EQUALS) return null;
    Expression other = i.getRightOperand() instanceof NullLiteral ? i.getLeftOperand() : i.getRightOperand();
    boolean compares = other != i.getRightOperand() || i.getLeftOperand() instanceof NullLiteral;
    if (!compares) return null;
    if (Scan.unwrapped(other) instanceof SimpleName n && body.local(n.getIdentifier()) instanceof Local local && body.nullable.is(local)) {
      body.bound(n, Bindings.local(n.getIdentifier()));
      Atom absent = body.nullable.isAbsent(local);
      return equal ? absent : body.apply("t", Prim.NOT, absent);
    }
    if (!(Scan.unwrapped(other) instanceof ArrayAccess a)) {
      throw unsupported(i, "comparing '" + Body.excerpt(other) + "' with null", "an element of an array of records can be, a[i] == null, and a variable that begins as null, double[] best = null");
    }
    Assignments.Accessed element = body.assignments.accessed(a);
    if (!RecordArrays.mayBeAbsent(element.array().type())) return null;
    Atom absent = body.recordArrays.isAbsent(element.array(), element.index(), a);
    return equal ? absent : body.apply("t", Prim.NOT, absent);
  }

  /** The operator on two evaluated operands, after Java's numeric promotion. */
  Atom binary(Operator op, Atom left, Atom right, ASTNode at, String name) throws LoweringException {
    Kind kind = op.operandKind(left.type().kind(), right.type().kind());
    if (kind == null) throw body.mismatch(at, "an operator that is defined on " + left.type().java() + " and " + right.type().java());
    Atom r = op.isShift() ? convert("t", right, Kind.I32) : convert("t", right, kind);
    return body.apply(name, op.prim(), convert("t", left, kind), r);
  }

  private Atom shortCircuit(Operator op, Atom left, Expression right, Expression leftText, String name) throws LoweringException {
    if (left.type().kind() != Kind.BOOL) throw body.mismatch(leftText, "a condition");
    return op == Operator.CONDITIONAL_AND ? choice(left, () -> bool(right), () -> Lit.of(false), Prim.AND, name, right)
        : choice(left, () -> Lit.of(true), () -> bool(right), Prim.OR, name, right);
  }

  Atom both(Atom left, AtomCode right) throws LoweringException {
    return choice(left, right, () -> Lit.of(false), Prim.AND, "t", null);
  }

  /**
   * {@code left && right} or {@code left || right}: the strict operator where nothing can be noticed, else a branch. {@code right} is the
   * text, if it may declare variables.
   */
  private Atom choice(Atom cond, AtomCode ifTrue, AtomCode ifFalse, Prim strict, String name, Expression right) throws LoweringException {
    if (cond instanceof Lit l) return (Boolean) l.value() ? ifTrue.get() : ifFalse.get();
    State before = body.state.copy();
    Atom[] value = new Atom[1];
    body.builder.open();
    List<Eqn> eqns;
    try {
      value[0] = (strict == Prim.AND ? ifTrue : ifFalse).get();
    } finally {
      eqns = body.builder.close();
    }
    boolean harmless = eqns.stream().allMatch(e -> e.op() instanceof Op.Apply || e.op() instanceof Op.Length)
        && eqns.stream().noneMatch(e -> e.op().effect() != Effect.PURE)
        && eqns.stream().mapToInt(e -> e.op() instanceof Op.Apply a ? a.prim().cost() : 1).sum() <= CHEAP;
    if (harmless && body.state.sameAs(before)) {
      body.builder.addAll(eqns);
      return body.apply(name, strict, cond, value[0]);
    }
    body.state = before;
    if (right != null) body.patterns.prepare(right);
    return ((Num) merged(cond, name, () -> Value.of(ifTrue.get()), () -> Value.of(ifFalse.get()), null).leaves().getFirst()).atom();
  }

  private Value conditional(ConditionalExpression c, String name) throws LoweringException {
    if (body.functions.isWritten(c)) return body.functions.written(c).value();
    Atom cond = bool(c.getExpression());
    return merged(cond, name, () -> value(c.getThenExpression(), name), () -> value(c.getElseExpression(), name), c);
  }

  /** Code that gives a value. */
  @FunctionalInterface
  interface ValueCode {
    Value get() throws LoweringException;
  }

  /** One of two values, promoted to a common type; scalars that are there anyway are selected, not branched for. */
  Value merged(Atom cond, String name, ValueCode then, ValueCode orElse, ASTNode at) throws LoweringException {
    Join join = new Join(body);
    Value[] values = new Value[2];
    join.then().then(() -> values[0] = then.get());
    join.orElse().then(() -> values[1] = orElse.get());
    if (values[0].function() != null) throw body.functions.escapes(at);
    JavaType type = at instanceof ConditionalExpression c ? common(values, c) : common(values[0].type(), values[1].type());
    if (type == null) throw body.mismatch(at, "two values of one type");
    join.then().then(() -> values[0] = converted(values[0], type, name, at));
    join.orElse().then(() -> values[1] = converted(values[1], type, name, at));
    if (cond instanceof Lit l && join.then().isEmpty() && join.orElse().isEmpty()) return values[(Boolean) l.value() ? 0 : 1];
    if (join.then().isEmpty() && join.orElse().isEmpty() && type instanceof JavaType.Leaf(var leaf, _) && !leaf.isArray()
        && body.state.sameAs(join.then().end())
        && body.state.sameAs(join.orElse().end())) {
      return Value.of(type, body.apply(name, Prim.SELECT, cond, ((Num) values[0].leaves().getFirst()).atom(),
          ((Num) values[1].leaves().getFirst()).atom()));
    }
    List<Slot> slots = Body.slots(name, type, Owner.USER);
    for (Slot s : slots) body.state.slots.put(s, Leaf.UNASSIGNED);
    put(join.then(), slots, values[0]);
    put(join.orElse(), slots, values[1]);
    join.meet(cond);
    List<Leaf> leaves = slots.stream().map(body.state.slots::remove).toList();
    for (Leaf l : leaves) if (l instanceof Leaf.Absent && at != null) body.readable(l, Body.excerpt(at), at);
    return new Value(type, leaves);
  }

  private static void put(Join.Arm arm, List<Slot> slots, Value value) {
    for (int i = 0; i < slots.size(); i++) arm.end().slots.put(slots.get(i), value.leaves().get(i));
  }

  /** The type of {@code c ? a : b}, where a constant counts as of the range of the other value if it is in it. */
  private JavaType common(Value[] values, ConditionalExpression c) throws LoweringException {
    for (int k = 0; k < 2; k++) {
      boolean isInt = new JavaType.Leaf(ValueType.I32).equals(values[k].type());
      if (!isInt || !(values[1 - k].type() instanceof JavaType.Leaf(var type, var range)) || range == Range.ALL || type.isArray()) continue;
      if (!(values[k].leaves().getFirst() instanceof Num(Lit l)) || !range.has(l)) continue;
      Expression text = k == 0 ? c.getThenExpression() : c.getElseExpression();
      boolean mayBeVariable = Scan.names(text).stream().anyMatch(n -> body.local(n) != null);
      if (mayBeVariable) throw body.mismatch(text, "a cast to int or " + Overloads.text(values[1 - k].type()));
      return values[1 - k].type();
    }
    return common(values[0].type(), values[1].type());
  }

  JavaType common(JavaType a, JavaType b) {
    if (a == null || a.equals(b)) return a;
    if (Patterns.isMatched(a) && b != null && Patterns.isMatched(b)) return body.sums.common(a, b);
    if (!(a instanceof JavaType.Leaf(var x, var some) && b instanceof JavaType.Leaf(var y, var others)) || x.isArray() || y.isArray()) {
      return null;
    }
    if (some != Range.ALL && others != Range.ALL) {
      return some.isWithin(others) ? b : others.isWithin(some) ? a : new JavaType.Leaf(ValueType.I32);
    }
    Kind kind = Overloads.promoted(x.kind(), y.kind());
    return kind == null ? null : new JavaType.Leaf(ValueType.scalar(kind));
  }

  private Value cast(CastExpression c, String name) throws LoweringException {
    JavaType to = body.statements.type(c.getType(), 0, null);
    Value v = value(c.getExpression(), name);
    if (to.equals(v.type()) || to instanceof JavaType.Sum sum && Sums.isPart(v.type(), sum)) return converted(v, to, name, c);
    if (v.type() instanceof JavaType.Sum from && Sums.isPart(to, from)) {
      Atom other = body.apply("t", Prim.NOT, body.sums.is(v, to));
      body.throwIf(other, "java.lang.ClassCastException", new Op.Throw.Part.Text("not a " + Overloads.text(to)));
      return body.sums.narrowed(v, to);
    }
    if (to instanceof JavaType.Leaf(var type, var range) && !type.isArray() && type.kind() != Kind.BOOL) {
      Atom a = scalar(v, c.getExpression());
      if (Overloads.fits(v.type(), to)) return Value.of(to, convert(name, a, type.kind()));
      if (a.type().kind() != Kind.BOOL) return Value.of(to, narrowed(name, convert(name, a, type.kind()), range));
    }
    throw body.mismatch(c.getExpression(), Overloads.text(to));
  }
}
