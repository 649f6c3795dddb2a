package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import org.eclipse.jdt.core.dom.AST;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ClassInstanceCreation;
import org.eclipse.jdt.core.dom.CreationReference;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ExpressionMethodReference;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.Type;

/** Method references as the calls they abbreviate: {@code Math::sin} is {@code Math.sin(p)}, {@code P::dot} is {@code p.dot(q)}. */
final class MethodReferences {
  private MethodReferences() {}

  /** The call, on parameters that are declared in {@code inner} with these values. */
  static Expression call(Expression reference, List<Value> given, Body inner) throws LoweringException {
    for (int p = 0; p < given.size(); p++) inner.declare(parameter(p), given.get(p));
    return switch (reference) {
      case ExpressionMethodReference m -> {
        boolean bound = !(m.getExpression() instanceof Name) || inner.expressions.startsWithVariable(m.getExpression());
        TypeElement type = bound ? null : inner.resolver.type(((Name) m.getExpression()).getFullyQualifiedName(), inner.owner).orElse(null);
        int first = type != null && !hasStatic(type, m.getName().getIdentifier(), given.size(), inner) && !given.isEmpty() ? 1 : 0;
        MethodInvocation call = at(m, m.getAST().newMethodInvocation());
        call.setExpression(first == 1 ? name(m, 0) : (Expression) ASTNode.copySubtree(m.getAST(), m.getExpression()));
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
    for (int p = from; p < to; p++) ((List<Expression>) list).add(name(like, p));
  }

  private static SimpleName name(Expression like, int p) {
    AST ast = like.getAST();
    return at(like, ast.newSimpleName(parameter(p)));
  }

  private static <T extends ASTNode> T at(ASTNode like, T node) {
    node.setSourceRange(like.getStartPosition(), like.getLength());
    return node;
  }

  private static String parameter(int p) {
    return "p$" + p;
  }
}
