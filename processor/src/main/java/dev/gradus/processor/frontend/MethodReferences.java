package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ClassInstanceCreation;
import org.eclipse.jdt.core.dom.CreationReference;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ExpressionMethodReference;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.Type;

/**
 * Method references as the calls they abbreviate: {@code Math::sin} is {@code Math.sin(p)}, {@code P::dot} is {@code p.dot(q)}, and {@code
 * e::dot} is {@code o.dot(p)} on what {@code e} was when the reference was evaluated.
 */
final class MethodReferences {
  /** What the object is called on which the method is, evaluated when the reference is. */
  private static final String OBJECT = "object$";

  private MethodReferences() {}

  private static boolean isBound(ExpressionMethodReference m, Body body) {
    return !(m.getExpression() instanceof Name) || body.expressions.isValue(m.getExpression());
  }

  /** Evaluates the object before the two dots, if there is one, for {@code home} to see. */
  static void bind(Expression reference, Body body, Body home) throws LoweringException {
    if (!(reference instanceof ExpressionMethodReference m) || !isBound(m, body)) return;
    Value object = body.expressions.value(m.getExpression(), "t");
    if (object.function() != null) home.declare(OBJECT, object.function());
    else if (object.type() == null) throw body.mismatch(m.getExpression(), "an object");
    else home.see(OBJECT, body.hidden("object", object));
  }

  /** The call, on parameters that are declared in {@code inner} with these values. */
  static Expression call(Expression reference, List<Value> given, Body inner) throws LoweringException {
    for (int p = 0; p < given.size(); p++) inner.declare(parameter(p), given.get(p));
    return switch (reference) {
      case ExpressionMethodReference m -> {
        boolean bound = isBound(m, inner);
        TypeElement type = bound ? null : inner.resolver.type(((Name) m.getExpression()).getFullyQualifiedName(), inner.owner).orElse(null);
        int first = type != null && !hasStatic(type, m.getName().getIdentifier(), given.size(), inner) && !given.isEmpty() ? 1 : 0;
        MethodInvocation call = at(m, m.getAST().newMethodInvocation());
        call.setExpression(bound ? name(m, OBJECT) : first == 1 ? name(m, parameter(0))
            : (Expression) ASTNode.copySubtree(m.getAST(), m.getExpression()));
        call.setName((SimpleName) ASTNode.copySubtree(m.getAST(), m.getName()));
        arguments(call.arguments(), m, first, given.size());
        yield call;
      }
      case CreationReference c when !c.getType().isArrayType() -> {
        ClassInstanceCreation made = at(c, c.getAST().newClassInstanceCreation());
        made.setType((Type) ASTNode.copySubtree(c.getAST(), c.getType()));
        arguments(made.arguments(), c, 0, given.size());
        yield made;
      }
      case Expression other -> throw inner.refuse(other, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(other) + "'", "write it as a lambda");
    };
  }

  private static boolean hasStatic(TypeElement type, String name, int count, Body inner) {
    for (ExecutableElement m : inner.resolver.methods(type, name)) {
      if (m.getModifiers().contains(Modifier.STATIC) && m.getParameters().size() == count) return true;
    }
    return inner.resolver.methods(type, name).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static void arguments(List<?> list, Expression like, int from, int to) {
    for (int p = from; p < to; p++) ((List<Expression>) list).add(name(like, parameter(p)));
  }

  private static SimpleName name(Expression like, String id) {
    return at(like, like.getAST().newSimpleName(id));
  }

  private static <T extends ASTNode> T at(ASTNode like, T node) {
    node.setSourceRange(like.getStartPosition(), like.getLength());
    return node;
  }

  private static String parameter(int p) {
    return "p$" + p;
  }
}
