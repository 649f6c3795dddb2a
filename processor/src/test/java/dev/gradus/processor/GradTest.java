package dev.gradus.processor;

import static dev.gradus.processor.Compiled.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code @Grad} generates, by calling it. */
class GradTest {
  @Test
  void theFirstParameterIsTheDefault() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Wave {
          @Grad static double height(double t, double k) { return Math.sin(k * t); }
        }""");
    assertEquals(3 * Math.cos(1.5), c.call("demo.WaveGrad", "height", 0.5, 3.0));
    Object both = c.call("demo.WaveGrad", "heightWithValue", 0.5, 3.0);
    assertEquals(Math.sin(1.5), get(both, "value"));
    assertEquals(3 * Math.cos(1.5), get(both, "grad"));
  }

  @Test
  void severalParametersMakeARecordInTheirOrder() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Line {
          @Grad(wrt = {"b", "x", "w"})
          static float loss(float w, float b, float[] x) {
            float sum = 0;
            for (int i = 0; i < x.length; i++) sum += (w * x[i] + b) * x[i];
            return sum;
          }
        }""");
    Object g = c.call("demo.LineGrad", "loss", 2f, 3f, new float[] {1, 10});
    assertEquals("demo.LineGrad$LossGrad", g.getClass().getName());
    assertEquals(List.of("b", "x", "w"),
        Arrays.stream(g.getClass().getRecordComponents()).map(r -> r.getName()).toList());
    assertEquals(11f, get(g, "b"));
    assertArrayEquals(new float[] {7, 43}, (float[]) get(g, "x"));
    assertEquals(101f, get(g, "w"));
  }

  @Test
  void switchesAndWholeArrayMethods() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        import java.util.Arrays;
        class Cases {
          @Grad static double shifted(double[] x, int kind, int from) {
            double[] a = Arrays.copyOf(x, x.length + 1);
            System.arraycopy(a, from, a, 1, x.length);
            Arrays.fill(a, 0, 1, x[1]);
            double scale = switch (kind) {
              case 0 -> 2;
              case 1, 2 -> {
                for (double v : x) if (v > 5) yield v;
                yield 3;
              }
              default -> x[0];
            };
            switch (kind) {
              case 0: scale *= x[2];
              case 1: scale += 1; break;
              default: scale *= scale;
            }
            return scale * (a[0] * a[1] + a[3]);
          }
        }""");
    assertArrayEquals(new double[] {21, 14, 25}, grad(c, 0, 0), 1e-12);
    assertArrayEquals(new double[] {12, 8, 4}, grad(c, 1, 0), 1e-12);
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> grad(c, 0, 2));
  }

  private static double[] grad(Compiled c, int kind, int from) throws Throwable {
    return (double[]) c.call("demo.CasesGrad", "shifted", new double[] {2, 3, 3}, kind, from);
  }

  @Test
  void argumentsAreNeverWritten() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Squares {
          @Grad static double norm(double[] x) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
              x[i] *= x[i];
              sum += x[i];
            }
            return sum;
          }
        }""");
    double[] x = {1, 2, 3};
    assertArrayEquals(new double[] {2, 4, 6}, (double[]) c.call("demo.SquaresGrad", "norm", (Object) x));
    assertArrayEquals(new double[] {1, 2, 3}, x);
  }

  @Test
  void aWrittenArrayMustNotBePassedTwice() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Steps {
          @Grad static double f(double[] x, double[] y, double[][] m) {
            x[0] = x[0] * y[0] + m[0][0];
            return x[0] * y[0];
          }
        }""");
    double[] a = {2};
    double[] b = {3};
    double[][] one = {{1}};
    assertArrayEquals(new double[] {9}, (double[]) c.call("demo.StepsGrad", "f", a, b, one));
    String same = assertThrows(IllegalArgumentException.class, () -> c.call("demo.StepsGrad", "f", a, a, one)).getMessage();
    assertEquals("f writes x, which must not share memory with y", same);
    double[][] withA = {{1}, a};
    String row = assertThrows(IllegalArgumentException.class, () -> c.call("demo.StepsGrad", "fWithValue", a, b, withA)).getMessage();
    assertEquals("f writes x, which must not share memory with m", row);
    double[][] withB = {b};
    assertArrayEquals(new double[] {9}, (double[]) c.call("demo.StepsGrad", "f", a, b, withB), "what is only read may be passed twice");
  }

  private static final String RECORDS = """
      package demo;
      import dev.gradus.Grad;
      class Net {
        record Layer(double[] w, double b, int inputs, int[] order) {}
        record Model(Layer first, double scale, Meta meta) {}
        record Meta(int version) {}
        @Grad static double out(Model m, double x) {
          return m.scale() * (m.first().w()[0] * x + m.first().b());
        }
      }""";

  @Test
  void rowsOfAWrittenArrayMustBeDifferentArrays() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Rows {
          @Grad static double f(double[][] m, double[][] x) {
            m[0][0] = m[0][0] * m[1][0];
            return m[0][0] * x[0][0];
          }
        }""");
    double[] row = {2};
    double[][] x = {{4}};
    assertArrayEquals(new double[][] {{20}, {8}}, (double[][]) c.call("demo.RowsGrad", "f", new double[][] {row, {5}}, x));
    double[][] repeated = {row, row};
    String twice = assertThrows(IllegalArgumentException.class, () -> c.call("demo.RowsGrad", "f", repeated, x)).getMessage();
    assertEquals("f writes m, of which no two rows may be the same array", twice);
    double[][] m = {{5}, row};
    String shared = assertThrows(IllegalArgumentException.class, () -> c.call("demo.RowsGrad", "f", m, new double[][] {row})).getMessage();
    assertEquals("f writes m, which must not share memory with x", shared);
  }

  @Test
  void theGradientOfARecordIsTheSameRecord() throws Throwable {
    Compiled c = Compiled.of(RECORDS);
    int[] order = {1, 2};
    Object layer = c.make("demo.Net$Layer", new double[] {5, 6}, 7.0, 2, order);
    Object meta = c.make("demo.Net$Meta", 4);
    Object g = c.call("demo.NetGrad", "out", c.make("demo.Net$Model", layer, 10.0, meta), 3.0);
    assertEquals("demo.Net$Model", g.getClass().getName());
    assertEquals(22.0, get(g, "scale"));
    assertArrayEquals(new double[] {30, 0}, (double[]) get(get(g, "first"), "w"));
    assertEquals(10.0, get(get(g, "first"), "b"));
    assertEquals(2, get(get(g, "first"), "inputs"));
    assertSame(order, get(get(g, "first"), "order"));
    assertSame(meta, get(g, "meta"));
    assertNotSame(layer, get(g, "first"));
  }

  @Test
  void aRecordWhoseConstructorChecksHasATwin() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Gas {
          record Positive(double value) {
            Positive {
              if (value < 0) throw new IllegalArgumentException();
            }
          }
          record State(Positive volume, double t) {}
          @Grad(wrt = {"s", "v"}) static double pressure(State s, Positive v, double r) {
            return r * s.t() / s.volume().value() - v.value();
          }
        }""");
    Object volume = c.make("demo.Gas$Positive", 2.0);
    Object g = c.call("demo.GasGrad", "pressure", c.make("demo.Gas$State", volume, 3.0), volume, 4.0);
    assertEquals("demo.GasGrad$StateCotangent", get(g, "s").getClass().getName());
    assertEquals("demo.GasGrad$PositiveCotangent", get(g, "v").getClass().getName());
    assertEquals(-3.0, get(get(get(g, "s"), "volume"), "value"));
    assertEquals(2.0, get(get(g, "s"), "t"));
    assertEquals(-1.0, get(get(g, "v"), "value"));
  }

  @Test
  void forwardModeGivesTheSame() throws Throwable {
    String method = "static double f(double a, double[] x) { double s = 0; for (double v : x) s += Math.exp(a * v); return s; }";
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          @Grad(wrt = {"a", "x"}, mode = Mode.FORWARD) %s
        }""".formatted(method), """
        package demo;
        import dev.gradus.*;
        class R {
          @Grad(wrt = {"a", "x"}) %s
        }""".formatted(method));
    double[] x = {0.5, -1, 2};
    Object forward = c.call("demo.FGrad", "f", 0.25, x);
    Object reverse = c.call("demo.RGrad", "f", 0.25, x);
    assertEquals((double) get(reverse, "a"), (double) get(forward, "a"), 1e-14);
    assertArrayEquals((double[]) get(reverse, "x"), (double[]) get(forward, "x"), 1e-14);
  }

  @Test
  void helpersOfOtherFilesAreReadAndNamed() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Uses {
          @Grad static double f(double x) { return Helper.square(x) + x; }
        }""", """
        package demo;
        class Helper {
          static double square(double x) { return x * x; }
        }""");
    assertEquals(7.0, c.call("demo.UsesGrad", "f", 3.0));
    String text = c.source("demo.UsesGrad");
    assertTrue(text.contains("from = {Uses.class, Helper.class}"), text);
  }

  @Test
  void whatElseIsComputedIsHandedOut() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Fitter {
          record Inner(int[] counts, boolean odd) {}
          record Fit(double loss, double[] grad, Inner inner) {}
          @Grad(wrt = {"w", "b"}, hasAux = true)
          static Fit fit(double[] w, double b) {
            int[] counts = {w.length, 7};
            return new Fit(w[0] * w[1] * b, w, new Inner(counts, w.length % 2 == 1));
          }
          static double use(FitterGrad.FitWithAux aux, FitterGrad.FitWithValue both) {
            return aux.grad().b() + aux.grad_()[0] + aux.inner().counts()[1] + both.value().loss() + both.grad().w()[0];
          }
        }""");
    double[] w = {2, 3};
    Object aux = c.call("demo.FitterGrad", "fit", w, 5.0);
    Object both = c.call("demo.FitterGrad", "fitWithValue", w, 5.0);
    assertEquals(6 + 2 + 7 + 30 + 15.0, c.call("demo.Fitter", "use", aux, both));
    assertNotSame(w, get(aux, "grad_"));
    assertEquals(false, get(get(aux, "inner"), "odd"));
  }

  @Test
  void kindsDifferInForwardMode() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class Kinds {
          @Grad(wrt = {"x", "y"}, mode = Mode.FORWARD) static double f(float x, float[] y) { return (double) x * x * y[0]; }
        }""");
    assertEquals(12f, get(c.call("demo.KindsGrad", "f", 2f, new float[] {3}), "x"));
    assertArrayEquals(new float[] {4}, (float[]) get(c.call("demo.KindsGrad", "f", 2f, new float[] {3}), "y"));
  }
}
