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
    assertArrayEquals(new double[][] {{2, 4}, {6, 8}},
        (double[][]) c.call("demo.FVmap", "twice", (Object) new double[][] {{1, 2}, {3, 4}}));
    Throwable t = assertThrows(IllegalArgumentException.class, () -> c.call("demo.FVmap", "above", XS, 2.5, new int[][] {{0, 1}}));
    assertEquals("FVmap.above: axis 1 of shift has size 2, axis 0 of x has size 3", t.getMessage());
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
          @Vmap(in = {0, Vmap.NONE}) static P_Holder.Both twice(F_PBatch p, double[] x) {
            return new P_Holder.Both(FVmap.f(p, x).u(), x[0]);
          }
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

  @Test
  void branchesThatAreNotTakenMakeNoNaN() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          @Vmap static double root(double x) { return x > 0 ? Math.sqrt(x) : 0; }
          @Grad static double total(double[] xs) { double sum = 0; for (double r : FVmap.root(xs)) sum += r; return sum; }
          @Vmap @Grad static double slope(double x) { return root(x); }
        }""");
    assertArrayEquals(new double[] {0, 0.25}, (double[]) c.call("demo.FGrad", "total", (Object) new double[] {0, 4}));
    assertArrayEquals(new double[] {0, 0.25}, (double[]) c.call("demo.FVmap", "slope", (Object) new double[] {0, 4}));
  }

  @Test
  void lanesGoOnByThemselves() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          @Vmap static int steps(long n) { int k = 0; while (n != 1) { n = n % 2 == 0 ? n / 2 : 3 * n + 1; k++; } return k; }
          @Vmap(in = {0, Vmap.NONE}) static int gcd(int a, int b) { return b == 0 ? a : gcd(b, a % b); }
          @Vmap @Grad static double power(double x, int n) { return n == 0 ? 1 : x * power(x, n - 1); }
          @Vmap static double inverse(double x) { if (x == 0) throw new IllegalStateException("zero"); return 1 / x; }
        }""");
    assertArrayEquals(new int[] {0, 1, 7, 111}, (int[]) c.call("demo.FVmap", "steps", (Object) new long[] {1, 2, 3, 27}));
    assertArrayEquals(new int[] {4, 3, 12}, (int[]) c.call("demo.FVmap", "gcd", new int[] {8, 9, 24}, 12));
    assertArrayEquals(new double[] {0, 1, 12}, (double[]) c.call("demo.FVmap", "power", new double[] {2, 3, 2}, new int[] {0, 1, 3}));
    assertThrows(IllegalStateException.class, () -> c.call("demo.FVmap", "inverse", (Object) new double[] {1, 0}));
  }

  /** One @Vmap inside another: every pair of rows. */
  @Test
  void batchesOfBatches() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class Kernel {
          @Vmap(in = {Vmap.NONE, 0}, name = "row") static double near(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
            return sum;
          }
          @Vmap(in = {0, Vmap.NONE}) static double[] matrix(double[] a, double[][] bs) { return KernelVmap.row(a, bs); }
          @Vmap(in = {0, Vmap.NONE}, out = 1) static double[] columns(double[] a, double[][] bs) { return KernelVmap.row(a, bs); }
        }""");
    double[][] a = {{0, 0}, {1, 2}};
    double[][] b = {{0, 1}, {1, 2}, {3, 3}};
    double[][] all = (double[][]) c.call("demo.KernelVmap", "matrix", a, b);
    assertArrayEquals(new double[][] {{1, 5, 18}, {2, 0, 5}}, all);
    assertArrayEquals(new double[][] {{1, 2}, {5, 0}, {18, 5}}, (double[][]) c.call("demo.KernelVmap", "columns", a, b));
  }

  @Test
  void tangentsHaveAxesOfTheirOwn() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          @Vmap(in = {Vmap.NONE, 0, 1}, out = 1) @Jvp
          static double[] scaled(double[] a, double by) {
            double[] r = a.clone();
            for (int i = 0; i < r.length; i++) r[i] *= by;
            return r;
          }
        }""");
    Object moved = c.call("demo.FVmap", "scaled", new double[] {1, 2}, new double[] {10, 100, 1000}, new double[][] {{1, 0, 1}, {0, 1, 1}});
    assertArrayEquals(new double[][] {{10, 100, 1000}, {20, 200, 2000}}, (double[][]) get(moved, "value"));
    assertArrayEquals(new double[][] {{10, 0, 1000}, {0, 100, 1000}}, (double[][]) get(moved, "tangent"));
  }

  /** A gradient along an axis that its value does not have. */
  @Test
  void outIsMeantForTheGradient() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          record Fit(double loss, double[] errors) {}
          @Vmap(in = {1, 0}, out = 1) @Grad
          static double f(double[] v, double by) { return by * v[0] * v[1]; }
          @Vmap(in = {1, 0}, out = -2, name = "fit") @Grad(hasAux = true, name = "fit")
          static Fit fit(double[] v, double by) { return new Fit(f(v, by), v.clone()); }
          @Vmap static double[] values(double[] v) {
            return FVmap.fWithValue(new double[][] {{v[0]}, {v[1]}}, new double[] {1}).value();
          }
        }""");
    double[][] v = {{1, 2, 3}, {4, 5, 6}};
    double[][] gradients = {{4, 50, 600}, {1, 20, 300}};
    double[] by = {1, 10, 100};
    assertArrayEquals(gradients, (double[][]) c.call("demo.FVmap", "f", v, by));
    Object both = c.call("demo.FVmap", "fWithValue", v, by);
    assertArrayEquals(new double[] {4, 100, 1800}, (double[]) get(both, "value"));
    assertArrayEquals(gradients, (double[][]) get(both, "grad"));
    Object fit = c.call("demo.FVmap", "fitWithValue", v, by);
    assertArrayEquals(new double[] {4, 100, 1800}, (double[]) get(get(fit, "value"), "loss"));
    assertArrayEquals(new double[][] {{4, 1}, {50, 20}, {600, 300}}, (double[][]) get(fit, "grad"));
    assertArrayEquals(new double[][] {{2}, {12}}, (double[][]) c.call("demo.FVmap", "values", (Object) new double[][] {{1, 2}, {3, 4}}));
  }

  @Test
  void whatIsTheSameInAllLanes() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          record Both(double x, double w) {}
          @Vmap(in = {0, Vmap.NONE}) static Both f(double x, double w) { return new Both(x * w, w + 1); }
          @Vmap(in = {0, Vmap.NONE}, out = Vmap.NONE) static double[] g(double x, double[] w) { return w; }
          enum Side { LEFT, RIGHT }
          sealed interface Shape permits Round {}
          record Round(double r) implements Shape {}
          @Vmap(in = {0, Vmap.NONE, Vmap.NONE}) static double h(double x, Side side, Shape[] shapes) {
            return side == Side.LEFT && shapes[0] instanceof Round(double r) ? x * r : x;
          }
          static double[] use(double[] x) { return FVmap.h(x, Side.LEFT, new Shape[] {new Round(10)}); }
        }""");
    Object both = c.call("demo.FVmap", "f", XS, 10.0);
    assertArrayEquals(new double[] {11, 11, 11}, (double[]) get(both, "w"));
    double[] w = {7};
    assertArrayEquals(w, (double[]) c.call("demo.FVmap", "g", XS, w));
    assertArrayEquals(new double[] {10, 20, 30}, (double[]) c.call("demo.F", "use", (Object) XS));
  }

  /** A nested class cannot be called like the one around it, so {@code LossGrad.loss} gives a {@code LossGrad.LossGrad_}. */
  @Test
  void methodsCalledLikeTheirClass() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class Loss {
          @Vmap @Grad(wrt = {"w", "b"}) static double loss(double w, double b) { return w * w * b; }
          @Jvp static double lossGrad(double w) {
            LossGrad_LossGrad_Batch g = LossVmap.loss(new double[] {w}, new double[] {3});
            LossGrad.LossGrad_ first = g.get(0);
            return first.w() + LossGrad.loss(w, 1).b();
          }
          @Vmap(name = "moved") static LossJvp.LossGradJvp moved(double w, double d) { return LossJvp.lossGrad(w, d); }
        }
        class Speed {
          @Vmap @Jvp static double speed(double x) { return x * x; }
          @Vmap(name = "again") static SpeedJvp.SpeedJvp_ again(double x) { return SpeedJvp.speed(x, 1); }
        }""");
    Object moved = c.call("demo.LossVmap", "moved", new double[] {1, 2}, new double[] {1, 1});
    assertArrayEquals(new double[] {6 + 1, 12 + 4}, (double[]) get(moved, "value"));
    assertArrayEquals(new double[] {6 + 2, 6 + 4}, (double[]) get(moved, "tangent"));
    assertArrayEquals(new double[] {2, 4}, (double[]) get(c.call("demo.SpeedVmap", "speed", new double[] {1, 2}, new double[] {1, 1}), "tangent"));
    assertEquals("SpeedJvp_[value=9.0, tangent=6.0]", get(c.call("demo.SpeedVmap", "again", (Object) new double[] {3}), "get", 0).toString());
  }

  /** As long as they have no lanes. */
  @Test
  void variableArgumentsStay() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          @Vmap(in = {0, Vmap.NONE}) @Grad(wrt = {"x", "c"}) static double f(double x, double... c) {
            double sum = 0;
            for (int i = c.length - 1; i >= 0; i--) sum = sum * x + c[i];
            return sum;
          }
          @Vjp static double g(double x, double... c) { return f(x, c); }
          @Vmap(in = {0, Vmap.NONE}, name = "values") static double values(double x, double... c) { return f(x, c); }
          @Grad static double all(double x, double[] c) {
            double back = FVjp.g(x, 1, 2, x).pullback(1);
            return FVmap.values(new double[] {x}, 1, x, 2)[0] + FGrad.f(x, 0, 0, 5).x() + FGrad.f(x, c).x() + FGrad.f(x).c().length
                + FVmap.f(new double[] {x, 1}, 7, 8).x()[0] + back;
          }
          static double java(double x) { return FVmap.values(new double[] {x}, 1, x, 2)[0]; }
        }""");
    assertEquals(1 + 9 + 18.0, c.call("demo.F", "java", 3.0));
    // 1 + 3xx, 10x, c1 + 2 c2 x, 0, 8, 2 + 2xx
    assertEquals(6 * 3.0 + 10 + 2 * 4 + 4 * 3, c.call("demo.FGrad", "all", 3.0, new double[] {0, 1, 4}));
  }

  @Test
  void rowsOfOtherLengthsAreRefused() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F { @Vmap static double[] upTo(int n) { double[] r = new double[n]; for (int i = 0; i < n; i++) r[i] = i; return r; } }""");
    assertArrayEquals(new double[][] {{0, 1}, {0, 1}}, (double[][]) c.call("demo.FVmap", "upTo", (Object) new int[] {2, 2}));
    Throwable t = assertThrows(IllegalArgumentException.class, () -> c.call("demo.FVmap", "upTo", (Object) new int[] {2, 3}));
    assertEquals("FVmap.upTo: lanes differ in the length of result: 2 in lane 0, 3 in lane 1", t.getMessage());
  }

  @Test
  void batchesAreReadLaneByLane() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class F {
          record Point(double x, double y) { double norm() { return Math.sqrt(x * x + y * y); } }
          record Checked(double r) { Checked { if (r < 0) throw new IllegalArgumentException("negative"); } }
          record Line(Point from, Checked width, double[] marks) {}
          @Vmap static Line line(Point p, double w) { return new Line(p, new Checked(w), new double[] {p.x()}); }
          @Grad(wrt = {"p", "w"}) static double f(F_PointBatch p, double[] w) {
            F_LineBatch lines = FVmap.line(p, w);
            double sum = 0;
            for (int i = 0; i < lines.size(); i++) {
              Line line = lines.get(i);
              sum += line.from().norm() * line.width().r() * line.marks()[0];
            }
            return sum;
          }
        }""");
    Object p = c.make("demo.F_PointBatch", new double[] {3, 6}, new double[] {4, 8});
    assertArrayEquals(new double[] {15, 60}, (double[]) get(c.call("demo.FGrad", "f", p, new double[] {1, 1}), "w"));
    assertThrows(IllegalArgumentException.class, () -> c.call("demo.FGrad", "f", p, new double[] {1, -1}));
  }
}
