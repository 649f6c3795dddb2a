package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** {@code Lax.stopGradient} in companions. */
class StopGradientTest {
  private static final String PROGRAM = """
      package demo;
      import dev.gradus.Grad;
      import dev.gradus.Jvp;
      import dev.gradus.lax.Lax;
      class Still {
        @Grad @Jvp static double half(double x) { return x * Lax.stopGradient(x); }
        @Grad static double ofSlope(double x) { return x * StillGrad.half(x); }
        @Grad static double ofTangent(double x) { return x * StillJvp.half(x, 1).tangent(); }
        @Grad static double rounded(double[] x) {
          double sum = 0;
          for (double v : x) { double r = v + Lax.stopGradient(Math.rint(v) - v); sum += r * r; }
          return sum;
        }
      }
      """;

  @Test
  void holdsAtEveryOrder() throws Throwable {
    Compiled c = Compiled.of(PROGRAM);
    assertEquals(3.0, c.call("demo.StillGrad", "half", 3.0));
    assertEquals(3.0, c.call("demo.StillGrad", "ofSlope", 3.0));
    assertEquals(3.0, c.call("demo.StillGrad", "ofTangent", 3.0));
    assertArrayEquals(new double[] {4, -2}, (double[]) c.call("demo.StillGrad", "rounded", new double[] {2.3, -0.6}));
  }

  @Test
  void isWrittenAsNothing() {
    String grad = Compiled.of(PROGRAM).source("demo.StillGrad");
    assertTrue(grad.contains("static double half(double x) {\n    return x;\n"), grad);
    assertTrue(grad.contains("new HalfWithValue(x * x, x)"), grad);
  }
}
