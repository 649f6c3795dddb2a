package dev.gradus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the batched version of a static method: one call for many arguments.
 *
 * <p>For a method {@code f} in a class {@code X}, the companion class {@code XVmap}, in the same package, gets the method
 * {@code XVmap.f}, which computes {@code f} for every <em>lane</em> of its arguments, by itself, and puts the results together. What
 * has lanes has one dimension more than in {@code f}:
 *
 * <table>
 *   <caption>Types</caption>
 *   <tr><th>of the method</th><th>of the companion</th></tr>
 *   <tr><td>{@code double}, or another number or {@code boolean}</td><td>{@code double[]}</td></tr>
 *   <tr><td>{@code double[]}</td><td>{@code double[][]}, and so on</td></tr>
 *   <tr><td>a record {@code Params(double w, double[] b)}</td>
 *     <td>{@code ParamsBatch(double[] w, double[][] b)}, a record that is written beside {@code Params}; {@code get(i)} gives the
 *     {@code Params} of a lane, {@code size()} their number</td></tr>
 *   <tr><td>a parameter that is not mapped ({@link #NONE})</td><td>the same type</td></tr>
 * </table>
 *
 * {@snippet :
 * final class Model {
 *   @Vmap(in = {Vmap.NONE, 0})
 *   static double predict(double[] w, double[] x) {
 *     double sum = 0;
 *     for (int i = 0; i < w.length; i++) sum += w[i] * x[i];
 *     return sum;
 *   }
 * }
 *
 * double[] predictions = ModelVmap.predict(w, examples); // one for each row of examples
 * }
 *
 * <p>Each lane computes, to the last bit, what the method does for its arguments, with branches, loops, recursion and exceptions of its
 * own; of several lanes that throw, the first one does. All mapped arguments must have the same number of lanes, which may be none. Arrays
 * that lanes give back must have the same lengths in all of them. An array parameter that the method writes is written by the companion
 * too, and so has to be mapped.
 *
 * <p><b>Above a derivative.</b> Annotations are read from the method upwards. {@code @Vmap} above {@link Grad} or {@link Jvp} is the batched
 * version of that derivative: the arguments are those of the derivative's companion.
 *
 * {@snippet :
 * @Vmap(in = {Vmap.NONE, 0, 0})
 * @Grad
 * static double loss(double[] w, double[] x, double y) { … }
 *
 * double[] one = ModelGrad.loss(w, x, y);       // the gradient for one example
 * double[][] each = ModelVmap.loss(w, xs, ys);  // a gradient for each example, all with the same w
 * }
 *
 * <p>Other annotated methods may call the companion, whatever they ask for themselves: {@code @Vmap} on a method that calls
 * {@code XVmap.f} maps twice, {@code @Grad} differentiates through all lanes.
 *
 * <p>For a class {@code Inner} nested in {@code Outer} the companion is {@code Outer_InnerVmap}, and the batch of a record {@code Inner}
 * is {@code Outer_InnerBatch}.
 *
 * @see Grad
 * @see Jvp
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Vmap {
  /** In place of an axis: what does not have lanes. (JAX: {@code None}.) */
  int NONE = Integer.MIN_VALUE;

  /**
   * For each parameter the axis that counts the lanes, or {@link #NONE} for an argument that all lanes share. Axes count from 0, the
   * outermost dimension; negative ones count back from the innermost, which is -1. The axis of a record is that of each of its components.
   * (JAX: {@code in_axes}.)
   *
   * @return the axes; a single one is for all parameters
   */
  int[] in() default 0;

  /**
   * For what the method returns the axis that will count the lanes, or {@link #NONE} for a result that is the same in all lanes, which then
   * has its own type. An array that the method writes keeps its axis; if {@code out} says more than one value, these arrays come after the
   * returned value, and in the order of the parameters. Above {@link Grad} the axis is meant for the gradient: the value beside it, in
   * {@code fWithValue}, has its lanes along axis 0 if it has no such axis. (JAX: {@code out_axes}.)
   *
   * @return the axes; a single one is for what is returned
   */
  int[] out() default 0;

  /**
   * The axes of components of records, where a record does not have one axis for all of it, or of parameters by their names. A record of
   * which lanes share something has a twin of its own: that of {@code Params(double scale, double[] w)} with a shared {@code scale} is
   * {@code ParamsBatchSharingScale(double scale, double[][] w)}.
   *
   * @return the axes; they go before {@link #in} and {@link #out}
   */
  Axis[] axes() default {};

  /**
   * The name that takes the place of the method's own in the companion. Needed when two overloads of a method are annotated.
   *
   * @return the name; empty, the default, means the name of the annotated method
   */
  String name() default "";
}
