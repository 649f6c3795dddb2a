package dev.gradus.processor;

import static dev.gradus.processor.Compiled.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What {@code @Vjp} generates, by calling it. */
class VjpTest {
  private static final String LAYER = """
      package demo;
      import dev.gradus.Vjp;
      class Layer {
        @Vjp(wrt = {"w", "x"})
        static double[] apply(double[][] w, double[] x) {
          double[] y = new double[w.length];
          for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) y[i] += w[i][j] * x[j];
            y[i] = y[i] * y[i];
          }
          return y;
        }
      }""";

  @Test
  void pullbacksCanBeCalledAgainWhateverHappensToTheArguments() throws Throwable {
    Compiled c = Compiled.of(LAYER);
    double[][] w = {{1, 2}, {3, 4}};
    double[] x = {5, 6};
    Object layer = c.call("demo.LayerVjp", "apply", w, x);
    assertArrayEquals(new double[] {17 * 17, 39 * 39}, (double[]) get(layer, "value"));
    double[] seed = {1, 0};
    for (int i = 0; i < 3; i++) {
      Object back = get(layer, "pullback", (Object) seed);
      assertArrayEquals(new double[][] {{2 * 17 * 5, 2 * 17 * 6}, {0, 0}}, (double[][]) get(back, "w"));
      assertArrayEquals(new double[] {2 * 17, 2 * 17 * 2}, (double[]) get(back, "x"));
      w[0][0] = 100;
      x[0] = 100;
      ((double[]) get(layer, "value"))[0] = 0;
      ((double[]) get(back, "x"))[0] = 0;
    }
    assertArrayEquals(new double[] {1, 0}, seed);
  }

  @Test
  void oneParameterGivesItsOwnType() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Vjp;
        class Scale {
          record Pair(double a, double b, int n) {}
          @Vjp static Pair twist(Pair p) { return new Pair(p.a() * p.b(), p.a() + p.b(), p.n() + 1); }
        }""");
    Object v = c.call("demo.ScaleVjp", "twist", c.make("demo.Scale$Pair", 2.0, 3.0, 7));
    assertEquals("Pair[a=6.0, b=5.0, n=8]", get(v, "value").toString());
    assertEquals("Pair[a=31.0, b=21.0, n=7]", get(v, "pullback", c.make("demo.Scale$Pair", 10.0, 1.0, 0)).toString());
  }

  @Test
  void writtenArraysHaveCotangentsToo() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Vjp;
        class Shift {
          @Vjp static double rotate(double[] x, int[] times) {
            double first = x[0];
            for (int i = 0; i + 1 < x.length; i++) x[i] = x[i + 1];
            x[x.length - 1] = first * first;
            times[0]++;
            return first;
          }
        }""");
    double[] x = {3, 4, 5};
    int[] times = {1};
    Object v = c.call("demo.ShiftVjp", "rotate", x, times);
    Object value = get(v, "value");
    assertEquals(3.0, get(value, "value"));
    assertArrayEquals(new double[] {4, 5, 9}, (double[]) get(value, "x"));
    assertArrayEquals(new int[] {2}, (int[]) get(value, "times"));
    Object seed = c.make("demo.ShiftVjp$RotateResult", 1.0, new double[] {10, 100, 1000}, new int[0]);
    assertArrayEquals(new double[] {6001, 10, 100}, (double[]) get(v, "pullback", seed));
    assertArrayEquals(new double[] {3, 4, 5}, x);
    assertArrayEquals(new int[] {1}, times);
  }
}
