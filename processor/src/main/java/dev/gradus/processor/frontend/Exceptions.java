package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Op.Throw.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import org.eclipse.jdt.core.dom.ClassInstanceCreation;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.InfixExpression;
import org.eclipse.jdt.core.dom.QualifiedName;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.StringLiteral;
import org.eclipse.jdt.core.dom.TextBlock;
import org.eclipse.jdt.core.dom.ThrowStatement;

/**
 * {@code throw new X("text" + number)}: a new exception, of a class that is not checked and that the companion can name, with no message or
 * one made of constants and scalars. There are no values of type {@link String} besides.
 */
final class Exceptions {
  private final Body body;

  Exceptions(Body body) {
    this.body = body;
  }

  void raise(ThrowStatement s) throws LoweringException {
    if (!(Scan.unwrapped(s.getExpression()) instanceof ClassInstanceCreation c) || c.getAnonymousClassDeclaration() != null
        || c.getExpression() != null) {
      throw body.refuse(s.getExpression(), Diagnostic.BAD_EXCEPTION, "'" + Body.excerpt(s.getExpression()) + "' is not simply a new exception");
    }
    TypeElement type = body.resolver.type(c.getType().toString(), body.owner)
        .orElseThrow(() -> body.refuse(c.getType(), Diagnostic.UNKNOWN_NAME, c.getType()));
    String why = objection(type, c.arguments().size());
    if (why != null) throw body.refuse(c, Diagnostic.BAD_EXCEPTION, why);
    var message = new ArrayList<Part>();
    if (!c.arguments().isEmpty()) {
      Expression text = (Expression) c.arguments().getFirst();
      if (!isText(text)) throw body.refuse(text, Diagnostic.BAD_MESSAGE, Body.excerpt(text));
      text(text, message);
      if (message.isEmpty()) message.add(new Part.Text(""));
    }
    body.builder.add(new Eqn(List.of(), new Op.Throw(type.getQualifiedName().toString(), message)));
    body.state.exit = Exit.NEVER;
  }

  // ---- the class ----

  /** Why an exception of this class cannot be made here, or {@code null}. */
  private String objection(TypeElement type, int arguments) {
    String name = type.getSimpleName().toString();
    if (!extendsOneOf(type, List.of("java.lang.RuntimeException", "java.lang.Error"))) {
      return extendsOneOf(type, List.of("java.lang.Throwable")) ? name + " is a checked exception" : name + " is no exception";
    }
    if (arguments > 1) return "an exception here has a message at most, no cause";
    if (type.getModifiers().contains(Modifier.ABSTRACT)) return name + " is abstract";
    if (type.getEnclosingElement() instanceof TypeElement && !type.getModifiers().contains(Modifier.STATIC)) return name + " is an inner class";
    List<ExecutableElement> constructors = ElementFilter.constructorsIn(type.getEnclosedElements()).stream().filter(c -> takes(c, arguments)).toList();
    if (constructors.isEmpty()) return name + " has no constructor " + (arguments == 0 ? "without parameters" : "that takes a message alone");
    return constructors.stream().anyMatch(this::isNameable) ? null : name + " or its constructor is out of the companion's reach";
  }

  private static boolean extendsOneOf(TypeElement type, List<String> names) {
    for (TypeElement t = type; t != null; t = t.getSuperclass() instanceof DeclaredType d ? (TypeElement) d.asElement() : null) {
      if (names.contains(t.getQualifiedName().toString())) return true;
    }
    return false;
  }

  /** The message is a {@link String}, or for {@link AssertionError} any object. */
  private static boolean takes(ExecutableElement constructor, int arguments) {
    List<String> types = constructor.getParameters().stream().map(p -> p.asType().toString()).toList();
    return types.size() == arguments && types.stream().allMatch(t -> t.equals("java.lang.String") || t.equals("java.lang.Object"));
  }

  private boolean isNameable(ExecutableElement constructor) {
    boolean near = body.resolver.packageOf(constructor).equals(body.resolver.packageOf(body.owner));
    for (Element e = constructor; e instanceof ExecutableElement || e instanceof TypeElement; e = e.getEnclosingElement()) {
      boolean reached = near ? !e.getModifiers().contains(Modifier.PRIVATE) : e.getModifiers().contains(Modifier.PUBLIC);
      if (!reached) return false;
    }
    return true;
  }

  // ---- the message ----

  /** Whether the expression is of type {@link String}, as far as such expressions are understood. */
  private boolean isText(Expression e) {
    return switch (Scan.unwrapped(e)) {
      case StringLiteral _, TextBlock _ -> true;
      case InfixExpression i -> i.getOperator() == InfixExpression.Operator.PLUS && operands(i).stream().anyMatch(this::isText);
      case Expression other -> constant(other) != null;
    };
  }

  private static List<Expression> operands(InfixExpression i) {
    var operands = new ArrayList<>(List.of(i.getLeftOperand(), i.getRightOperand()));
    operands.addAll(Scan.nodes(i.extendedOperands(), Expression.class));
    return operands;
  }

  /** The text of a constant field, or {@code null}. */
  private String constant(Expression e) {
    return constantValue(e) instanceof String s ? s : null;
  }

  private Object constantValue(Expression e) {
    Optional<VariableElement> field = switch (e) {
      case SimpleName n when body.local(n.getIdentifier()) == null -> body.resolver.field(n.getIdentifier(), body.owner);
      case QualifiedName q when !body.expressions.isValue(q.getQualifier()) -> body.resolver.type(q.getQualifier().getFullyQualifiedName(), body.owner)
          .flatMap(t -> body.resolver.field(t, q.getName().getIdentifier()));
      default -> Optional.empty();
    };
    return field.map(VariableElement::getConstantValue).orElse(null);
  }

  private void text(Expression e, List<Part> parts) throws LoweringException {
    switch (Scan.unwrapped(e)) {
      case StringLiteral s -> add(s.getLiteralValue(), parts);
      case TextBlock t -> add(t.getLiteralValue(), parts);
      case InfixExpression i -> sum(operands(i), i, parts);
      case Expression other -> add(constant(other), parts);
    }
  }

  /** {@code a + b + "text" + c}: what stands before the first text is added up as numbers. */
  private void sum(List<Expression> operands, InfixExpression at, List<Part> parts) throws LoweringException {
    int first = 0;
    while (!isText(operands.get(first))) first++;
    if (first == 1) {
      scalar(operands.getFirst(), parts);
    } else if (first > 1) {
      Atom sum = body.expressions.scalar(operands.getFirst(), "t");
      for (Expression next : operands.subList(1, first)) {
        sum = body.expressions.binary(Operator.PLUS, sum, body.expressions.scalar(next, "t"), at, "t");
      }
      add(sum, false, parts);
    }
    for (Expression next : operands.subList(first, operands.size())) {
      if (isText(next)) text(next, parts);
      else scalar(next, parts);
    }
  }

  private void scalar(Expression e, List<Part> parts) throws LoweringException {
    Value v = body.expressions.value(e, "t");
    if (v.leaves().size() != 1 || !(body.readable(v.leaves().getFirst(), Body.excerpt(e), e) instanceof Num(var atom))) {
      throw body.refuse(e, Diagnostic.BAD_MESSAGE, Body.excerpt(e));
    }
    add(atom, v.type() instanceof JavaType.Leaf(_, var range) && range == Range.CHAR, parts);
  }

  private static void add(Atom scalar, boolean asChar, List<Part> parts) {
    if (scalar instanceof Lit l) add(asChar ? String.valueOf((char) (int) l.value()) : l.value().toString(), parts);
    else parts.add(new Part.Scalar(scalar, asChar));
  }

  private static void add(String text, List<Part> parts) {
    if (text.isEmpty()) return;
    if (!parts.isEmpty() && parts.getLast() instanceof Part.Text(var before)) parts.set(parts.size() - 1, new Part.Text(before + text));
    else parts.add(new Part.Text(text));
  }
}
