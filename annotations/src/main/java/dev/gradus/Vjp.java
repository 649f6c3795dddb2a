package dev.gradus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the vector-Jacobian product of a static method, by reverse mode: evaluate now, pull cotangents back later.
 *
 * <p>For a method {@code f} in a class {@code X}, the companion class {@code XVjp}, in the same package, gets the method
 * {@code XVjp.f(args)}. It evaluates {@code f} and returns an {@code XVjp.FVjp}, nested in the companion, with
 *
 * <ul>
 *   <li>{@code value()}, the result of {@code f};
 *   <li>{@code pullback(cotangent)}, which takes a cotangent of the result type of {@code f} and returns what
 *       {@link Grad} would: for one parameter in {@link #wrt} a cotangent of that parameter's type, for several a
 *       record with one component per name, in that order.
 * </ul>
 *
 * <p>The intermediate values that the pullback needs are kept, so that it can be called more than once.
 *
 * {@snippet :
 * final class Layer {
 *   @Vjp(wrt = {"w", "x"})
 *   static double[] apply(double[][] w, double[] x) {
 *     double[] y = new double[w.length];
 *     for (int i = 0; i < y.length; i++) {
 *       for (int j = 0; j < x.length; j++) {
 *         y[i] += w[i][j] * x[j];
 *       }
 *     }
 *     return y;
 *   }
 * }
 *
 * LayerVjp.ApplyVjp layer = LayerVjp.apply(w, x);
 * double[] y = layer.value();
 * var back = layer.pullback(ctY); // back.w() is a double[][], back.x() a double[]
 * }
 *
 * <p>A method with one {@code double} or {@code float} result has as its gradient the pullback of 1; {@link Grad} is
 * the shorter way there. An array that a {@code void} method writes counts as its result. The companion never writes to the arrays of
 * its caller. For a class {@code Inner} nested in {@code Outer} the companion is {@code Outer_InnerVjp}.
 *
 * <p>Other annotated methods may call {@code XVjp.f(args).pullback(cotangent)}, in one expression, and their derivatives go through it.
 *
 * @see Grad
 * @see Jvp
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Vjp {

  /**
   * The names of the parameters that cotangents are pulled back to. Each holds floating-point numbers: {@code double},
   * {@code float}, arrays of them, or records that contain them.
   *
   * @return the parameter names; empty, the default, means the first parameter
   */
  String[] wrt() default {};

  /**
   * The name that takes the place of the method's own in the companion. With {@code name = "g"} the companion has
   * {@code g} and the class {@code GVjp}. Needed when two overloads of a method are annotated, or when a generated name
   * is already taken.
   *
   * @return the name; empty, the default, means the name of the annotated method
   */
  String name() default "";
}
