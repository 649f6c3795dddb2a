package dev.gradus.processor;

import static dev.gradus.processor.Compiled.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What {@code @Jvp} generates, by calling it. */
class JvpTest {
  @Test
  void tangentsFollowTheArguments() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Jvp;
        class Orbit {
          @Jvp(wrt = {"r", "time"})
          static double height(double r, double time, double phase) { return r * Math.sin(time + phase); }
        }""");
    Object h = c.call("demo.OrbitJvp", "height", 2.0, 0.5, 0.25, 10.0, 100.0);
    assertEquals(2 * Math.sin(0.75), get(h, "value"));
    assertEquals(10 * Math.sin(0.75) + 100 * (2 * Math.cos(0.75)), (double) get(h, "tangent"), 1e-12);
  }

  @Test
  void writtenArraysAreResults() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Jvp;
        class Euler {
          @Jvp(wrt = {"x", "h"})
          static void step(double[] x, double h) {
            for (int i = 0; i < x.length; i++) x[i] += h * x[i];
          }
          @Jvp
          static double stepAndSum(double[] x, double h) {
            step(x, h);
            double sum = 0;
            for (double v : x) sum += v;
            return sum;
          }
        }""");
    double[] x = {1, 2};
    Object stepped = c.call("demo.EulerJvp", "step", x, 0.5, new double[] {1, 0}, 1.0);
    assertArrayEquals(new double[] {1.5, 3}, (double[]) get(stepped, "value"));
    assertArrayEquals(new double[] {2.5, 2}, (double[]) get(stepped, "tangent"));
    assertArrayEquals(new double[] {1, 2}, x);
    Object both = c.call("demo.EulerJvp", "stepAndSum", x, 0.5, new double[] {1, 0});
    assertEquals(4.5, get(get(both, "value"), "value"));
    assertArrayEquals(new double[] {1.5, 3}, (double[]) get(get(both, "value"), "x"));
    assertEquals(1.5, get(get(both, "tangent"), "value"));
    assertArrayEquals(new double[] {1.5, 0}, (double[]) get(get(both, "tangent"), "x"));
  }

  @Test
  void whatIsNoFloatIsTakenFromTheValue() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Jvp;
        class Count {
          record Result(double sum, int n, boolean empty) {}
          @Jvp static Result sum(double[] x) {
            double s = 0;
            for (double v : x) s += v * v;
            return new Result(s, x.length, x.length == 0);
          }
        }""");
    Object r = c.call("demo.CountJvp", "sum", new double[] {1, 2}, new double[] {10, 0});
    assertEquals("Result[sum=5.0, n=2, empty=false]", get(r, "value").toString());
    assertEquals("Result[sum=20.0, n=2, empty=false]", get(r, "tangent").toString());
  }
}
