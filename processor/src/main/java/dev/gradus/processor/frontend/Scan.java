package dev.gradus.processor.frontend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ASTVisitor;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.ArrayAccess;
import org.eclipse.jdt.core.dom.Block;
import org.eclipse.jdt.core.dom.BreakStatement;
import org.eclipse.jdt.core.dom.ContinueStatement;
import org.eclipse.jdt.core.dom.DoStatement;
import org.eclipse.jdt.core.dom.EnhancedForStatement;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ForStatement;
import org.eclipse.jdt.core.dom.IfStatement;
import org.eclipse.jdt.core.dom.LabeledStatement;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.ParenthesizedExpression;
import org.eclipse.jdt.core.dom.PostfixExpression;
import org.eclipse.jdt.core.dom.PrefixExpression;
import org.eclipse.jdt.core.dom.ReturnStatement;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.Statement;
import org.eclipse.jdt.core.dom.SwitchExpression;
import org.eclipse.jdt.core.dom.SwitchStatement;
import org.eclipse.jdt.core.dom.TypeDeclarationStatement;
import org.eclipse.jdt.core.dom.WhileStatement;
import org.eclipse.jdt.core.dom.YieldStatement;

/** What syntax alone says about a piece of code before it is lowered. */
final class Scan {
  private Scan() {}

  /** Whether a variable of that name, or an element of it, is given a value, or it is given to a method. */
  static boolean writes(ASTNode code, String name) {
    var found = new boolean[1];
    code.accept(new ASTVisitor() {
      @Override
      public boolean visit(SimpleName n) {
        Expression whole = n;
        while (whole.getParent() instanceof ArrayAccess a && a.getArray() == whole) whole = a;
        boolean isGiven = whole.getParent() instanceof MethodInvocation m && m.arguments().contains(whole);
        found[0] |= n.getIdentifier().equals(name) && NamesInScope.isVariable(n) && (isGiven || TableUses.isWritten(whole));
        return true;
      }
    });
    return found[0];
  }

  /** Names of the variables that are assigned, by any kind of assignment. */
  static Set<String> assigned(List<? extends ASTNode> code) {
    var names = new LinkedHashSet<String>();
    var visitor = new ASTVisitor() {
      @Override
      public boolean visit(Assignment a) {
        note(a.getLeftHandSide());
        return true;
      }

      @Override
      public boolean visit(TypeDeclarationStatement s) {
        return false;
      }

      @Override
      public boolean visit(YieldStatement s) {
        if (!s.isImplicit()) names.add(Switches.YIELDED);
        return true;
      }

      @Override
      public boolean visit(PrefixExpression e) {
        if (Assignments.isStep(e.getOperator())) note(e.getOperand());
        return true;
      }

      @Override
      public boolean visit(PostfixExpression e) {
        note(e.getOperand());
        return true;
      }

      private void note(Expression target) {
        if (unwrapped(target) instanceof SimpleName n) names.add(n.getIdentifier());
      }
    };
    for (ASTNode n : code) n.accept(visitor);
    return names;
  }

  /** A list of JDT's, which are raw, with its type. */
  static <T> List<T> nodes(List<?> raw, Class<T> type) {
    return raw.stream().map(type::cast).toList();
  }

  /** All simple names in the expression. */
  static Set<String> names(Expression e) {
    var names = new LinkedHashSet<String>();
    e.accept(new ASTVisitor() {
      @Override
      public boolean visit(SimpleName n) {
        names.add(n.getIdentifier());
        return true;
      }
    });
    return names;
  }

  static Expression unwrapped(Expression e) {
    return e instanceof ParenthesizedExpression p ? unwrapped(p.getExpression()) : e;
  }

  /** Whether the expression contains a call. */
  static boolean calls(Expression e) {
    var found = new boolean[1];
    e.accept(new ASTVisitor() {
      @Override
      public boolean visit(MethodInvocation m) {
        found[0] = true;
        return false;
      }
    });
    return found[0];
  }

  /** Whether control never reaches what follows the statement (a jump on every path; loops without end are not looked at). */
  static boolean stops(Statement s) {
    return switch (s) {
      case ReturnStatement _, BreakStatement _, ContinueStatement _, YieldStatement _ -> true;
      case Block b -> !b.statements().isEmpty() && stops((Statement) b.statements().getLast());
      case IfStatement i -> i.getElseStatement() != null && stops(i.getThenStatement()) && stops(i.getElseStatement());
      case null, default -> false;
    };
  }

  /** The jumps in the body of a loop that end it: {@code return}, {@code yield}, {@code break}, {@code continue} of an outer loop. */
  record Jumps(boolean leaves, boolean returns) {}

  static Jumps jumps(Statement loopBody, String label) {
    var finder = new JumpFinder(label);
    loopBody.accept(finder);
    return new Jumps(finder.leaves, finder.returns);
  }

  private static final class JumpFinder extends ASTVisitor {
    private final String own;
    private final Deque<String> labels = new ArrayDeque<>();
    private int breakable;
    private int expressions;
    private boolean leaves;
    private boolean returns;

    JumpFinder(String own) {
      this.own = own;
    }

    @Override
    public boolean visit(LambdaExpression e) {
      return false;
    }

    @Override
    public boolean visit(TypeDeclarationStatement s) {
      return false;
    }

    @Override
    public boolean visit(ReturnStatement s) {
      returns = true;
      leaves = true;
      return true;
    }

    @Override
    public boolean visit(YieldStatement s) {
      leaves |= expressions == 0 && !s.isImplicit();
      return true;
    }

    @Override
    public boolean visit(BreakStatement s) {
      leaves |= s.getLabel() == null ? breakable == 0 : !labels.contains(s.getLabel().getIdentifier());
      return true;
    }

    @Override
    public boolean visit(ContinueStatement s) {
      leaves |= s.getLabel() != null && !s.getLabel().getIdentifier().equals(own) && !labels.contains(s.getLabel().getIdentifier());
      return true;
    }

    @Override
    public boolean visit(LabeledStatement s) {
      labels.push(s.getLabel().getIdentifier());
      return true;
    }

    @Override
    public void endVisit(LabeledStatement s) {
      labels.pop();
    }

    @Override
    public void preVisit(ASTNode n) {
      if (isBreakable(n)) breakable++;
      if (n instanceof SwitchExpression) expressions++;
    }

    @Override
    public void postVisit(ASTNode n) {
      if (isBreakable(n)) breakable--;
      if (n instanceof SwitchExpression) expressions--;
    }

    private static boolean isBreakable(ASTNode n) {
      return n instanceof ForStatement || n instanceof EnhancedForStatement || n instanceof WhileStatement || n instanceof DoStatement
          || n instanceof SwitchStatement;
    }
  }
}
