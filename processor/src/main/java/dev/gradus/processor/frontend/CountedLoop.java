package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ASTVisitor;
import org.eclipse.jdt.core.dom.ArrayAccess;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.CastExpression;
import org.eclipse.jdt.core.dom.CharacterLiteral;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.FieldAccess;
import org.eclipse.jdt.core.dom.ForStatement;
import org.eclipse.jdt.core.dom.InfixExpression;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.NumberLiteral;
import org.eclipse.jdt.core.dom.ParenthesizedExpression;
import org.eclipse.jdt.core.dom.PostfixExpression;
import org.eclipse.jdt.core.dom.PrefixExpression;
import org.eclipse.jdt.core.dom.QualifiedName;
import org.eclipse.jdt.core.dom.SimpleName;

/**
 * The shape of a {@code for} statement that counts: one variable compared with a bound, stepped by a constant, and assigned nowhere
 * else; a bound made of things that the loop does not assign. Types are not known here.
 *
 * <p>Known weakness: one more than the largest {@code int} would be needed as the end of a loop that includes it, or that counts down from
 * it. A constant is seen ({@link #isBeyond}); if a variable has that value, the loop does not run. Likewise, in a loop that Java leaves only
 * because the index overflows, the overflow is not imitated.
 *
 * @param ahead what the test adds to the index before it compares: {@code i + 1 < x.length}
 * @param inclusive whether the bound itself is counted
 * @param step the amount to step by, or {@code null} for one
 */
record CountedLoop(String index, int ahead, Expression bound, boolean down, boolean inclusive, Expression step, boolean negated,
    List<Expression> otherUpdates) {
  static CountedLoop of(ForStatement s) {
    if (!(s.getExpression() != null && Scan.unwrapped(s.getExpression()) instanceof InfixExpression test) || test.hasExtendedOperands()) {
      return null;
    }
    for (boolean mirrored : new boolean[] {false, true}) {
      Expression variable = Scan.unwrapped(mirrored ? test.getRightOperand() : test.getLeftOperand());
      Expression bound = mirrored ? test.getLeftOperand() : test.getRightOperand();
      int ahead = isLength(bound) ? ahead(variable) : 0;
      if (ahead > 0) variable = Scan.unwrapped(((InfixExpression) variable).getLeftOperand());
      if (!(variable instanceof SimpleName index)) continue;
      CountedLoop loop = of(s, index.getIdentifier(), ahead, test.getOperator(), mirrored, bound);
      if (loop != null) return loop;
    }
    return null;
  }

  /** The small {@code c} of {@code i + c}, else 0; a length minus {@code c} cannot overflow. */
  private static int ahead(Expression e) {
    boolean plus = e instanceof InfixExpression sum && sum.getOperator() == InfixExpression.Operator.PLUS && !sum.hasExtendedOperands();
    if (!plus || !(((InfixExpression) e).getRightOperand() instanceof NumberLiteral n) || !n.getToken().matches("[1-9]\\d{0,2}")) return 0;
    return Integer.parseInt(n.getToken());
  }

  private static boolean isLength(Expression e) {
    return switch (Scan.unwrapped(e)) {
      case QualifiedName q -> q.getName().getIdentifier().equals("length");
      case FieldAccess f -> f.getName().getIdentifier().equals("length");
      default -> false;
    };
  }

  private static CountedLoop of(ForStatement s, String index, int ahead, InfixExpression.Operator op, boolean mirrored, Expression bound) {
    boolean less = op == InfixExpression.Operator.LESS || op == InfixExpression.Operator.LESS_EQUALS;
    boolean greater = op == InfixExpression.Operator.GREATER || op == InfixExpression.Operator.GREATER_EQUALS;
    if (!less && !greater) return null;
    boolean down = greater != mirrored;
    if (down && ahead > 0) return null;
    boolean inclusive = op == InfixExpression.Operator.LESS_EQUALS || op == InfixExpression.Operator.GREATER_EQUALS;
    var others = new ArrayList<Expression>();
    Step step = null;
    for (Expression e : Scan.nodes(s.updaters(), Expression.class)) {
      Step found = step(e, index);
      if (found == null) others.add(e);
      else if (step == null) step = found;
      else return null;
    }
    if (step == null) return null;
    var elsewhere = new ArrayList<ASTNode>(others);
    elsewhere.add(s.getBody());
    if (Scan.assigned(elsewhere).contains(index) || others.stream().anyMatch(e -> names(e).contains(index))) return null;
    Set<String> assigned = Scan.assigned(List.of(s));
    if (!isFixed(bound) || names(bound).stream().anyMatch(assigned::contains)) return null;
    if (step.by() != null && (!isFixed(step.by()) || names(step.by()).stream().anyMatch(assigned::contains))) return null;
    return new CountedLoop(index, ahead, bound, down, inclusive, step.by(), step.negated(), List.copyOf(others));
  }

  private record Step(Expression by, boolean negated) {}

  /** {@code i++ i-- ++i --i i+=c i-=c i=i+c i=i-c}. */
  private static Step step(Expression update, String index) {
    return switch (update) {
      case PostfixExpression e when isIndex(e.getOperand(), index) ->
          new Step(null, e.getOperator() == PostfixExpression.Operator.DECREMENT);
      case PrefixExpression e when isIndex(e.getOperand(), index)
          && e.getOperator() == PrefixExpression.Operator.INCREMENT -> new Step(null, false);
      case PrefixExpression e when isIndex(e.getOperand(), index)
          && e.getOperator() == PrefixExpression.Operator.DECREMENT -> new Step(null, true);
      case Assignment a when isIndex(a.getLeftHandSide(), index) -> {
        if (a.getOperator() == Assignment.Operator.PLUS_ASSIGN) yield new Step(a.getRightHandSide(), false);
        if (a.getOperator() == Assignment.Operator.MINUS_ASSIGN) yield new Step(a.getRightHandSide(), true);
        if (a.getOperator() != Assignment.Operator.ASSIGN || !(a.getRightHandSide() instanceof InfixExpression sum)) yield null;
        if (sum.hasExtendedOperands() || !isIndex(sum.getLeftOperand(), index)) yield null;
        if (sum.getOperator() == InfixExpression.Operator.PLUS) yield new Step(sum.getRightOperand(), false);
        yield sum.getOperator() == InfixExpression.Operator.MINUS ? new Step(sum.getRightOperand(), true) : null;
      }
      default -> null;
    };
  }

  private static boolean isIndex(Expression e, String index) {
    return Scan.unwrapped(e) instanceof SimpleName n && n.getIdentifier().equals(index);
  }

  /** Whether the value depends on variables and constants only, not on elements of arrays. */
  private static boolean isFixed(Expression e) {
    return switch (e) {
      case NumberLiteral _, CharacterLiteral _, SimpleName _, QualifiedName _ -> true;
      case ParenthesizedExpression p -> isFixed(p.getExpression());
      case PrefixExpression p -> isFixed(p.getOperand());
      case CastExpression c -> isFixed(c.getExpression());
      case InfixExpression i -> isFixed(i.getLeftOperand()) && isFixed(i.getRightOperand())
          && areFixed(i.extendedOperands());
      case FieldAccess f -> f.getName().getIdentifier().equals("length") && isRow(f.getExpression());
      case MethodInvocation m when m.arguments().isEmpty() -> m.getExpression() != null && isFixed(m.getExpression());
      case MethodInvocation m -> m.getExpression() instanceof SimpleName n && n.getIdentifier().equals("Math")
          && areFixed(m.arguments());
      default -> false;
    };
  }

  private static boolean areFixed(List<?> expressions) {
    return Scan.nodes(expressions, Expression.class).stream().allMatch(CountedLoop::isFixed);
  }

  private static boolean isRow(Expression e) {
    return e instanceof ArrayAccess a ? isRow(a.getArray()) && isFixed(a.getIndex()) : isFixed(e);
  }

  /** Whether the bound is the length of a row, which may be replaced in the loop. */
  boolean readsRowLength() {
    var found = new boolean[1];
    bound.accept(new ASTVisitor() {
      @Override
      public boolean visit(ArrayAccess a) {
        found[0] = true;
        return true;
      }
    });
    return found[0];
  }

  /** The variables, fields and classes that an expression begins to read from. */
  static Set<String> names(Expression e) {
    var names = new LinkedHashSet<String>();
    e.accept(new ASTVisitor() {
      @Override
      public boolean visit(QualifiedName q) {
        q.getQualifier().accept(this);
        return false;
      }

      @Override
      public boolean visit(FieldAccess f) {
        f.getExpression().accept(this);
        return false;
      }

      @Override
      public boolean visit(MethodInvocation m) {
        if (m.getExpression() != null) m.getExpression().accept(this);
        for (Expression a : Scan.nodes(m.arguments(), Expression.class)) a.accept(this);
        return false;
      }

      @Override
      public boolean visit(SimpleName n) {
        names.add(n.getIdentifier());
        return false;
      }
    });
    return names;
  }

  /** Whether the loop certainly needs an end that no {@code int} can be. */
  boolean isBeyond(Atom start, Atom bound) {
    return down ? start.equals(Lit.of(Integer.MAX_VALUE)) || inclusive && bound.equals(Lit.of(Integer.MIN_VALUE))
        : inclusive && bound.equals(Lit.of(Integer.MAX_VALUE));
  }

  /** Whether stepping by this amount counts towards the bound. */
  boolean accepts(int amount) {
    if (amount == 0 || amount == Integer.MIN_VALUE) return false;
    return (amount > 0 == !negated) != down;
  }
}
