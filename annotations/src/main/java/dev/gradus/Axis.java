package dev.gradus;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The axis of one parameter, or of a component of a record, where a batch does not have one axis for all of it: in {@link Vmap#axes}.
 *
 * {@snippet :
 * record Params(double scale, double[] w) {}
 *
 * @Vmap(axes = @Axis(of = "params.scale", is = Vmap.NONE))
 * static double predict(Params params, double[] x) { … }
 *
 * double[] y = ModelVmap.predict(new ParamsBatchSharingScale(0.5, ws), xs);
 * }
 *
 * (JAX: {@code in_axes} with a tree of axes for an argument that is a tree.)
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Axis {
  /**
   * What has this axis: a parameter, or {@code "return"} for what the method returns, and from there on components of records, as in
   * {@code "params.layer.w"}. What is said of a component goes before what is said of the record.
   *
   * @return the parameter or component
   */
  String of();

  /**
   * The axis, or {@link Vmap#NONE} for what all lanes share.
   *
   * @return the axis
   */
  int is();
}
