package dev.gradus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how a static method is differentiated in reverse mode: by two methods of the user's, in place of the derivative of its body.
 * Wherever a derivative goes through a call of the method, at any depth, the rule is used; everywhere else the method is what its body
 * says. (JAX: {@code custom_vjp}.)
 *
 * <ul>
 *   <li>{@link #fwd} takes what the method takes and returns a record of two components: the method's result, and whatever {@code bwd}
 *       needs to know (the <em>residuals</em>), of any type that Gradus understands;
 *   <li>{@link #bwd} takes these residuals and a cotangent of the result, and returns the cotangent of the parameter; where several
 *       parameters hold {@code double} or {@code float} numbers, a record with one component for each of them, in their order.
 * </ul>
 *
 * A cotangent has the type of what it belongs to; integers and booleans have none. None of the three methods may write its array arguments,
 * and the result of the method holds floating-point numbers only.
 *
 * <p>The identity, whose gradient is kept within bounds:
 *
 * {@snippet :
 * record Clipped(double value, Bounds bounds) {}
 * record Bounds(double lo, double hi) {}
 * record Cotangents(double lo, double hi, double x) {}
 *
 * @CustomVjp(fwd = "clipForward", bwd = "clipBackward")
 * static double clipGradient(double lo, double hi, double x) {
 *   return x;
 * }
 *
 * static Clipped clipForward(double lo, double hi, double x) {
 *   return new Clipped(x, new Bounds(lo, hi));
 * }
 *
 * static Cotangents clipBackward(Bounds b, double ct) {
 *   return new Cotangents(0, 0, Math.clamp(ct, b.lo(), b.hi()));
 * }
 *
 * @Grad
 * static double loss(double x) {
 *   return Math.exp(10 * clipGradient(-1, 1, x));   // the derivative is at most 1
 * }
 * }
 *
 * <p>Derivatives of higher order differentiate {@code fwd} and {@code bwd} themselves. Forward mode ({@link Jvp}) through a call of such a
 * method is an error; {@link CustomJvp} serves both modes. The annotation asks for no companion.
 *
 * <p>The body of the method need not be one that Gradus can read: with a rule, it is called as it is. Then its parameters and its result
 * are numbers, booleans and arrays, companions must be able to see it, and it is up to its author that it writes no array and always gives
 * the same result for the same arguments.
 *
 * @see CustomJvp
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface CustomVjp {

  /**
   * The method that runs forward, by its name in the same class, or as {@code Other.method}.
   *
   * @return the name of a static method
   */
  String fwd();

  /**
   * The method that runs backward, by its name in the same class, or as {@code Other.method}.
   *
   * @return the name of a static method
   */
  String bwd();
}
