package dev.gradus.processor.ir;

import static dev.gradus.processor.ir.PrimRow.bits;
import static dev.gradus.processor.ir.PrimRow.cast;
import static dev.gradus.processor.ir.PrimRow.conditional;
import static dev.gradus.processor.ir.PrimRow.identity;
import static dev.gradus.processor.ir.PrimRow.infix;
import static dev.gradus.processor.ir.PrimRow.math;
import static dev.gradus.processor.ir.PrimRow.narrowing;
import static dev.gradus.processor.ir.PrimRow.prefix;
import static dev.gradus.processor.ir.PrimRow.strong;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table of scalar primitives: one row each, with its meaning, one derivative column for both modes, and how Java spells it. The laws in
 * {@code tests} run over all rows, so a new row is tested by being here; a row for a {@link Math} method is found by the front end by
 * itself.
 *
 * <p>Derivatives follow JAX 0.10 where a function has a kink: {@code abs'(0) = 1}, ties of {@code max} and {@code min} give one half to
 * each side, {@code clamp} at a bound one half, {@code sqrt'(0) = inf}, {@code hypot'(0,0) = (1/2, 1/2)}, {@code a % b} has {@code (1,
 * -trunc(a/b))}, {@code pow} at a zero base has {@code d/dy = 0}, and {@code d/dx} of a whole power is the polynomial's at every
 * order, as in PyTorch. Rules reuse the result {@code y} where that saves a call.
 *
 * <p>A rule is written so that nothing leaves the range of doubles on the way to a derivative that is in it, nor to the next one (no {@code
 * x²} under a fraction, no {@code 1 - x²} by subtraction). Known weakness: {@code tanh'} by {@code 1 - y²} is right to 1e-16 only, as the
 * exact one would need another call and another residual.
 */
public enum Prim {
  NEG(prefix("-").f64(x -> -x).f32(x -> -x).i64(x -> -x).i32(x -> -x)
      .derivative((b, x, y, t) -> b.neg(t))),
  NOT(prefix("!").bool(x -> !x)),
  BITNOT(prefix("~").i64(x -> ~x).i32(x -> ~x)),

  ADD(infix("+", 11).f64((x, y) -> x + y).f32((x, y) -> x + y).i64((x, y) -> x + y).i32((x, y) -> x + y)
      .derivative((b, x, y, t) -> t, (b, x, y, t) -> t)),
  SUB(infix("-", 11).f64((x, y) -> x - y).f32((x, y) -> x - y).i64((x, y) -> x - y).i32((x, y) -> x - y)
      .derivative((b, x, y, t) -> t, (b, x, y, t) -> b.neg(t))),
  MUL(infix("*", 12).f64((x, y) -> x * y).f32((x, y) -> x * y).i64((x, y) -> x * y).i32((x, y) -> x * y)
      .derivative((b, x, y, t) -> b.mul(t, x[1]), (b, x, y, t) -> b.mul(t, x[0]))),
  DIV(infix("/", 12).f64((x, y) -> x / y).f32((x, y) -> x / y).i64((x, y) -> x / y).i32((x, y) -> x / y).traps().singular().cost(4)
      .derivative((b, x, y, t) -> b.div(t, x[1]), (b, x, y, t) -> b.neg(b.div(b.mul(t, y), x[1])))),
  REM(infix("%", 12).f64((x, y) -> x % y).f32((x, y) -> x % y).i64((x, y) -> x % y).i32((x, y) -> x % y).traps().singular().cost(4)
      .derivative((b, x, y, t) -> t, (b, x, y, t) -> b.neg(b.mul(t, b.rint(b.div(b.sub(x[0], y), x[1])))))),

  LT(infix("<", 9).compares((x, y) -> x < y, (x, y) -> x < y)),
  LE(infix("<=", 9).compares((x, y) -> x <= y, (x, y) -> x <= y)),
  GT(infix(">", 9).compares((x, y) -> x > y, (x, y) -> x > y)),
  GE(infix(">=", 9).compares((x, y) -> x >= y, (x, y) -> x >= y)),
  EQ(infix("==", 8).compares((x, y) -> x == y, (x, y) -> x == y).bool((x, y) -> x == y)),
  NE(infix("!=", 8).compares((x, y) -> x != y, (x, y) -> x != y).bool((x, y) -> x != y)),

  AND(infix("&", 7).bool((x, y) -> x & y).i64((x, y) -> x & y).i32((x, y) -> x & y)),
  XOR(infix("^", 6).bool((x, y) -> x ^ y).i64((x, y) -> x ^ y).i32((x, y) -> x ^ y)),
  OR(infix("|", 5).bool((x, y) -> x | y).i64((x, y) -> x | y).i32((x, y) -> x | y)),
  SHL(infix("<<", 10).shift((x, n) -> x << n, (x, n) -> x << n)),
  SHR(infix(">>", 10).shift((x, n) -> x >> n, (x, n) -> x >> n)),
  USHR(infix(">>>", 10).shift((x, n) -> x >>> n, (x, n) -> x >>> n)),

  /** Strict in both alternatives: for scalars that are there anyway. A branch with work in it is an {@link Op.If}. */
  SELECT(conditional().chooses()
      .derivative(null, (b, x, y, t) -> b.select(x[0], t, b.zero(t)), (b, x, y, t) -> b.select(x[0], b.zero(t), t))),

  TO_F64(cast(Kind.F64).derivative((b, x, y, t) -> t)),
  TO_F32(cast(Kind.F32).derivative((b, x, y, t) -> t)),
  TO_I64(cast(Kind.I64).flat()),
  TO_I32(cast(Kind.I32).flat()),
  /** The low bits of an integer, with or without a sign: Java's casts to {@code byte}, {@code short} and {@code char}. */
  TO_I8(narrowing("(int) (byte)").i32(x -> (byte) x).flat()),
  TO_I16(narrowing("(int) (short)").i32(x -> (short) x).flat()),
  TO_U16(narrowing("(int) (char)").i32(x -> (char) x).flat()),

  /** A number as something that depends on nothing: the one row whose derivative is not that of what it computes. */
  STOP_GRADIENT(identity().f64(x -> x).f32(x -> x).flat().cost(0)),

  /** The product, but zero where the first operand is: what a cotangent makes of a partial derivative that may be infinite. */
  STRONG_MUL(strong("*").chooses().f64((x, y) -> x == 0 ? 0 : x * y).f32((x, y) -> x == 0 ? 0 : x * y)
      .derivative((b, x, y, t) -> b.strongMul(t, x[1]), (b, x, y, t) -> b.strongProduct(x[0], t))),
  /** The same for a quotient. */
  STRONG_DIV(strong("/").chooses().singular().cost(5).f64((x, y) -> x == 0 ? 0 : x / y).f32((x, y) -> x == 0 ? 0 : x / y)
      .derivative((b, x, y, t) -> b.strongDiv(t, x[1]), (b, x, y, t) -> b.neg(b.strongProduct(b.strongDiv(y, x[1]), t)))),
  /** The product of two cotangents, of which either may be a zero that is stronger: what the other two come to in higher derivatives. */
  STRONG_PRODUCT(strong("*").chooses().cost(3).f64((x, y) -> x == 0 || y == 0 ? 0 : x * y).f32((x, y) -> x == 0 || y == 0 ? 0 : x * y)
      .derivative((b, x, y, t) -> b.strongProduct(t, x[1]), (b, x, y, t) -> b.strongProduct(x[0], t))),

  SIN(math("sin").derivative((b, x, y, t) -> b.mul(t, b.cos(x[0])))),
  COS(math("cos").derivative((b, x, y, t) -> b.neg(b.mul(t, b.sin(x[0]))))),
  TAN(math("tan").derivative((b, x, y, t) -> b.mul(t, b.add(b.lit(t, 1), b.mul(y, y))))),
  ASIN(math("asin").singular().derivative((b, x, y, t) -> b.div(t, b.sqrt(b.fma(b.neg(x[0]), x[0], b.lit(t, 1)))))),
  ACOS(math("acos").singular().derivative((b, x, y, t) -> b.neg(b.div(t, b.sqrt(b.fma(b.neg(x[0]), x[0], b.lit(t, 1))))))),
  ATAN(math("atan").derivative((b, x, y, t) -> b.overSquare(t, b.hypot(x[0], b.lit(t, 1))))),
  ATAN2(math("atan2").singular().derivative(
      (b, x, y, t) -> b.mul(t, b.overSquare(x[1], b.hypot(x[0], x[1]))), (b, x, y, t) -> b.neg(b.mul(t, b.overSquare(x[0], b.hypot(x[0], x[1])))))),
  SINH(math("sinh").singular().derivative((b, x, y, t) -> b.mul(t, b.cosh(x[0])))),
  COSH(math("cosh").singular().derivative((b, x, y, t) -> b.mul(t, b.sinh(x[0])))),
  TANH(math("tanh").derivative((b, x, y, t) -> b.mul(t, b.sub(b.lit(t, 1), b.mul(y, y))))),
  EXP(math("exp").singular().derivative((b, x, y, t) -> b.mul(t, y))),
  EXPM1(math("expm1").singular().derivative((b, x, y, t) -> b.mul(t, b.exp(x[0])))),
  LOG(math("log").singular().derivative((b, x, y, t) -> b.div(t, x[0]))),
  LOG10(math("log10").singular().derivative((b, x, y, t) -> b.div(b.mul(t, b.lit(t, 0.4342944819032518)), x[0]))),
  LOG1P(math("log1p").singular().derivative((b, x, y, t) -> b.div(t, b.add(b.lit(t, 1), x[0])))),
  POW(math("pow").singular().derivative(
      (b, x, y, t) -> b.mul(t, b.mul(x[1], b.pow(x[0], b.lowered(x[0], x[1])))),
      (b, x, y, t) -> b.mul(t, b.mul(b.log(b.select(b.eq(x[0], b.zero(t)), b.lit(t, 1), x[0])), y)))),
  SQRT(math("sqrt").singular().cost(5).derivative((b, x, y, t) -> b.div(b.mul(t, b.lit(t, 0.5)), y))),
  CBRT(math("cbrt").singular().derivative((b, x, y, t) -> b.div(t, b.mul(b.lit(t, 3), b.mul(y, y))))),
  HYPOT(math("hypot").derivative((b, x, y, t) -> b.mul(t, b.ratio(x[0], y)), (b, x, y, t) -> b.mul(t, b.ratio(x[1], y)))),
  TO_DEGREES(math("toDegrees").cost(1).derivative((b, x, y, t) -> b.toDegrees(t))),
  TO_RADIANS(math("toRadians").cost(1).derivative((b, x, y, t) -> b.toRadians(t))),
  FMA(math("fma").cost(2).derivative((b, x, y, t) -> b.mul(t, x[1]), (b, x, y, t) -> b.mul(t, x[0]), (b, x, y, t) -> t)),
  IEEE_REMAINDER(math("IEEEremainder").singular().derivative(
      (b, x, y, t) -> t, (b, x, y, t) -> b.neg(b.mul(t, b.rint(b.div(b.sub(x[0], y), x[1])))))),

  ABS(math("abs").cost(1).derivative((b, x, y, t) -> b.select(b.ge(x[0], b.zero(t)), t, b.neg(t)))),
  MAX(math("max").chooses().cost(1).derivative((b, x, y, t) -> b.share(x[0], x[1], t), (b, x, y, t) -> b.share(x[1], x[0], t))),
  MIN(math("min").chooses().cost(1).derivative((b, x, y, t) -> b.share(x[1], x[0], t), (b, x, y, t) -> b.share(x[0], x[1], t))),
  CLAMP(math("clamp").chooses().cost(2).traps().derivative(
      (b, x, y, t) -> b.share(x[2], x[0], b.share(x[0], x[1], t)), (b, x, y, t) -> b.share(x[1], x[0], t), (b, x, y, t) -> b.share(x[0], x[2], t))),
  COPY_SIGN(math("copySign").cost(2).derivative((b, x, y, t) -> b.mul(t, b.mul(b.copySign(b.lit(t, 1), x[0]), b.copySign(b.lit(t, 1), x[1]))), null)),
  SCALB(math("scalb").singular().derivative((b, x, y, t) -> b.scalb(t, x[1]), null)),
  NEXT_AFTER(math("nextAfter").derivative((b, x, y, t) -> t, null)),
  NEXT_UP(math("nextUp").derivative((b, x, y, t) -> t)),
  NEXT_DOWN(math("nextDown").derivative((b, x, y, t) -> t)),
  SIGNUM(math("signum").cost(1).flat()),
  FLOOR(math("floor").cost(2).flat()),
  CEIL(math("ceil").cost(2).flat()),
  RINT(math("rint").cost(2).flat()),
  ULP(math("ulp").cost(4).flat()),
  ROUND(math("round").cost(4).flat()),
  GET_EXPONENT(math("getExponent").cost(4).flat()),

  ADD_EXACT(math("addExact").traps()), SUBTRACT_EXACT(math("subtractExact").traps()), MULTIPLY_EXACT(math("multiplyExact").traps()),
  DIVIDE_EXACT(math("divideExact").traps()), NEGATE_EXACT(math("negateExact").traps()), ABS_EXACT(math("absExact").traps()),
  INCREMENT_EXACT(math("incrementExact").traps()), DECREMENT_EXACT(math("decrementExact").traps()), TO_INT_EXACT(math("toIntExact").traps()),
  POW_EXACT(math("powExact").traps()), UNSIGNED_POW_EXACT(math("unsignedPowExact").traps()),
  UNSIGNED_MULTIPLY_EXACT(math("unsignedMultiplyExact").traps()),
  FLOOR_DIV(math("floorDiv").traps().cost(5)), FLOOR_MOD(math("floorMod").traps().cost(5)), FLOOR_DIV_EXACT(math("floorDivExact").traps()),
  CEIL_DIV(math("ceilDiv").traps().cost(5)), CEIL_MOD(math("ceilMod").traps().cost(5)), CEIL_DIV_EXACT(math("ceilDivExact").traps()),
  MULTIPLY_FULL(math("multiplyFull").cost(1)), MULTIPLY_HIGH(math("multiplyHigh").cost(2)),
  UNSIGNED_MULTIPLY_HIGH(math("unsignedMultiplyHigh").cost(3)),

  DOUBLE_TO_LONG_BITS(bits(Double.class, "doubleToLongBits")), DOUBLE_TO_RAW_LONG_BITS(bits(Double.class, "doubleToRawLongBits")),
  LONG_BITS_TO_DOUBLE(bits(Double.class, "longBitsToDouble")), DOUBLE_COMPARE(bits(Double.class, "compare")),
  FLOAT_TO_INT_BITS(bits(Float.class, "floatToIntBits")), FLOAT_TO_RAW_INT_BITS(bits(Float.class, "floatToRawIntBits")),
  INT_BITS_TO_FLOAT(bits(Float.class, "intBitsToFloat")), FLOAT_COMPARE(bits(Float.class, "compare")),
  INT_BIT_COUNT(bits(Integer.class, "bitCount")), INT_LEADING_ZEROS(bits(Integer.class, "numberOfLeadingZeros")),
  INT_TRAILING_ZEROS(bits(Integer.class, "numberOfTrailingZeros")), INT_HIGHEST_ONE_BIT(bits(Integer.class, "highestOneBit")),
  INT_LOWEST_ONE_BIT(bits(Integer.class, "lowestOneBit")), INT_ROTATE_LEFT(bits(Integer.class, "rotateLeft")),
  INT_ROTATE_RIGHT(bits(Integer.class, "rotateRight")), INT_REVERSE(bits(Integer.class, "reverse")),
  INT_REVERSE_BYTES(bits(Integer.class, "reverseBytes")), INT_SIGNUM(bits(Integer.class, "signum")),
  INT_COMPARE(bits(Integer.class, "compare")), INT_COMPARE_UNSIGNED(bits(Integer.class, "compareUnsigned")),
  INT_DIVIDE_UNSIGNED(bits(Integer.class, "divideUnsigned").traps()),
  INT_REMAINDER_UNSIGNED(bits(Integer.class, "remainderUnsigned").traps()),
  LONG_BIT_COUNT(bits(Long.class, "bitCount")), LONG_LEADING_ZEROS(bits(Long.class, "numberOfLeadingZeros")),
  LONG_TRAILING_ZEROS(bits(Long.class, "numberOfTrailingZeros")), LONG_HIGHEST_ONE_BIT(bits(Long.class, "highestOneBit")),
  LONG_LOWEST_ONE_BIT(bits(Long.class, "lowestOneBit")), LONG_ROTATE_LEFT(bits(Long.class, "rotateLeft")),
  LONG_ROTATE_RIGHT(bits(Long.class, "rotateRight")), LONG_REVERSE(bits(Long.class, "reverse")),
  LONG_REVERSE_BYTES(bits(Long.class, "reverseBytes")), LONG_SIGNUM(bits(Long.class, "signum")),
  LONG_COMPARE(bits(Long.class, "compare")), LONG_COMPARE_UNSIGNED(bits(Long.class, "compareUnsigned")),
  LONG_DIVIDE_UNSIGNED(bits(Long.class, "divideUnsigned").traps()),
  LONG_REMAINDER_UNSIGNED(bits(Long.class, "remainderUnsigned").traps()),
  UNSIGNED_INT_TO_LONG(bits(Integer.class, "toUnsignedLong"));

  private static final Map<String, Prim> BY_TEXT = Arrays.stream(values()).collect(Collectors.toMap(Prim::text, p -> p));
  private static final Map<String, Prim> BY_METHOD =
      Arrays.stream(values()).filter(p -> p.row.form == PrimRow.Form.CALL).collect(Collectors.toMap(p -> p.row.spelling, p -> p));

  private final PrimRow row;

  Prim(PrimRow row) {
    this.row = row;
  }

  /** The row of this name in IR text ({@code to_f64}), or {@code null}. */
  public static Prim named(String text) {
    return BY_TEXT.get(text);
  }

  /** The row of {@code java.lang.Math}'s method of this name, or {@code null} ({@code Math.random} is no function). */
  public static Prim ofMath(String method) {
    return ofMethod("Math", method);
  }

  /** The row of the static method of {@code java.lang.Math} or a class of numbers, or {@code null}. */
  public static Prim ofMethod(String simpleClass, String method) {
    return BY_METHOD.get(simpleClass + "." + method);
  }

  /** The conversion to a numeric kind. */
  public static Prim castTo(Kind kind) {
    return switch (kind) {
      case F64 -> TO_F64;
      case F32 -> TO_F32;
      case I64 -> TO_I64;
      case I32 -> TO_I32;
      case BOOL -> throw new IllegalArgumentException("Java has no cast to boolean");
    };
  }

  /** The IR's own spelling. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operand kinds it is defined on, in the order of the table. */
  public Collection<List<Kind>> signatures() {
    return row.overloads.keySet();
  }

  /** The result kind for these operand kinds, or {@code null} if there is no such overload (the IR converts explicitly). */
  public Kind result(List<Kind> operands) {
    PrimRow.Overload o = row.overloads.get(operands);
    return o == null ? null : o.result();
  }

  /** What Java computes: boxed scalars in, boxed scalar out. */
  public Object eval(List<Kind> operands, Object... values) {
    return row.overloads.get(operands).meaning().apply(values);
  }

  /** The derivative column of operand {@code i}, or {@code null} if the derivative is zero or there is none. */
  public Rule rule(int i) {
    return i < row.rules.length ? row.rules[i] : null;
  }

  /** Whether some operand has a derivative rule. */
  public boolean isDifferentiable() {
    return row.rules.length > 0;
  }

  /** Whether it is declared to have derivative zero almost everywhere. */
  public boolean isFlat() {
    return row.flat;
  }

  /** What running it again costs, one addition being 1. */
  public int cost() {
    return row.cost;
  }

  /** Whether it may throw on these operands. */
  public boolean mayTrap(List<Atom> args) {
    if (!row.traps) return false;
    if (this == CLAMP) return true;
    if (!args.getLast().type().kind().isInteger()) return false;
    boolean divides = this == DIV || this == REM;
    return !(divides && args.get(1) instanceof Lit l && ((Number) l.value()).longValue() != 0);
  }

  /**
   * Whether the value or its slope may be infinite or no number though the operands are ordinary numbers, barring sums and products that
   * overflow.
   */
  public boolean isSingular(List<Atom> args) {
    return row.singular && !(this == DIV && args.get(1) instanceof Lit l && ((Number) l.value()).doubleValue() != 0);
  }

  /** Whether there are arguments at which an operand makes no difference because another one was chosen. */
  public boolean chooses() {
    return row.chooses;
  }

  /** Whether zero, as first operand, is stronger than anything. */
  public boolean isStrong() {
    return row.form == PrimRow.Form.STRONG;
  }

  /** What a strong row is where no such zero is among the operands. */
  public Prim otherwise() {
    return switch (this) {
      case STRONG_MUL, STRONG_PRODUCT -> MUL;
      case STRONG_DIV -> DIV;
      default -> throw new IllegalStateException(text() + " is not strong");
    };
  }

  /** Written as nothing: Java says the operand. */
  public boolean isIdentity() {
    return row.form == PrimRow.Form.IDENTITY;
  }

  /** {@code Math.sin(x)}, as opposed to operators. */
  public boolean isCall() {
    return row.form == PrimRow.Form.CALL;
  }

  public boolean isPrefix() {
    return row.form == PrimRow.Form.PREFIX || row.form == PrimRow.Form.CAST;
  }

  public boolean isInfix() {
    return row.form == PrimRow.Form.INFIX;
  }

  /** Java's symbol, cast or method: {@code + (double) Math.sin}. */
  public String java() {
    return row.spelling;
  }

  /** Binding strength in Java's grammar, higher binds tighter: call 16, prefix and cast 14, {@code *} 12 … {@code ?:} 1. */
  public int precedence() {
    return row.precedence;
  }
}
