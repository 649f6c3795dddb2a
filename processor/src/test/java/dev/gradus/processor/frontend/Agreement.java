package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Thrown;
import dev.gradus.processor.ir.Var;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Holds a lowered method against the Java method it was made from: the interpreter and the JVM must give the same bits, write the same
 * arrays, and throw the same exceptions, on random arguments. All arrays of a run have one length, so that most indices are in range.
 */
final class Agreement {
  private static final double[] SPECIAL = {0.0, -0.0, 1, -1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300,
      1e-300, 3e9, -3e9};

  /** Exceptions of the language, with messages of the virtual machine's. */
  private static final Set<String> TRAPS = Set.of("java.lang.ArrayIndexOutOfBoundsException", "java.lang.NullPointerException",
      "java.lang.NegativeArraySizeException", "java.lang.ArithmeticException", "java.lang.ClassCastException");

  private final Random random;

  private final boolean extremes;

  private Agreement(Random random, boolean extremes) {
    this.random = random;
    this.extremes = extremes;
  }

  /** {@code extremes} asks for integers of any size among the arguments, which is too much where they are lengths. */
  static void check(Class<?> program, Lowered lowered, int runs, boolean extremes) {
    Method m = Arrays.stream(program.getDeclaredMethods()).filter(d -> d.getName().equals(lowered.func().name())).findFirst().orElseThrow();
    m.setAccessible(true);
    var agreement = new Agreement(new Random(m.getName().hashCode()), extremes);
    for (int run = 0; run < runs; run++) agreement.once(m, lowered);
  }

  private void once(Method m, Lowered lowered) {
    int n = random.nextInt(7);
    Object[] args = Arrays.stream(m.getParameterTypes()).map(t -> value(t, n)).toArray();
    Object[] leaves = leaves(m.getParameterTypes(), args);
    Object[] before = Arrays.stream(leaves).map(Agreement::copied).toArray();
    Object[] theirs = Arrays.stream(leaves).map(Agreement::copied).toArray();
    String of = m.getName() + Arrays.deepToString(leaves) + "\n" + Printer.print(lowered.func());
    Object[] ours;
    try {
      ours = Interpreter.run(lowered.func(), lowered.callees(), 1_000_000, theirs);
    } catch (Interpreter.StepLimit e) {
      fail(of, e);
      return;
    } catch (RuntimeException | Error e) {
      ours = new Object[] {exception(e)};
    }
    Object result;
    try {
      result = m.invoke(null, args);
    } catch (InvocationTargetException e) {
      assertEquals(text(List.of(exception(e.getCause()))), text(Arrays.asList(ours)), of);
      return;
    } catch (IllegalAccessException e) {
      fail(e);
      return;
    }
    leaves = leaves(m.getParameterTypes(), args);
    var expected = new ArrayList<Object>();
    if (lowered.returns() != null) expected.addAll(JavaValues.leaves(m.getReturnType(), result));
    Func f = lowered.func();
    for (int p = 0; p < leaves.length; p++) {
      Var v = f.params().get(p);
      if (lowered.spoiled().contains(p)) continue;
      if (f.owned().contains(v)) expected.add(leaves[p]);
      else assertEquals(text(List.of(before[p])), text(List.of(leaves[p])), "written, but not owned: " + v + " of " + of);
    }
    assertEquals(text(expected), text(Arrays.asList(ours)), of);
  }

  /** The class of the exception and, where the program made it, its message; what a trap says is not compared. */
  private static String exception(Throwable e) {
    String name = e instanceof Thrown t ? t.exception() : e.getClass().getCanonicalName();
    return TRAPS.contains(name) ? name : name + ": " + e.getMessage();
  }

  private static String text(List<?> values) {
    return Arrays.deepToString(values.toArray());
  }

  private Object value(Class<?> type, int n) {
    if (type == double.class) return number();
    if (type == float.class) return (float) number();
    if (type == int.class) return extremes && random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(n + 3) - 1;
    if (type == long.class) return extremes && random.nextInt(4) == 0 ? random.nextLong() : (long) random.nextInt(n + 3) - 1;
    if (type == byte.class) return (byte) (extremes ? random.nextInt() : random.nextInt(n + 3) - 1);
    if (type == short.class) return (short) (extremes ? random.nextInt() : random.nextInt(n + 3) - 1);
    if (type == char.class) return (char) (extremes ? random.nextInt() : 'a' + random.nextInt(n + 3) - 1);
    if (type == boolean.class) return random.nextBoolean();
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), n);
      boolean gaps = !type.getComponentType().isArray() && !type.getComponentType().isPrimitive() && random.nextInt(4) == 0;
      for (int i = 0; i < n; i++) if (!gaps || random.nextInt(3) > 0) Array.set(array, i, value(type.getComponentType(), n));
      return array;
    }
    if (type.isEnum()) return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    if (type.isSealed()) {
      List<Class<?>> cases = JavaValues.cases(type);
      return value(cases.get(random.nextInt(cases.size())), n);
    }
    return JavaValues.made(type, Arrays.stream(type.getRecordComponents()).map(c -> value(c.getType(), n)).toArray());
  }

  private double number() {
    return random.nextInt(6) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian() * 3;
  }

  private static Object[] leaves(Class<?>[] types, Object[] values) {
    var leaves = new ArrayList<Object>();
    for (int i = 0; i < values.length; i++) leaves.addAll(JavaValues.leaves(types[i], values[i]));
    return leaves.toArray();
  }

  private static Object copied(Object value) {
    if (value == null || !value.getClass().isArray()) return value;
    int n = Array.getLength(value);
    Object copy = Array.newInstance(value.getClass().getComponentType(), n);
    for (int i = 0; i < n; i++) Array.set(copy, i, copied(Array.get(value, i)));
    return copy;
  }
}
