package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import org.eclipse.jdt.core.dom.AST;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.InfixExpression;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.PrefixExpression;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * What the interfaces of {@code java.util.function} offer beside their one method, as the lambdas that its documentation describes: {@code
 * f.andThen(g)} is {@code p -> g.apply(f.apply(p))}, where {@code f} and {@code g} are known to nobody else.
 */
final class ComposedFunctions {
  private static final String PACKAGE = "java.util.function.";
  private static final Set<String> WITH_ANOTHER = Set.of("andThen", "compose", "and", "or");
  private static final String FIRST = "first$";
  private static final String SECOND = "second$";

  private final Body body;

  ComposedFunctions(Body body) {
    this.body = body;
  }

  /** Whether this is {@code DoubleUnaryOperator.identity()} or one of its kind. */
  static boolean isIdentity(String className, String id) {
    return className.startsWith(PACKAGE) && id.equals("identity");
  }

  /** The function of that interface; what a generic one is a function of, the context says. */
  Lambda identity(TypeElement type, MethodInvocation m) {
    LambdaExpression code = lambda(m, 1);
    code.setBody(name(m, parameter(0)));
    Functional shape = type.getTypeParameters().isEmpty() ? body.frontEnd.functionals().of(type.asType(), body.owner).orElse(null) : null;
    return new Lambda(code, body.within(), shape);
  }

  static boolean has(Functional shape, String id, int args) {
    return shape.type().getQualifiedName().toString().startsWith(PACKAGE)
        && (id.equals("negate") ? args == 0 : WITH_ANOTHER.contains(id) && args == 1);
  }

  /** {@code f.negate()}, or {@code f.andThen(g)} and the like. */
  Lambda of(Lambda f, List<Calls.Argument> args, MethodInvocation m) throws LoweringException {
    String id = m.getName().getIdentifier();
    Lambda g = args.isEmpty() ? null : args.getFirst().value().function();
    if (g == null && !args.isEmpty()) throw body.mismatch(args.getFirst().code(), "a function");
    Body home = body.within();
    home.declare(FIRST, f);
    boolean maps = id.equals("compose") || id.equals("andThen") && f.shape().returns() != null;
    if (g != null && g.shape() == null) g = g.as(alike(f, g, maps, m));
    if (g != null) home.declare(SECOND, g);
    LambdaExpression code = lambda(m, (id.equals("compose") ? g : f).shape().params().size());
    int n = code.parameters().size();
    code.setBody(switch (id) {
      case "negate" -> not(applied(m, FIRST, f, parameters(m, n)));
      case "and", "or" -> infix(id, applied(m, FIRST, f, parameters(m, n)), applied(m, SECOND, g, parameters(m, n)));
      case "compose" -> applied(m, FIRST, f, List.of(applied(m, SECOND, g, parameters(m, n))));
      default -> maps ? applied(m, SECOND, g, List.of(applied(m, FIRST, f, parameters(m, n)))) : block(m, f, g, n);
    });
    return new Lambda(code, home, maps ? shape(id, f.shape(), g.shape()) : f.shape());
  }

  /** The other function is of the same interface, unless what it takes or gives is a type parameter that nothing says. */
  private Functional alike(Lambda f, Lambda g, boolean maps, MethodInvocation m) throws LoweringException {
    boolean generic = !f.shape().type().getTypeParameters().isEmpty();
    if ((!maps || !generic) && g.fits(f.shape())) return f.shape();
    throw body.refuse((Expression) m.arguments().getFirst(), Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(g.code()) + "'",
        "its type is not written anywhere here: give it to a local variable first");
  }

  /** The interface of two functions, one after the other. */
  private static Functional shape(String id, Functional f, Functional g) {
    Functional first = id.equals("compose") ? g : f;
    Functional last = id.equals("compose") ? f : g;
    List<Boolean> boxed = Stream.concat(first.boxed().subList(0, first.params().size()).stream(), Stream.of(last.givesBoxed())).toList();
    return new Functional(f.type(), f.method(), first.params(), last.returns(), boxed);
  }

  // ---- syntax, all of it at the place of the call ----

  private static String parameter(int p) {
    return "p$" + p;
  }

  private static List<Expression> parameters(MethodInvocation m, int n) {
    var all = new ArrayList<Expression>();
    for (int p = 0; p < n; p++) all.add(name(m, parameter(p)));
    return all;
  }

  private static Expression name(MethodInvocation m, String id) {
    return at(m, m.getAST().newSimpleName(id));
  }

  @SuppressWarnings("unchecked")
  private static LambdaExpression lambda(MethodInvocation m, int parameters) {
    LambdaExpression code = at(m, m.getAST().newLambdaExpression());
    for (int p = 0; p < parameters; p++) {
      VariableDeclarationFragment f = at(m, m.getAST().newVariableDeclarationFragment());
      f.setName(at(m, m.getAST().newSimpleName(parameter(p))));
      code.parameters().add(f);
    }
    return code;
  }

  @SuppressWarnings("unchecked")
  private static Expression applied(MethodInvocation m, String function, Lambda f, List<Expression> args) {
    MethodInvocation call = at(m, m.getAST().newMethodInvocation());
    call.setExpression(name(m, function));
    call.setName(at(m, m.getAST().newSimpleName(f.shape().method())));
    call.arguments().addAll(args);
    return call;
  }

  private static Expression not(Expression e) {
    PrefixExpression not = at(e, e.getAST().newPrefixExpression());
    not.setOperator(PrefixExpression.Operator.NOT);
    not.setOperand(e);
    return not;
  }

  private static Expression infix(String id, Expression left, Expression right) {
    InfixExpression both = at(left, left.getAST().newInfixExpression());
    both.setOperator(id.equals("and") ? InfixExpression.Operator.CONDITIONAL_AND : InfixExpression.Operator.CONDITIONAL_OR);
    both.setLeftOperand(left);
    both.setRightOperand(right);
    return both;
  }

  @SuppressWarnings("unchecked")
  private static ASTNode block(MethodInvocation m, Lambda f, Lambda g, int n) {
    AST ast = m.getAST();
    var block = at(m, ast.newBlock());
    block.statements().add(at(m, ast.newExpressionStatement(applied(m, FIRST, f, parameters(m, n)))));
    block.statements().add(at(m, ast.newExpressionStatement(applied(m, SECOND, g, parameters(m, n)))));
    return block;
  }

  private static <T extends ASTNode> T at(ASTNode like, T node) {
    node.setSourceRange(like.getStartPosition(), like.getLength());
    return node;
  }
}
