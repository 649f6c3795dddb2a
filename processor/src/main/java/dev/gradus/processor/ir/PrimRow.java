package dev.gradus.processor.ir;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * The columns of one row of {@link Prim}, and the small language in which rows are written. An operator lists its meaning per kind; a row
 * for a {@link Math} method takes its overloads, result kinds and meaning from that class by reflection, so that they cannot differ from
 * Java's.
 */
final class PrimRow {
  /** How Java writes the primitive. */
  enum Form { IDENTITY, PREFIX, INFIX, CAST, CONDITIONAL, STRONG, CALL }

  record Overload(List<Kind> params, Kind result, Function<Object[], Object> meaning) {}

  @FunctionalInterface
  interface FloatUnary {
    float of(float x);
  }

  @FunctionalInterface
  interface FloatBinary {
    float of(float x, float y);
  }

  @FunctionalInterface
  interface BoolBinary {
    boolean of(boolean x, boolean y);
  }

  @FunctionalInterface
  interface DoubleTest {
    boolean of(double x, double y);
  }

  @FunctionalInterface
  interface LongTest {
    boolean of(long x, long y);
  }

  final Form form;
  final String spelling;
  final int precedence;
  final Map<List<Kind>, Overload> overloads = new LinkedHashMap<>();
  Rule[] rules = {};
  boolean flat;
  boolean traps;
  boolean singular;
  boolean chooses;
  int cost;

  private PrimRow(Form form, String spelling, int precedence, int cost) {
    this.form = form;
    this.spelling = spelling;
    this.precedence = precedence;
    this.cost = cost;
  }

  /** The operand, which Java writes as it is. */
  static PrimRow identity() {
    return new PrimRow(Form.IDENTITY, "", 16, 0);
  }

  static PrimRow prefix(String symbol) {
    return new PrimRow(Form.PREFIX, symbol, 14, 1);
  }

  /**
   * Precedence as in the Java grammar, higher binds tighter: {@code *} 12, {@code +} 11, shifts 10, {@code <} 9, {@code ==} 8, bits 7 6 5.
   */
  static PrimRow infix(String symbol, int precedence) {
    return new PrimRow(Form.INFIX, symbol, precedence, 1);
  }

  static PrimRow conditional() {
    PrimRow row = new PrimRow(Form.CONDITIONAL, "?:", 1, 1);
    for (Kind k : Kind.values()) row.add(List.of(Kind.BOOL, k, k), k, x -> (Boolean) x[0] ? x[1] : x[2]);
    return row;
  }

  /** {@code a * b} or {@code a / b}, but zero where {@code a} is zero, whatever {@code b} is. */
  static PrimRow strong(String symbol) {
    return new PrimRow(Form.STRONG, symbol, 1, 2);
  }

  /** Java's casts between numbers: widening, narrowing, saturating, NaN to 0. */
  static PrimRow cast(Kind to) {
    PrimRow row = new PrimRow(Form.CAST, "(" + to.java() + ")", 14, 1);
    for (Kind from : Kind.values()) {
      if (from == Kind.BOOL || from == to) continue;
      row.add(List.of(from), to, x -> {
        Number n = (Number) x[0];
        return switch (to) {
          case F64 -> n.doubleValue();
          case F32 -> n.floatValue();
          case I64 -> n.longValue();
          case I32 -> n.intValue();
          case BOOL -> throw new IllegalStateException();
        };
      });
    }
    return row;
  }

  /** A cast to a type that is no kind of its own, after which Java goes on with {@code int}. */
  static PrimRow narrowing(String cast) {
    return new PrimRow(Form.CAST, cast, 14, 1);
  }

  /** Every overload of {@code Math.name} on {@code double float long int}. */
  static PrimRow math(String name) {
    return method(Math.class, name);
  }

  /** The method on integers, or between numbers and their bits, of a class like {@link Integer}. */
  static PrimRow bits(Class<?> type, String name) {
    return method(type, name).flat().cost(2);
  }

  private static PrimRow method(Class<?> type, String name) {
    PrimRow row = new PrimRow(Form.CALL, type.getSimpleName() + "." + name, 16, 20);
    for (Method m : type.getMethods()) {
      if (!m.getName().equals(name) || !Modifier.isStatic(m.getModifiers())) continue;
      try {
        MethodHandle handle = MethodHandles.lookup().unreflect(m);
        row.add(Arrays.stream(m.getParameterTypes()).map(Kind::of).toList(), Kind.of(m.getReturnType()), x -> {
          try {
            return handle.invokeWithArguments(x);
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        });
      } catch (IllegalAccessException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
    if (row.overloads.isEmpty()) throw new ExceptionInInitializerError("no method " + row.spelling);
    return row;
  }

  PrimRow f64(DoubleUnaryOperator f) {
    return add(List.of(Kind.F64), Kind.F64, x -> f.applyAsDouble((Double) x[0]));
  }

  PrimRow f32(FloatUnary f) {
    return add(List.of(Kind.F32), Kind.F32, x -> f.of((Float) x[0]));
  }

  PrimRow i64(LongUnaryOperator f) {
    return add(List.of(Kind.I64), Kind.I64, x -> f.applyAsLong((Long) x[0]));
  }

  PrimRow i32(IntUnaryOperator f) {
    return add(List.of(Kind.I32), Kind.I32, x -> f.applyAsInt((Integer) x[0]));
  }

  PrimRow bool(Function<Boolean, Boolean> f) {
    return add(List.of(Kind.BOOL), Kind.BOOL, x -> f.apply((Boolean) x[0]));
  }

  PrimRow f64(DoubleBinaryOperator f) {
    return add(List.of(Kind.F64, Kind.F64), Kind.F64, x -> f.applyAsDouble((Double) x[0], (Double) x[1]));
  }

  PrimRow f32(FloatBinary f) {
    return add(List.of(Kind.F32, Kind.F32), Kind.F32, x -> f.of((Float) x[0], (Float) x[1]));
  }

  PrimRow i64(LongBinaryOperator f) {
    return add(List.of(Kind.I64, Kind.I64), Kind.I64, x -> f.applyAsLong((Long) x[0], (Long) x[1]));
  }

  PrimRow i32(IntBinaryOperator f) {
    return add(List.of(Kind.I32, Kind.I32), Kind.I32, x -> f.applyAsInt((Integer) x[0], (Integer) x[1]));
  }

  PrimRow bool(BoolBinary f) {
    return add(List.of(Kind.BOOL, Kind.BOOL), Kind.BOOL, x -> f.of((Boolean) x[0], (Boolean) x[1]));
  }

  /** A shift: the distance is an {@code int}, of which Java uses the low bits. */
  PrimRow shift(IntBinaryOperator f, ShiftLong g) {
    i32(f);
    return add(List.of(Kind.I64, Kind.I32), Kind.I64, x -> g.of((Long) x[0], (Integer) x[1]));
  }

  @FunctionalInterface
  interface ShiftLong {
    long of(long x, int distance);
  }

  /** A comparison of two numbers of one kind; {@code float} and {@code int} compare exactly as {@code double}. */
  PrimRow compares(DoubleTest f, LongTest g) {
    for (Kind k : List.of(Kind.F64, Kind.F32, Kind.I32))
      add(List.of(k, k), Kind.BOOL, x -> f.of(((Number) x[0]).doubleValue(), ((Number) x[1]).doubleValue()));
    return add(List.of(Kind.I64, Kind.I64), Kind.BOOL, x -> g.of((Long) x[0], (Long) x[1]));
  }

  /** One rule per operand; {@code null} where the derivative is zero or the operand is no float. */
  PrimRow derivative(Rule... rules) {
    this.rules = rules;
    return this;
  }

  /** Derivative zero wherever there is one. */
  PrimRow flat() {
    this.flat = true;
    return this;
  }

  /** Throws for some integers (division by zero, overflow of an "exact" method) or bad bounds. */
  PrimRow traps() {
    this.traps = true;
    return this;
  }

  /** It or its slope may be infinite or no number where its operands are ordinary numbers. */
  PrimRow singular() {
    this.singular = true;
    return this;
  }

  /** The value may be that of one operand whatever the others are. */
  PrimRow chooses() {
    this.chooses = true;
    return this;
  }

  /** What running it again costs, one addition being 1; a replayed residual may cost up to a dozen. */
  PrimRow cost(int cost) {
    this.cost = cost;
    return this;
  }

  private PrimRow add(List<Kind> params, Kind result, Function<Object[], Object> meaning) {
    overloads.put(new ArrayList<>(params), new Overload(params, result, meaning));
    return this;
  }
}
