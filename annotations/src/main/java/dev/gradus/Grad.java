package dev.gradus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the gradient of a static method whose result is one {@code double} or {@code float}.
 *
 * <p>For a method {@code f} in a class {@code X}, the companion class {@code XGrad}, in the same package, gets two
 * methods with the parameters of {@code f}:
 *
 * <ul>
 *   <li>{@code XGrad.f(args)} returns the gradient;
 *   <li>{@code XGrad.fWithValue(args)} returns the record {@code XGrad.FWithValue(value, grad)}: the result of
 *       {@code f} and the gradient, from one evaluation.
 * </ul>
 *
 * <p>The gradient with respect to one parameter has that parameter's type: a number, an array of the same shape, or a
 * record. With respect to several it is the record {@code XGrad.FGrad}, nested in the companion, with one component
 * per name, in the order of {@link #wrt}. A component that would be a Java keyword or would clash takes the suffix
 * {@code _}.
 *
 * {@snippet :
 * final class Model {
 *   @Grad(wrt = {"w", "b"})
 *   static double loss(double w, double b, double[] x, double[] y) {
 *     double sum = 0;
 *     for (int i = 0; i < x.length; i++) {
 *       double error = w * x[i] + b - y[i];
 *       sum += error * error;
 *     }
 *     return sum / x.length;
 *   }
 * }
 *
 * ModelGrad.LossGrad grad = ModelGrad.loss(w, b, x, y);              // grad.w(), grad.b()
 * ModelGrad.LossWithValue both = ModelGrad.lossWithValue(w, b, x, y); // both.value(), both.grad().w()
 * }
 *
 * <p>Gradients never write to the arrays of their caller. Where {@code f} writes to an array parameter, the gradient is
 * the one at the values that the array has on entry. The annotated method itself is not changed and can be called as
 * before.
 *
 * <p>Other annotated methods may call the companion, and their derivatives go through it:
 *
 * {@snippet :
 * @Grad
 * static double slope(double w, double b, double[] x, double[] y) {
 *   return ModelGrad.loss(w, b, x, y).w();   // ModelGrad.slope gives second derivatives
 * }
 * }
 *
 * <p>For a class {@code Inner} nested in {@code Outer} the companion is {@code Outer_InnerGrad}. The companion is public
 * if the class and all the classes that enclose it are.
 *
 * @see Jvp
 * @see Vjp
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Grad {

  /**
   * The names of the parameters to differentiate with respect to. Each holds floating-point numbers: {@code double},
   * {@code float}, arrays of them, or records that contain them.
   *
   * @return the parameter names; empty, the default, means the first parameter
   */
  String[] wrt() default {};

  /**
   * Whether the method gives back more than the number to differentiate. With {@code hasAux = true} its result is a record whose first
   * component is that {@code double} or {@code float}; the others, of any type, are <em>auxiliary</em>: handed out as they are, not
   * differentiated. (JAX: {@code has_aux}.)
   *
   * <ul>
   *   <li>{@code XGrad.f(args)} returns the record {@code XGrad.FWithAux}, whose first component is {@code grad}, and whose others are
   *       the auxiliary components under their own names;
   *   <li>{@code XGrad.fWithValue(args)} returns {@code XGrad.FWithValue(value, grad)}, where {@code value} is the method's own record.
   * </ul>
   *
   * {@snippet :
   * record Fit(double loss, double[] residuals) {}
   *
   * @Grad(hasAux = true)
   * static Fit fit(double[] w, double[] x, double[] y) { … }
   *
   * FitterGrad.FitWithAux step = FitterGrad.fit(w, x, y);             // step.grad(), step.residuals()
   * FitterGrad.FitWithValue both = FitterGrad.fitWithValue(w, x, y);  // both.value().loss(), both.grad()
   * }
   *
   * @return whether the result is a record of which only the first component is differentiated; {@code false} by default
   */
  boolean hasAux() default false;

  /**
   * How the gradient is computed.
   *
   * @return the mode; {@link Mode#REVERSE} by default
   */
  Mode mode() default Mode.REVERSE;

  /**
   * The name that takes the place of the method's own in the companion. With {@code name = "g"} the companion has
   * {@code g} and {@code gWithValue}, and the records {@code GGrad} and {@code GWithValue}. Needed when two overloads
   * of a method are annotated, or when a generated name is already taken.
   *
   * @return the name; empty, the default, means the name of the annotated method
   */
  String name() default "";
}
