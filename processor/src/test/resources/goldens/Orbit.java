package demo;

import dev.gradus.Jvp;

final class Orbit {
  @Jvp(wrt = {"r", "time"})
  static double height(double r, double time, double phase) {
    return r * Math.sin(time + phase);
  }
}
