package demo;

import dev.gradus.Generated;

/**
 * Directional derivatives of methods of {@link Orbit}. Written by Gradus at every compilation.
 */
@Generated(
    from = Orbit.class,
    value = "jvp(height, wrt=(r,time))"
)
final class OrbitJvp {
  private OrbitJvp() {
  }

  /**
   * The derivative of {@link Orbit#height} along a direction of {@code r} and {@code time}: {@code jvp(height, wrt=(r,time))}.
   *
   * @param r that of {@code height}
   * @param time that of {@code height}
   * @param phase that of {@code height}
   * @param dr the tangent of {@code r}, of its shape
   * @param dTime the tangent of {@code time}, of its shape
   * @return the value and its tangent
   * @throws IllegalArgumentException if a tangent has another shape than its argument
   */
  static HeightJvp height(double r, double time, double phase, double dr, double dTime) {
    double t = time + phase;
    double sin = Math.sin(t);
    return new HeightJvp(r * sin, dr * sin + dTime * Math.cos(t) * r);
  }

  /**
   * The result of {@code Orbit.height}, and the direction in which it moves.
   *
   * @param value the result
   * @param tangent its tangent
   */
  record HeightJvp(double value, double tangent) {
  }
}
