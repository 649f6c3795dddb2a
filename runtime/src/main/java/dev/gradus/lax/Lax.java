package dev.gradus.lax;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What annotated methods can say to a derivative, named after {@code jax.lax}. Each of these methods is ordinary Java that does its plain
 * work when it is called, so that a method which uses it can be run and debugged like any other; in the derivative of that method it has
 * the meaning that its description gives.
 */
public final class Lax {
  private Lax() {}

  // ---- stopGradient ----

  /**
   * The number itself, as something that does not depend on anything: its derivative is zero, at every order.
   *
   * <p>Two uses. A target that the derivative must leave alone:
   *
   * {@snippet :
   * @Grad
   * static double error(double value, double reward, double next) {
   *   double target = reward + 0.9 * Lax.stopGradient(next);
   *   return (target - value) * (target - value);
   * }
   * }
   *
   * And a straight-through estimator, a step whose derivative is taken to be that of the identity:
   *
   * {@snippet :
   * static double round(double x) {
   *   return x + Lax.stopGradient(Math.rint(x) - x);
   * }
   * }
   *
   * @param x any number
   * @return {@code x}
   */
  public static double stopGradient(double x) {
    return x;
  }

  /**
   * The number itself, with derivative zero; see {@link #stopGradient(double)}.
   *
   * @param x any number
   * @return {@code x}
   */
  public static float stopGradient(float x) {
    return x;
  }

  /**
   * A copy of the array whose elements do not depend on anything; see {@link #stopGradient(double)}. It is a copy because one array
   * cannot both carry derivatives under one name and carry none under another.
   *
   * @param x an array
   * @return an array with the same elements
   */
  public static double[] stopGradient(double[] x) {
    return x.clone();
  }

  /**
   * A copy of the array and of its rows whose elements do not depend on anything; see {@link #stopGradient(double[])}.
   *
   * @param x an array without absent rows
   * @return an array with the same elements
   */
  public static double[][] stopGradient(double[][] x) {
    double[][] copy = new double[x.length][];
    for (int i = 0; i < x.length; i++) copy[i] = stopGradient(x[i]);
    return copy;
  }

  /**
   * A copy of the array and of its rows whose elements do not depend on anything; see {@link #stopGradient(double[])}.
   *
   * @param x an array without absent rows
   * @return an array with the same elements
   */
  public static double[][][] stopGradient(double[][][] x) {
    double[][][] copy = new double[x.length][][];
    for (int i = 0; i < x.length; i++) copy[i] = stopGradient(x[i]);
    return copy;
  }

  /**
   * A copy of the array whose elements do not depend on anything; see {@link #stopGradient(double[])}.
   *
   * @param x an array
   * @return an array with the same elements
   */
  public static float[] stopGradient(float[] x) {
    return x.clone();
  }

  /**
   * A copy of the array and of its rows whose elements do not depend on anything; see {@link #stopGradient(double[])}.
   *
   * @param x an array without absent rows
   * @return an array with the same elements
   */
  public static float[][] stopGradient(float[][] x) {
    float[][] copy = new float[x.length][];
    for (int i = 0; i < x.length; i++) copy[i] = stopGradient(x[i]);
    return copy;
  }

  /**
   * A copy of the array and of its rows whose elements do not depend on anything; see {@link #stopGradient(double[])}.
   *
   * @param x an array without absent rows
   * @return an array with the same elements
   */
  public static float[][][] stopGradient(float[][][] x) {
    float[][][] copy = new float[x.length][][];
    for (int i = 0; i < x.length; i++) copy[i] = stopGradient(x[i]);
    return copy;
  }

  /**
   * A record whose numbers do not depend on anything; see {@link #stopGradient(double)}. Arrays in it are copied, as {@link
   * #stopGradient(double[])} does.
   *
   * @param x a record of numbers, arrays without absent rows and such records
   * @param <T> the record
   * @return a record equal to {@code x}, except that its arrays are copies
   * @throws IllegalArgumentException if {@code x} holds arrays and its module does not let this one read and make it
   */
  public static <T extends Record> T stopGradient(T x) {
    return hasArrays(x.getClass()) ? copied(x) : x;
  }

  // ---- checkpoint ----

  /**
   * Runs the code. In reverse mode nothing that it computes on the way is kept: it is run again, from the values that it captures, when its
   * derivative is needed. That costs time and saves memory. (JAX: {@code jax.checkpoint}.)
   *
   * {@snippet :
   * @Grad
   * static double trajectory(double[] start, double h, int segments) {
   *   double[] state = start.clone();
   *   for (int i = 0; i < segments; i++) {
   *     double[] from = state;
   *     state = Lax.checkpoint(() -> thousandSteps(from, h));   // keeps one state for each thousand steps
   *   }
   *   return energy(state);
   * }
   * }
   *
   * The code is an expression, which may be a call. It must not write arrays that it captures.
   *
   * @param code what to compute
   * @return what it gives
   */
  public static double checkpoint(DoubleSupplier code) {
    return code.getAsDouble();
  }

  /**
   * Runs the code, of which reverse mode keeps nothing; see {@link #checkpoint(DoubleSupplier)}.
   *
   * @param code what to compute: an array of its own, or a record of numbers and such arrays
   * @param <T> the type of the result
   * @return what it gives
   */
  public static <T> T checkpoint(Supplier<T> code) {
    return code.get();
  }

  private static boolean hasArrays(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getType)
        .anyMatch(t -> t.isArray() || t.isRecord() && hasArrays(t));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Record> T copied(T x) {
    RecordComponent[] components = x.getClass().getRecordComponents();
    try {
      Object[] parts = new Object[components.length];
      for (int i = 0; i < parts.length; i++) parts[i] = copied(read(x, components[i]));
      Constructor<?> c = x.getClass().getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      c.trySetAccessible();
      return (T) c.newInstance(parts);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("cannot copy " + x.getClass(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot copy " + x.getClass() + ": open its package, or stop its components one by one", e);
    }
  }

  private static Object read(Record x, RecordComponent c) throws ReflectiveOperationException {
    Method accessor = c.getAccessor();
    accessor.trySetAccessible();
    return accessor.invoke(x);
  }

  private static Object copied(Object x) {
    if (x instanceof Record r) return stopGradient(r);
    if (!x.getClass().isArray()) return x;
    Object copy = Array.newInstance(x.getClass().getComponentType(), Array.getLength(x));
    if (x.getClass().getComponentType().isPrimitive()) System.arraycopy(x, 0, copy, 0, Array.getLength(x));
    else for (int i = 0; i < Array.getLength(x); i++) Array.set(copy, i, copied(Array.get(x, i)));
    return copy;
  }
}
