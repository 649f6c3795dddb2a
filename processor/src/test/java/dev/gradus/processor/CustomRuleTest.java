package dev.gradus.processor;

import static dev.gradus.processor.Compiled.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** {@code @CustomVjp} and {@code @CustomJvp}, through javac. */
class CustomRuleTest {
  private static final String CLIP = """
      package demo;
      import dev.gradus.*;
      class Clip {
        record Clipped(double value, Bounds bounds) {}
        record Bounds(double lo, double hi) {}
        record Cotangents(double lo, double hi, double x) {}
        @CustomVjp(fwd = "clipForward", bwd = "clipBackward")
        static double clip(double lo, double hi, double x) { return x; }
        static Clipped clipForward(double lo, double hi, double x) { return new Clipped(x, new Bounds(lo, hi)); }
        static Cotangents clipBackward(Bounds b, double ct) { return new Cotangents(0, 0, Math.clamp(ct, b.lo(), b.hi())); }
        @Grad static double loss(double x) { return Math.exp(clip(-1, 1, 10 * x)); }
        @Grad static double helper(double[] x) { double sum = 0; for (double v : x) sum += inner(v); return sum; }
        private static double inner(double v) { return clip(-2, 2, v) * v * v; }
      }
      """;

  @Test
  void clippedGradient() throws Throwable {
    Compiled c = Compiled.of(CLIP);
    assertEquals(10.0, c.call("demo.ClipGrad", "loss", 1.0));
    assertEquals(10 * Math.exp(-20), c.call("demo.ClipGrad", "loss", -2.0));
    assertEquals(Math.exp(10), get(c.call("demo.ClipGrad", "lossWithValue", 1.0), "value"));
    assertArrayEquals(new double[] {2 * 9 + 2, 3 * 1.0}, (double[]) c.call("demo.ClipGrad", "helper", new double[] {3, 1}));
  }

  @Test
  void oneRuleForBothModes() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class Soft {
          record Moved(double value, double tangent) {}
          @CustomJvp("rule") @Grad @Jvp @Vjp
          static double log1pExp(double x) { return Math.log(1 + Math.exp(x)); }
          static Moved rule(double x, double dx) { return new Moved(log1pExp(x), (1 - 1 / (1 + Math.exp(x))) * dx); }
          @Grad @Jvp static double slope(double x) { return SoftGrad.log1pExp(x); }
          @Grad static double bend(double x) { return SoftJvp.slope(x, 1).tangent(); }
          @Grad(mode = Mode.FORWARD) static double twice(double[] x) { return log1pExp(x[0]) * log1pExp(log1pExp(x[1])); }
        }""");
    assertEquals(1.0, c.call("demo.SoftGrad", "log1pExp", 1000.0));
    assertEquals(1.0, get(c.call("demo.SoftJvp", "log1pExp", 1000.0, 1.0), "tangent"));
    double s = 1 / (1 + Math.exp(-0.3));
    assertEquals(s, (double) c.call("demo.SoftGrad", "log1pExp", 0.3), 1e-15);
    assertEquals(s * (1 - s), (double) c.call("demo.SoftGrad", "slope", 0.3), 1e-15);
    assertEquals(s * (1 - s) * (1 - 2 * s), (double) c.call("demo.SoftGrad", "bend", 0.3), 1e-15);
    Object kept = c.call("demo.SoftVjp", "log1pExp", 0.3);
    assertEquals(2 * s, (double) get(kept, "pullback", 2.0), 1e-15);
    double[] g = (double[]) c.call("demo.SoftGrad", "twice", new double[] {0.3, 0.4});
    assertEquals(s * Math.log1p(1 + Math.exp(0.4)), g[0], 1e-15);
  }

  @Test
  void recordsAndIntegersAmongTheParameters() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class Net {
          record Params(double[] w, int n, float b) {}
          record Out(double y, double z) {}
          record Kept(double[] x, Params p) {}
          record Forward(Out out, Kept kept) {}
          record Back(Params p, double[] x) {}
          @CustomVjp(fwd = "Rules.forward", bwd = "Rules.back")
          static Out apply(Params p, int k, double[] x) { return new Out(p.w()[k] * x[k], p.b() * p.n()); }
          static class Rules {
            static Forward forward(Params p, int k, double[] x) { return new Forward(apply(p, k, x), new Kept(x, p)); }
            static Back back(Kept kept, Out ct) {
              double[] w = new double[kept.x().length];
              double[] x = new double[kept.x().length];
              for (int i = 0; i < w.length; i++) { w[i] = 100 * ct.y() + kept.x()[i]; x[i] = 10 * kept.p().w()[i] * ct.y(); }
              return new Back(new Params(w, 7, (float) ct.z()), x);
            }
          }
          @Grad(wrt = {"p", "x"}) static double loss(Params p, double[] x) {
            Out o = apply(p, 1, x);
            Out q = apply(p, 0, x);
            return o.y() + 2 * o.z() + q.z() + x[0];
          }
        }""");
    Object p = c.make("demo.Net$Params", new double[] {2, 3}, 4, 5f);
    Object g = c.call("demo.NetGrad", "loss", p, new double[] {7, 11});
    assertArrayEquals(new double[] {100 + 2 * 7, 100 + 2 * 11}, (double[]) get(get(g, "p"), "w"));
    assertEquals(3f, get(get(g, "p"), "b"));
    assertArrayEquals(new double[] {20 + 1, 30}, (double[]) get(g, "x"));
  }

  private static final String LIBRARY = """
      package demo;
      import dev.gradus.*;
      import java.util.Arrays;
      class Lib {
        record Moved(double value, double tangent) {}
        record MovedArray(double[] value, double[] tangent) {}
        static int calls;
        @CustomJvp("meanRule")
        static double mean(double[] x, int n) { calls++; return Arrays.stream(x, 0, n).average().orElse(0); }
        static Moved meanRule(double[] x, int n, double[] dx) {
          double sum = 0;
          for (int i = 0; i < n; i++) sum += dx[i];
          return new Moved(mean(x, n), sum / n);
        }
        @CustomJvp("sortRule")
        static double[] sorted(double[] x) { return Arrays.stream(x).sorted().toArray(); }
        static MovedArray sortRule(double[] x, double[] dx) { return new MovedArray(sorted(x), dx.clone()); }
        @Grad @Jvp @Vjp static double f(double[] x) {
          double m = mean(x, x.length);
          double[] y = sorted(x);
          y[0] *= m;
          return y[0] + m * m;
        }
        @Grad static double still(double[] x, double k) { return k * mean(x, 2); }
        @Grad static double slope(double[] x) { return LibGrad.f(x)[0] * x[0]; }
      }
      """;

  @Test
  void whatCannotBeReadIsCalled() throws Throwable {
    Compiled c = Compiled.of(LIBRARY);
    double[] x = {3, 1, 5};
    // y0 m + m², with y0 the least, taken for x0 by the rule: y0/3 + 2m/3, and m for x0
    assertArrayEquals(new double[] {1 / 3.0 + 2 + 3, 1 / 3.0 + 2, 1 / 3.0 + 2}, (double[]) c.call("demo.LibGrad", "f", x), 1e-14);
    assertEquals(3 + 9.0, get(c.call("demo.LibGrad", "fWithValue", x), "value"));
    assertEquals(1 / 3.0 + 2 + 3, (double) get(c.call("demo.LibJvp", "f", x, new double[] {1, 0, 0}), "tangent"), 1e-14);
    assertArrayEquals(new double[] {3, 1, 5}, x);
    c.call("demo.LibGrad", "still", x, 2.0);
    c.call("demo.LibGrad", "slope", x);
    String grad = Compiled.of(LIBRARY).source("demo.LibGrad");
    assertTrue(grad.contains("Lib.mean(x, ") && !grad.contains("demo.Lib."), grad);
    assertTrue(grad.contains("ArrayValues.copy(Lib.sorted(x))") || grad.contains("ArrayValues.copy("), grad);
  }

  @Test
  void aValueThatNobodyNeedsIsNotComputed() throws Throwable {
    Compiled c = Compiled.of(LIBRARY);
    assertArrayEquals(new double[] {1, 1, 0}, (double[]) c.call("demo.LibGrad", "still", new double[] {3, 1, 5}, 2.0));
    var calls = c.type("demo.Lib").getDeclaredField("calls");
    calls.setAccessible(true);
    assertEquals(0, calls.get(null));
  }
}
