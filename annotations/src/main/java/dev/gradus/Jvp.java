package dev.gradus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the Jacobian-vector product of a static method: its derivative along a direction, by forward mode.
 *
 * <p>For a method {@code f} in a class {@code X}, the companion class {@code XJvp}, in the same package, gets the method
 * {@code XJvp.f(args…, tangents…)}. It takes the arguments of {@code f} and then one tangent for each name in
 * {@link #wrt}, in that order. A tangent is the direction in which its argument moves, and has the argument's type; arrays
 * have the same shape. The result is the record {@code XJvp.FJvp(value, tangent)}, nested in the companion: the result
 * of {@code f}, and the direction in which it moves, both of the result type of {@code f}.
 *
 * {@snippet :
 * final class Orbit {
 *   @Jvp(wrt = {"r", "t"})
 *   static double height(double r, double t, double phase) {
 *     return r * Math.sin(t + phase);
 *   }
 * }
 *
 * // r moves by dr while t moves by dt
 * OrbitJvp.HeightJvp h = OrbitJvp.height(r, t, phase, dr, dt);
 * h.value();   // r * sin(t + phase)
 * h.tangent(); // dr * sin(t + phase) + dt * r * cos(t + phase)
 * }
 *
 * <p>An array that a {@code void} method writes counts as its result. The companion never writes to the arrays of its caller. For a
 * class {@code Inner} nested in {@code Outer} the companion is {@code Outer_InnerJvp}.
 *
 * <p>Other annotated methods may call the companion, and their derivatives go through it: {@code @Grad} on a method that returns {@code
 * OrbitJvp.height(r, t, phase, dr, dt).tangent()} gives the Hessian times the direction.
 *
 * @see Grad
 * @see Vjp
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Jvp {

  /**
   * The names of the parameters that move. Each holds floating-point numbers: {@code double}, {@code float}, arrays of
   * them, or records that contain them. All other parameters stand still.
   *
   * @return the parameter names; empty, the default, means the first parameter
   */
  String[] wrt() default {};

  /**
   * The name that takes the place of the method's own in the companion. With {@code name = "g"} the companion has
   * {@code g} and the record {@code GJvp}. Needed when two overloads of a method are annotated, or when a generated
   * name is already taken.
   *
   * @return the name; empty, the default, means the name of the annotated method
   */
  String name() default "";
}
