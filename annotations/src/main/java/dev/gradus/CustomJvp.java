package dev.gradus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how a static method is differentiated, in both modes: by a method of the user's that computes the result and its tangent, in place
 * of the derivative of the body. Wherever a derivative goes through a call of the method, at any depth, the rule is used; everywhere else
 * the method is what its body says. (JAX: {@code custom_jvp}.)
 *
 * <p>The rule takes what the method takes and then a tangent for each parameter that holds {@code double} or {@code float} numbers, in
 * their order. It returns a record of two components: the method's result, and the tangent of that result. A tangent has the type of what
 * it belongs to; in a record, what is not floating-point is the primal's. The tangent must be linear in the tangents, for reverse mode uses
 * the transposed rule. Neither method may write its array arguments.
 *
 * <p>A function whose own derivative would be {@code NaN} for large arguments:
 *
 * {@snippet :
 * record Moved(double value, double tangent) {}
 *
 * @CustomJvp("log1pExpRule")
 * static double log1pExp(double x) {
 *   return Math.log(1 + Math.exp(x));
 * }
 *
 * static Moved log1pExpRule(double x, double dx) {
 *   return new Moved(log1pExp(x), (1 - 1 / (1 + Math.exp(x))) * dx);
 * }
 * }
 *
 * <p>Derivatives of higher order differentiate the rule itself. The annotation asks for no companion.
 *
 * <p>The body of the method need not be one that Gradus can read: with a rule, it is called as it is. Then its parameters and its result
 * are numbers, booleans and arrays, companions must be able to see it, and it is up to its author that it writes no array and always gives
 * the same result for the same arguments. So functions of other libraries get a derivative:
 *
 * {@snippet :
 * @CustomJvp("erfRule")
 * static double erf(double x) {
 *   return org.apache.commons.math3.special.Erf.erf(x);
 * }
 *
 * static Moved erfRule(double x, double dx) {
 *   return new Moved(erf(x), 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * dx);
 * }
 * }
 *
 * @see CustomVjp
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface CustomJvp {

  /**
   * The rule, by its name in the same class, or as {@code Other.method}.
   *
   * @return the name of a static method
   */
  String value();
}
