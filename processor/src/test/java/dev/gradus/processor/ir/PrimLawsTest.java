package dev.gradus.processor.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws of the primitive table, generated from the table: a new row is tested by being there, and fails here until it has a derivative,
 * is declared flat, or is listed as having none. Partials are compared with central differences, extrapolated once, in double arithmetic
 * for {@code float} rows too. (That {@code stop_gradient} is no derivative of what it computes is its purpose.)
 */
class PrimLawsTest {
  /** Rows about integers and booleans alone: there is nothing to differentiate. */
  private static final Set<Prim> WITHOUT_DERIVATIVE = EnumSet.of(Prim.NOT, Prim.BITNOT, Prim.LT, Prim.LE, Prim.GT, Prim.GE, Prim.EQ,
      Prim.NE, Prim.AND, Prim.XOR, Prim.OR, Prim.SHL, Prim.SHR, Prim.USHR, Prim.ADD_EXACT, Prim.SUBTRACT_EXACT, Prim.MULTIPLY_EXACT,
      Prim.DIVIDE_EXACT, Prim.NEGATE_EXACT, Prim.ABS_EXACT, Prim.INCREMENT_EXACT, Prim.DECREMENT_EXACT, Prim.TO_INT_EXACT, Prim.POW_EXACT,
      Prim.UNSIGNED_POW_EXACT, Prim.UNSIGNED_MULTIPLY_EXACT, Prim.FLOOR_DIV, Prim.FLOOR_MOD, Prim.FLOOR_DIV_EXACT, Prim.CEIL_DIV,
      Prim.CEIL_MOD, Prim.CEIL_DIV_EXACT, Prim.MULTIPLY_FULL, Prim.MULTIPLY_HIGH, Prim.UNSIGNED_MULTIPLY_HIGH);
  private static final int POINTS = 24;

  /** Where a row is smooth enough to be differenced with steps of a thousandth. */
  private static boolean isSmooth(Prim p, double[] x) {
    return switch (p) {
      case TAN -> Math.abs(x[0]) < 1.3;
      case ASIN, ACOS -> Math.abs(x[0]) < 0.95;
      case LOG, LOG10, SQRT -> x[0] > 0.1;
      case LOG1P -> x[0] > -0.9;
      case POW -> x[0] > 0.1;
      case CBRT, ABS, SIGNUM -> Math.abs(x[0]) > 0.1;
      case DIV, STRONG_DIV -> Math.abs(x[1]) > 0.2;
      case HYPOT, ATAN2 -> Math.abs(x[0]) > 0.1 && Math.abs(x[1]) > 0.1;
      case COPY_SIGN -> Math.abs(x[0]) > 0.1 && Math.abs(x[1]) > 0.1;
      case MAX, MIN, NEXT_AFTER -> Math.abs(x[0] - x[1]) > 0.1;
      case CLAMP -> x[2] - x[1] > 0.1 && Math.abs(x[0] - x[1]) > 0.1 && Math.abs(x[0] - x[2]) > 0.1;
      case REM -> Math.abs(x[1]) > 0.3 && fromInteger(x[0] / x[1]) > 0.05;
      case IEEE_REMAINDER -> Math.abs(x[1]) > 0.3 && fromInteger(x[0] / x[1] + 0.5) > 0.05;
      case FLOOR, CEIL, TO_I32, TO_I64 -> fromInteger(x[0]) > 0.05;
      case RINT, ROUND -> fromInteger(x[0] + 0.5) > 0.05;
      case ULP, GET_EXPONENT -> Math.abs(x[0]) > 0.1 && fromInteger(Math.log(Math.abs(x[0])) / Math.log(2)) > 0.05;
      default -> true;
    };
  }

  private static double fromInteger(double x) {
    return Math.abs(x - Math.rint(x));
  }

  // ---- meaning ----

  @Test
  void everyMethodOfMathIsARowWithAllItsOverloads() {
    for (Method m : Math.class.getMethods()) {
      if (m.getDeclaringClass() != Math.class || !Modifier.isStatic(m.getModifiers()) || m.getName().equals("random")) continue;
      Prim p = Prim.ofMath(m.getName());
      assertNotNull(p, m.toString());
      assertEquals(Kind.of(m.getReturnType()), p.result(kinds(m)), m.toString());
    }
  }

  @TestFactory
  Stream<DynamicTest> aRowForAMathMethodComputesWhatItComputes() {
    return Arrays.stream(Prim.values()).filter(Prim::isCall).map(p -> dynamicTest(p.text(), () -> {
      Method[] methods = Stream.of(Math.class, Double.class, Float.class, Integer.class, Long.class).flatMap(c -> Stream.of(c.getMethods())).toArray(Method[]::new);
      for (Method m : methods) {
        if (!(m.getDeclaringClass().getSimpleName() + "." + m.getName()).equals(p.java()) || !Modifier.isStatic(m.getModifiers())) continue;
        assertTrue(p.signatures().contains(kinds(m)), m.toString());
        for (Object[] x : edgeCases(kinds(m)))
          assertEquals(outcome(() -> m.invoke(null, x)), outcome(() -> p.eval(kinds(m), x)), m + Arrays.toString(x));
      }
    }));
  }

  @Test
  void operatorsComputeWhatJavaComputes() {
    assertEquals(-0.0, eval(Prim.NEG, 0.0));
    assertEquals(Integer.MIN_VALUE, eval(Prim.ADD, Integer.MAX_VALUE, 1));
    assertEquals(Long.MIN_VALUE, eval(Prim.SUB, Long.MIN_VALUE + 1, 1L));
    assertEquals(0.1f + 0.2f, eval(Prim.ADD, 0.1f, 0.2f));
    assertEquals(0.1f * 3f, eval(Prim.MUL, 0.1f, 3f));
    assertEquals(-2, eval(Prim.DIV, -7, 3));
    assertEquals(-1, eval(Prim.REM, -7, 3));
    assertEquals(-7.5 % 2, eval(Prim.REM, -7.5, 2.0));
    assertEquals(2, eval(Prim.SHL, 1, 33));
    assertEquals(1L << 33, eval(Prim.SHL, 1L, 33));
    assertEquals(-1, eval(Prim.SHR, -2, 1));
    assertEquals(Integer.MAX_VALUE, eval(Prim.USHR, -2, 1));
    assertEquals(Integer.MAX_VALUE, eval(Prim.TO_I32, 1e10));
    assertEquals(0L, eval(Prim.TO_I64, Double.NaN));
    assertEquals((int) 5_000_000_000L, eval(Prim.TO_I32, 5_000_000_000L));
    assertEquals(16777216f, eval(Prim.TO_F32, 16777217));
    assertEquals(true, eval(Prim.EQ, 0.0, -0.0));
    assertEquals(false, eval(Prim.EQ, Double.NaN, Double.NaN));
    assertEquals(true, eval(Prim.NE, Float.NaN, Float.NaN));
    assertEquals(false, eval(Prim.EQ, Long.MAX_VALUE, Long.MAX_VALUE - 1));
    assertEquals(true, eval(Prim.XOR, true, false));
    assertEquals(6, eval(Prim.XOR, 5, 3));
    assertEquals(~5L, eval(Prim.BITNOT, 5L));
    assertEquals(2f, eval(Prim.SELECT, false, 1f, 2f));
  }

  // ---- classification ----

  @TestFactory
  Stream<DynamicTest> everyRowIsDifferentiableFlatOrListed() {
    return Arrays.stream(Prim.values()).map(p -> dynamicTest(p.text(), () -> {
      int classes = (p.isDifferentiable() ? 1 : 0) + (p.isFlat() ? 1 : 0) + (WITHOUT_DERIVATIVE.contains(p) ? 1 : 0);
      assertEquals(1, classes, p + " must have a derivative, be flat, or be listed as having none");
      if (!WITHOUT_DERIVATIVE.contains(p)) return;
      for (List<Kind> o : p.signatures()) assertFalse(o.getFirst().isFloat() && p.result(o).isFloat(), p + " of " + o);
    }));
  }

  // ---- derivatives ----

  @TestFactory
  Stream<DynamicTest> partialsAgreeWithCentralDifferences() {
    return Arrays.stream(Prim.values()).filter(p -> isReal(p) && (p.isDifferentiable() || p.isFlat())).flatMap(p -> p.signatures().stream()
        .filter(o -> o.stream().anyMatch(Kind::isFloat)).map(o -> dynamicTest(p.text() + o, () -> checkPartials(p, o))));
  }

  /** Not so where zero is the derivative by decree: a number held fast, and bit patterns. */
  private static boolean isReal(Prim p) {
    return p != Prim.STOP_GRADIENT && !p.java().matches("(Double|Float|Integer|Long)\\..*");
  }

  private static void checkPartials(Prim p, List<Kind> overload) {
    List<Kind> wide = overload.stream().map(k -> k == Kind.F32 ? Kind.F64 : k).toList();
    Random random = new Random(p.ordinal());
    for (int points = 0; points < POINTS; ) {
      double[] x = overload.stream().mapToDouble(k -> switch (k) {
        case F64 -> random.nextDouble(-4, 4);
        case F32 -> (float) random.nextDouble(-4, 4);
        case I64, I32 -> random.nextInt(-4, 5);
        case BOOL -> random.nextInt(2);
      }).toArray();
      if (!isSmooth(p, x)) continue;
      points++;
      for (int i = 0; i < x.length; i++) {
        if (!overload.get(i).isFloat()) continue;
        double expected = difference(p, wide, x, i);
        if (p.rule(i) == null) {
          assertEquals(0, expected, 1e-8, p + " of operand " + i + " has no rule, at " + Arrays.toString(x));
          continue;
        }
        double tolerance = (overload.contains(Kind.F32) || p == Prim.TO_F32 ? 1e-5 : 1e-9) * (1 + Math.abs(expected));
        String at = p + " operand " + i + " at " + Arrays.toString(x);
        assertEquals(expected, partial(p, overload, i, 1, boxed(overload, x)), tolerance, at);
        assertEquals(-2.5 * expected, partial(p, overload, i, -2.5, boxed(overload, x)), 2.5 * tolerance, p + " must be linear in t");
      }
    }
  }

  /** The derivative by central differences with steps h and h/2, extrapolated; the overload on doubles stands for the one on floats. */
  private static double difference(Prim p, List<Kind> wide, double[] x, int i) {
    double h = 5e-4;
    return (4 * slope(p, wide, x, i, h / 2) - slope(p, wide, x, i, h)) / 3;
  }

  private static double slope(Prim p, List<Kind> wide, double[] x, int i, double h) {
    double[] above = x.clone();
    double[] below = x.clone();
    above[i] += h;
    below[i] -= h;
    return (wideValue(p, wide, above) - wideValue(p, wide, below)) / (2 * h);
  }

  private static double wideValue(Prim p, List<Kind> wide, double[] x) {
    if (p == Prim.TO_F32 || p.result(wide) == null) return x[0];      // between floating-point kinds a cast is the identity
    return ((Number) p.eval(wide, boxed(wide, x))).doubleValue();
  }

  @Test
  void kinksAndTiesFollowTheDesign() {
    assertPartials(Prim.ABS, x(0.0), 1);
    assertPartials(Prim.ABS, x(-0.0), 1);
    assertPartials(Prim.ABS, x(-2.0), -1);
    assertPartials(Prim.ABS, x(0f), 1);
    assertPartials(Prim.MAX, x(3.0, 3.0), 0.5, 0.5);
    assertPartials(Prim.MAX, x(0.0, -0.0), 0.5, 0.5);
    assertPartials(Prim.MAX, x(3f, 3f), 0.5, 0.5);
    assertPartials(Prim.MIN, x(3.0, 3.0), 0.5, 0.5);
    assertPartials(Prim.MIN, x(2.0, 3.0), 1, 0);
    assertPartials(Prim.CLAMP, x(0.5, 0.0, 1.0), 1, 0, 0);
    assertPartials(Prim.CLAMP, x(0.0, 0.0, 1.0), 0.5, 0.5, 0);
    assertPartials(Prim.CLAMP, x(1.0, 0.0, 1.0), 0.5, 0, 0.5);
    assertPartials(Prim.CLAMP, x(-1.0, 0.0, 1.0), 0, 1, 0);
    assertPartials(Prim.CLAMP, x(2.0, 0.0, 1.0), 0, 0, 1);
    assertPartials(Prim.CLAMP, x(1f, 0f, 1f), 0.5, 0, 0.5);
    assertPartials(Prim.SQRT, x(0.0), Double.POSITIVE_INFINITY);
    assertPartials(Prim.CBRT, x(0.0), Double.POSITIVE_INFINITY);
    assertPartials(Prim.LOG, x(0.0), Double.POSITIVE_INFINITY);
    assertPartials(Prim.ASIN, x(1.0), Double.POSITIVE_INFINITY);
    assertPartials(Prim.ACOS, x(1.0), Double.NEGATIVE_INFINITY);
    assertPartials(Prim.TANH, x(400.0), 0);
    assertPartials(Prim.HYPOT, x(0.0, 0.0), 0.5, 0.5);
    assertPartials(Prim.HYPOT, x(0.0, 2.0), 0, 1);
    assertPartials(Prim.POW, x(0.0, 2.0), 0, 0);
    assertPartials(Prim.POW, x(0.0, 1.0), 1, 0);
    assertPartials(Prim.POW, x(0.0, 0.0), 0, 0);
    assertPartials(Prim.POW, x(0.0, 0.5), Double.POSITIVE_INFINITY, 0);
    assertPartials(Prim.POW, x(-2.0, 3.0), 12, Double.NaN);
    assertPartials(Prim.REM, x(7.5, 2.0), 1, -3);
    assertPartials(Prim.REM, x(-7.5, 2.0), 1, 3);
    assertPartials(Prim.REM, x(7.5f, -2f), 1, 3);
    assertPartials(Prim.IEEE_REMAINDER, x(7.5, 2.0), 1, -4);
    assertPartials(Prim.COPY_SIGN, x(-3.0, 2.0), -1, 0);
    assertPartials(Prim.NEXT_UP, x(0.0), 1);
    assertPartials(Prim.SELECT, x(true, 3.0, 3.0), 0, 1, 0);
    assertPartials(Prim.SELECT, x(false, 3.0, 3.0), 0, 0, 1);
    for (Prim flat : List.of(Prim.FLOOR, Prim.CEIL, Prim.RINT, Prim.SIGNUM)) assertPartials(flat, x(0.0), 0);
  }

  private static void assertPartials(Prim p, Object[] x, double... expected) {
    List<Kind> overload = kinds(x);
    for (int i = 0; i < x.length; i++) {
      if (p.rule(i) == null) assertEquals(expected[i], 0.0, p + " has no rule for operand " + i);
      else assertEquals(expected[i], partial(p, overload, i, 1, x) + 0.0, p + " operand " + i + " at " + Arrays.toString(x));
    }
  }

  /** The rule of operand {@code i}, built and run, for {@code t} in the result's kind; brought to the operand's as a transform would. */
  private static double partial(Prim p, List<Kind> overload, int i, double t, Object... x) {
    var operands = overload.stream().map(k -> Var.fresh("x", ValueType.scalar(k))).toList();
    ValueType result = ValueType.scalar(p.result(overload));
    var y = Var.fresh("y", result);
    var seed = Var.fresh("t", result);
    var params = new ArrayList<>(operands);
    params.add(y);
    params.add(seed);
    Func f = Builder.func("partial", params,
        b -> List.of(b.convert(p.rule(i).of(b, operands.toArray(Atom[]::new), y, seed), overload.get(i))));
    var args = new ArrayList<>(Arrays.asList(x));
    args.add(p.eval(overload, x));
    args.add(Lit.of(result.kind(), t).value());
    return ((Number) Interpreter.run(f, args.toArray())[0]).doubleValue();
  }

  @Test
  void aFlatRowHasNoRules() {
    for (Prim p : Prim.values()) if (p.isFlat()) assertNull(p.rule(0), p.text());
  }

  // ---- values ----

  private static Object[] x(Object... values) {
    return values;
  }

  private static Object eval(Prim p, Object... x) {
    return p.eval(kinds(x), x);
  }

  private static List<Kind> kinds(Object... values) {
    return Arrays.stream(values).map(v -> Lit.ofValue(v).type().kind()).toList();
  }

  private static List<Kind> kinds(Method m) {
    return Arrays.stream(m.getParameterTypes()).map(Kind::of).toList();
  }

  private static Object[] boxed(List<Kind> kinds, double[] x) {
    Object[] values = new Object[x.length];
    for (int i = 0; i < x.length; i++) values[i] = Lit.of(kinds.get(i), x[i]).value();
    return values;
  }

  private static List<Object> edges(Kind k) {
    return switch (k) {
      case F64 -> List.of(0.0, -0.0, 1.0, -1.5, 0.3, 2.5, 1e300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);
      case F32 -> List.of(0f, -0f, 1f, -1.5f, 0.3f, 1e30f, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY);
      case I64 -> List.of(0L, 1L, -1L, 7L, -3L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40);
      case I32 -> List.of(0, 1, -1, 7, -3, Integer.MAX_VALUE, Integer.MIN_VALUE);
      case BOOL -> List.of(true, false);
    };
  }

  private static List<Object[]> edgeCases(List<Kind> kinds) {
    var all = new ArrayList<Object[]>();
    all.add(new Object[0]);
    for (Kind k : kinds) {
      var longer = new ArrayList<Object[]>();
      for (Object[] prefix : all) for (Object v : edges(k)) longer.add(Stream.concat(Arrays.stream(prefix), Stream.of(v)).toArray());
      all.clear();
      all.addAll(longer);
    }
    return all;
  }

  @FunctionalInterface
  private interface Computation {
    Object run() throws ReflectiveOperationException;
  }

  /** The value, or the class of the exception. */
  private static Object outcome(Computation c) {
    try {
      return c.run();
    } catch (InvocationTargetException e) {
      return e.getCause().getClass();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    } catch (RuntimeException e) {
      return e.getClass();
    }
  }
}
