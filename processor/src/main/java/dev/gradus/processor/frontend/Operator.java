package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Prim;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.InfixExpression;

/** Java's binary operators and the kinds of operands that each is defined on. */
enum Operator {
  TIMES("*", Prim.MUL), DIVIDE("/", Prim.DIV), REMAINDER("%", Prim.REM), PLUS("+", Prim.ADD), MINUS("-", Prim.SUB),
  LEFT_SHIFT("<<", Prim.SHL), RIGHT_SHIFT(">>", Prim.SHR), UNSIGNED_SHIFT(">>>", Prim.USHR),
  LESS("<", Prim.LT), GREATER(">", Prim.GT), LESS_EQUALS("<=", Prim.LE), GREATER_EQUALS(">=", Prim.GE),
  EQUALS("==", Prim.EQ), NOT_EQUALS("!=", Prim.NE),
  AND("&", Prim.AND), XOR("^", Prim.XOR), OR("|", Prim.OR),
  CONDITIONAL_AND("&&", Prim.AND), CONDITIONAL_OR("||", Prim.OR);

  private static final Map<String, Operator> BY_SYMBOL =
      Arrays.stream(values()).collect(Collectors.toMap(o -> o.symbol, o -> o));

  private final String symbol;
  private final Prim prim;

  Operator(String symbol, Prim prim) {
    this.symbol = symbol;
    this.prim = prim;
  }

  static Operator of(InfixExpression.Operator op) {
    return BY_SYMBOL.get(op.toString());
  }

  /** The operator of a compound assignment, or {@code null} for {@code =}. */
  static Operator of(Assignment.Operator op) {
    String text = op.toString();
    return BY_SYMBOL.get(text.substring(0, text.length() - 1));
  }

  Prim prim() {
    return prim;
  }

  boolean isShift() {
    return this == LEFT_SHIFT || this == RIGHT_SHIFT || this == UNSIGNED_SHIFT;
  }

  boolean shortCircuits() {
    return this == CONDITIONAL_AND || this == CONDITIONAL_OR;
  }

  /** The kind to which both operands (of a shift, the left one) are converted; {@code null} if the operator is not defined on them. */
  Kind operandKind(Kind left, Kind right) {
    boolean bools = left == Kind.BOOL && right == Kind.BOOL;
    Kind promoted = Overloads.promoted(left, right);
    return switch (this) {
      case TIMES, DIVIDE, REMAINDER, PLUS, MINUS, LESS, GREATER, LESS_EQUALS, GREATER_EQUALS -> promoted;
      case EQUALS, NOT_EQUALS -> bools ? Kind.BOOL : promoted;
      case AND, XOR, OR -> bools ? Kind.BOOL : promoted != null && promoted.isInteger() ? promoted : null;
      case LEFT_SHIFT, RIGHT_SHIFT, UNSIGNED_SHIFT -> left.isInteger() && right.isInteger() ? left : null;
      case CONDITIONAL_AND, CONDITIONAL_OR -> bools ? Kind.BOOL : null;
    };
  }
}
