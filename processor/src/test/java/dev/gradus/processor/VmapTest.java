package dev.gradus.processor;

import static dev.gradus.processor.Compiled.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What {@code @Vmap} generates, by calling it. */
class VmapTest {
  private static final double[] XS = {1, 2, 3};

  @Test
  void numbersBecomeArrays() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          @Vmap(in = {0, Vmap.NONE, -1})
          static boolean above(double x, double bound, int[] shift) { return x + shift[0] > bound; }
          @Vmap
          static double[] twice(double[] v) { double[] r = v.clone(); for (int i = 0; i < r.length; i++) r[i] *= 2; return r; }
        }""");
    assertArrayEquals(new boolean[] {false, true, true}, (boolean[]) c.call("demo.FVmap", "above", XS, 2.5, new int[][] {{0, 1, 0}}));
    assertArrayEquals(new double[][] {{2, 4}, {6, 8}}, (double[][]) c.call("demo.FVmap", "twice", (Object) new double[][] {{1, 2}, {3, 4}}));
    Throwable t = assertThrows(IllegalArgumentException.class, () -> c.call("demo.FVmap", "above", XS, 2.5, new int[][] {{0, 1}}));
    assertEquals("above: axis 1 of shift has size 2, axis 0 of x has size 3", t.getMessage());
  }

  @Test
  void recordsHaveTwins() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          record Point(double x, double y) {}
          record Line(Point from, Point to, int[] tags) {}
          @Vmap
          static Line moved(Line line, double by) {
            return new Line(new Point(line.from().x() + by, line.from().y()), line.to(), line.tags().clone());
          }
          @Vmap(in = {Vmap.NONE, 0})
          static Point scaled(Point p, double by) { return new Point(p.x() * by, p.y() * by); }
        }""");
    Object p = c.make("demo.F$Point", 2.0, 5.0);
    Object scaled = c.call("demo.FVmap", "scaled", p, XS);
    assertEquals("Point[x=6.0, y=15.0]", get(scaled, "get", 2).toString());
    assertEquals(3, get(scaled, "size"));
    Object lines = c.make("demo.F_LineBatch", scaled, scaled, new int[][] {{1}, {2}, {3}});
    Object moved = c.call("demo.FVmap", "moved", lines, new double[] {10, 20, 30});
    assertEquals("Point[x=24.0, y=10.0]", get(get(moved, "get", 1), "from").toString());
    assertEquals("Point[x=4.0, y=10.0]", get(get(moved, "get", 1), "to").toString());
  }

  @Test
  void derivativesAreBatchedBelow() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class Model {
          @Vmap(in = {Vmap.NONE, 0, 0})
          @Grad
          static double loss(double[] w, double[] x, double y) {
            double sum = -y;
            for (int i = 0; i < w.length; i++) sum += w[i] * x[i];
            return sum * sum;
          }
          @Vmap @Grad(wrt = {"a", "b"})
          static double product(double a, double b) { return a * b; }
          @Vmap @Jvp
          static double square(double a) { return a * a; }
        }""");
    double[][] xs = {{1, 2}, {3, 4}};
    double[] w = {1, 1};
    assertArrayEquals(new double[][] {{2 * 3 * 1, 2 * 3 * 2}, {2 * 8 * 3, 2 * 8 * 4}},
        (double[][]) c.call("demo.ModelVmap", "loss", w, xs, new double[] {0, -1}));
    Object both = c.call("demo.ModelVmap", "lossWithValue", w, xs, new double[] {0, -1});
    assertArrayEquals(new double[] {9, 64}, (double[]) get(both, "value"));
    Object products = c.call("demo.ModelVmap", "product", XS, new double[] {4, 5, 6});
    assertArrayEquals(new double[] {4, 5, 6}, (double[]) get(products, "a"));
    Object one = get(products, "get", 1);
    assertEquals(2.0, get(one, "b"));
    Object moved = c.call("demo.ModelVmap", "square", XS, new double[] {1, 1, 10});
    assertArrayEquals(new double[] {2, 4, 60}, (double[]) get(moved, "tangent"));
  }

  @Test
  void writtenArraysAreWritten() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          @Vmap
          static void scale(double[] a, double by) { for (int i = 0; i < a.length; i++) a[i] *= by; }
          @Vmap(in = {1, 0}, name = "scaleColumns")
          static double columns(double[] a, double by) { scale(a, by); return a[0]; }
        }""");
    double[][] a = {{1, 2}, {3, 4}};
    c.call("demo.FVmap", "scale", a, new double[] {10, 100});
    assertArrayEquals(new double[][] {{10, 20}, {300, 400}}, a);
    assertArrayEquals(new double[] {10, 40}, (double[]) c.call("demo.FVmap", "scaleColumns", a, new double[] {1, 2}));
    assertArrayEquals(new double[][] {{10, 40}, {300, 800}}, a);
  }

  @Test
  void companionsCompose() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          record P(double u, double v) {}
          @Vmap static P f(P p, double x) { return new P(p.u() * x, p.v() + x * x); }
          @Vmap(in = {0, Vmap.NONE}) static P_Holder.Both twice(F_PBatch p, double[] x) { return new P_Holder.Both(FVmap.f(p, x).u(), x[0]); }
          @Vmap(in = {Vmap.NONE, 0}) static F_PBatch rows(F_PBatch p, double[] x) { return FVmap.f(p, x); }
          @Grad(wrt = "x") static double sum(F_PBatch p, double[] x) {
            double sum = 0;
            F_PBatch r = FVmap.f(p, x);
            for (int i = 0; i < x.length; i++) sum += r.u()[i] + r.v()[i];
            return sum;
          }
          @Vmap static void scale(double[] a, double by) { for (int i = 0; i < a.length; i++) a[i] *= by; }
          @Grad static double scaled(double[] by, double[][] a) {
            double[][] own = new double[a.length][];
            for (int i = 0; i < a.length; i++) own[i] = a[i].clone();
            FVmap.scale(own, by);
            double sum = 0;
            for (double[] row : own) for (double v : row) sum += v;
            return sum;
          }
        }
        class P_Holder { record Both(double[] u, double x) {} }""");
    Object p = c.make("demo.F_PBatch", XS, XS);
    assertArrayEquals(new double[] {1 + 2 * 4, 2 + 2 * 5, 3 + 2 * 6}, (double[]) c.call("demo.FGrad", "sum", p, new double[] {4, 5, 6}));
    assertArrayEquals(new double[] {3, 7}, (double[]) c.call("demo.FGrad", "scaled", new double[] {1, 1}, new double[][] {{1, 2}, {3, 4}}));
    Object rows = c.call("demo.FVmap", "rows", p, new double[][] {{1, 1, 1}, {2, 2, 2}});
    assertArrayEquals(new double[][] {{1, 2, 3}, {2, 4, 6}}, (double[][]) get(rows, "u"));
  }
}
