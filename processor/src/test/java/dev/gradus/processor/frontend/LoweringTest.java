package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java in, IR text out. White space in the expected text does not matter. */
class LoweringTest {
  private static void lowersTo(String ir, String members) {
    Lowered f = lowered(members);
    assertEquals(Printer.print(Parser.parse(ir)), Printer.print(f.func()));
  }

  private static Lowered lowered(String members) {
    var programs = new Programs("class P {\n" + members + "\n}");
    assertTrue(programs.compilation().status() != Status.FAILURE, () -> programs.compilation().errors().toString());
    return programs.lowered().get("f");
  }

  @Test
  void aLoopThatStoresCarriesTheArrayAndWhatItAssigns() {
    lowersTo("""
        fn f(a:f64[]!, bound:f64) {
          n:i32 = length a
          a.1:f64[], below:i32 = for 1 .. n carry [a, 0] (i:i32, a.2:f64[], below.1:i32) {
            t:f64 = load a.2[i]
            t.1:i32 = sub i, 1
            t.2:f64 = load a.2[t.1]
            t.3:f64 = mul t, t.2
            a.3:f64[] = store a.2[i], t.3
            t.4:f64 = load a.3[i]
            t.5:bool = lt t.4, bound
            below.2:i32 = if t.5 {
              below.3:i32 = add below.1, 1
              yield below.3
            } else { yield below.1 }
            yield a.3, below.2
          }
          result:f64 = to_f64 below
          yield result, a.1
        }
        """, """
        static double f(double[] a, double bound) {
          int below = 0;
          for (int i = 1; i < a.length; i++) {
            a[i] *= a[i - 1];
            if (a[i] < bound) below++;
          }
          return below;
        }
        """);
  }

  @Test
  void aSwitchIsAChainOfBranchesWithTheDefaultLast() {
    lowersTo("""
        fn f(n:i32, x:f64) {
          t:bool = eq n, 0
          t.1:bool = eq n, 1
          t.2:bool = eq n, 2
          t.3:bool = or t.1, t.2
          y:f64 = if t {
            y.1:f64 = mul x, 2.0
            y.2:f64 = add y.1, 1.0
            yield y.2
          } else {
            y.3:f64 = if t.3 {
              y.4:f64 = add x, 1.0
              yield y.4
            } else { yield 0.5 }
            yield y.3
          }
          yield y
        }
        """, """
        static double f(int n, double x) {
          double y = x;
          switch (n) {
            default:
              y = 0.5;
              break;
            case 0:
              y *= 2;
            case 1: case 2:
              y++;
          }
          return y;
        }
        """);
  }

  @Test
  void aTestThatLooksAheadOfTheIndexStillCounts() {
    lowersTo("""
        fn f(a:f64[]) {
          n:i32 = length a
          t:i32 = sub n, 1
          s:f64 = for 0 .. t carry [0.0] (i:i32, s.1:f64) {
            t.1:i32 = add i, 1
            t.2:f64 = load a[t.1]
            s.2:f64 = add s.1, t.2
            yield s.2
          }
          yield s
        }
        """, """
        static double f(double[] a) {
          double s = 0;
          for (int i = 0; i + 1 < a.length; i++) s += a[i + 1];
          return s;
        }
        """);
  }

  @Test
  void anEarlyReturnPutsTheRestIntoTheOtherArm() {
    lowersTo("""
        fn f(x:f64, n:i32) {
          t:bool = lt x, 0.0
          result:f64 = if t {
            result.1:f64 = neg x
            yield result.1
          } else {
            y:f64 = mul x, x
            t.1:bool = gt n, 2
            y.1:f64 = if t.1 {
              t.2:f64 = to_f64 n
              y.2:f64 = add y, t.2
              yield y.2
            } else { yield y }
            yield y.1
          }
          yield result
        }
        """, """
        static double f(double x, int n) {
          if (x < 0) return -x;
          double y = x * x;
          if (n > 2) y += n;
          return y;
        }
        """);
  }

  @Test
  void aReturnInsideALoopIsACarriedExitCode() {
    lowersTo("""
        fn f(a:f64[], x:f64) {
          result:i32, i:i32, exit:i32 = while carry [0, 0, 0] (result.1:i32, i.1:i32, exit.1:i32) {
            t:bool = eq exit.1, 0
            n:i32 = length a
            t.1:bool = lt i.1, n
            t.2:bool = and t, t.1
            yield t.2
          } do (result.2:i32, i.2:i32, exit.2:i32) {
            t.3:f64 = load a[i.2]
            t.4:bool = gt t.3, x
            result.3:i32, exit.3:i32 = if t.4 { yield i.2, 1 } else { yield result.2, 0 }
            t.5:bool = eq exit.3, 0
            i.3:i32 = if t.5 {
              i.4:i32 = add i.2, 1
              yield i.4
            } else { yield i.2 }
            yield result.3, i.3, exit.3
          }
          t.6:bool = eq exit, 0
          result.4:i32 = if t.6 { yield -1 } else { yield result }
          yield result.4
        }
        """, """
        static int f(double[] a, double x) {
          for (int i = 0; i < a.length; i++) {
            if (a[i] > x) return i;
          }
          return -1;
        }
        """);
  }

  @Test
  void aLoopThatOnlyContinuesStillCounts() {
    lowersTo("""
        fn f(a:f64[]) {
          n:i32 = length a
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            t:f64 = load a[i]
            t.1:bool = lt t, 0.0
            s.2:f64, exit:i32 = if t.1 { yield s.1, 3 } else {
              t.2:f64 = load a[i]
              s.3:f64 = add s.1, t.2
              yield s.3, 0
            }
            yield s.2
          }
          yield s
        }
        """, """
        static double f(double[] a) {
          double s = 0;
          for (int i = 0; i < a.length; i++) {
            if (a[i] < 0) continue;
            s += a[i];
          }
          return s;
        }
        """);
  }

  @Test
  void swappedBuffersAreCarriesExchanged() {
    lowersTo("""
        fn f(x:f64[], steps:i32) {
          a:f64[] = copy x
          n:i32 = length x
          b:f64[] = new f64[](n)
          a.1:f64[], b.1:f64[] = for 0 .. steps carry [a, b] (s:i32, a.2:f64[], b.2:f64[]) {
            n.1:i32 = length a.2
            b.3:f64[] = for 0 .. n.1 carry [b.2] (i:i32, b.4:f64[]) {
              t:f64 = load a.2[i]
              t.1:f64 = mul t, 0.5
              t.2:f64 = to_f64 s
              t.3:f64 = add t.1, t.2
              b.5:f64[] = store b.4[i], t.3
              yield b.5
            }
            yield b.3, a.2
          }
          result:f64 = load a.1[0]
          yield result
        }
        """, """
        static double f(double[] x, int steps) {
          double[] a = x.clone();
          double[] b = new double[x.length];
          for (int s = 0; s < steps; s++) {
            for (int i = 0; i < a.length; i++) b[i] = a[i] * 0.5 + s;
            double[] t = a;
            a = b;
            b = t;
          }
          return a[0];
        }
        """);
  }

  @Test
  void aStoreIntoARowIsAStoreIntoTheMatrix() {
    lowersTo("""
        fn f(m:f64[][]!, g:f64[]) {
          n:i32 = length m
          m.1:f64[][] = for 0 .. n carry [m] (i:i32, m.2:f64[][]) {
            r:f64[] = load m.2[i]
            n.1:i32 = length m.2[i]
            m.3:f64[][] = for 0 .. n.1 carry [m.2] (j:i32, m.4:f64[][]) {
              t:f64 = load g[j]
              t.1:f64 = neg t
              m.5:f64[][] = addat m.4[i, j], t.1
              yield m.5
            }
            yield m.3
          }
          yield m.1
        }
        """, """
        static void f(double[][] m, double[] g) {
          for (int i = 0; i < m.length; i++) {
            double[] r = m[i];
            for (int j = 0; j < r.length; j++) r[j] -= g[j];
          }
        }
        """);
  }

  @Test
  void aCountdownWithItsStrideIsNormalised() {
    lowersTo("""
        fn f(n:i32) {
          i:i32 = sub n, 1
          s:i32 = for down 0 .. n carry [0] (i.1:i32, s.1:i32) {
            t:i32 = mul s.1, 3
            s.2:i32 = add t, i.1
            yield s.2
          }
          t.1:i32 = sub n, 1
          t.2:i32 = div t.1, 3
          t.3:i32 = add t.2, 1
          t.4:bool = lt 0, n
          n.1:i32 = select t.4, t.3, 0
          s.3:i32 = for 0 .. n.1 carry [s] (k:i32, s.4:i32) {
            t.5:i32 = mul k, 3
            s.5:i32 = add s.4, t.5
            yield s.5
          }
          t.6:i32 = mul n.1, 3
          result:i32 = add s.3, t.6
          yield result
        }
        """, """
        static int f(int n) {
          int s = 0;
          for (int i = n - 1; i >= 0; i--) s = s * 3 + i;
          int i;
          for (i = 0; i < n; i += 3) s += i;
          return s + i;
        }
        """);
  }

  @Test
  void whatDoesNotCountIsAWhile() {
    lowersTo("""
        fn f(a:f64) {
          x:f64, k:i32 = while carry [a, 0] (x.1:f64, k.1:i32) {
            t:f64 = mul x.1, x.1
            t.1:f64 = sub t, a
            t.2:f64 = abs t.1
            t.3:bool = gt t.2, 1.0E-9
            t.4:bool = lt k.1, 20
            t.5:bool = and t.3, t.4
            yield t.5
          } do (x.2:f64, k.2:i32) {
            t.6:f64 = div a, x.2
            t.7:f64 = add x.2, t.6
            x.3:f64 = div t.7, 2.0
            k.3:i32 = add k.2, 1
            yield x.3, k.3
          }
          yield x
        }
        """, """
        static double f(double a) {
          double x = a;
          int k = 0;
          while (Math.abs(x * x - a) > 1e-9 && k < 20) {
            x = (x + a / x) / 2;
            k++;
          }
          return x;
        }
        """);
  }

  @Test
  void recordsAreTheirLeaves() {
    lowersTo("""
        fn f(l_from_x:f64, l_from_y:f64, l_to_x:f64, l_to_y:f64, d:f64) {
          p_x:f64 = add l_from_x, d
          yield l_to_x, l_to_y, p_x, l_to_y
        }
        """, """
        record Point(double x, double y) {}
        record Line(Point from, Point to) {}
        static Line f(Line l, double d) {
          Point p = new Point(l.from().x() + d, l.to().y());
          return new Line(l.to(), p);
        }
        """);
  }

  @Test
  void aWrittenArgumentIsTakenOverAndGivenBack() {
    lowersTo("""
        fn f(m:f64[][]!, a:f64[]!) {
          a.1:f64[] = call p.P.fill(f64[]!, f64) -> (f64[]) a, 1.0
          t:f64 = load a.1[0]
          row:f64[] = load m[0]
          row.1:f64[] = copy row
          row.2:f64[] = call p.P.fill(f64[]!, f64) -> (f64[]) row.1, t
          m.1:f64[][] = store m[0], row.2
          result:f64 = load m.1[0, 0]
          yield result, m.1, a.1
        }
        """, """
        static double f(double[][] m, double[] a) {
          fill(a, 1);
          fill(m[0], a[0]);
          return m[0][0];
        }
        static void fill(double[] a, double v) {
          for (int i = 0; i < a.length; i++) a[i] = v;
        }
        """);
  }

  @Test
  void onlyWorkOrTrapsNeedABranch() {
    lowersTo("""
        fn f(x:f64, y:f64, a:f64[], i:i32) {
          t:bool = gt x, y
          m:f64 = select t, x, y
          t.1:bool = gt m, 1.0
          t.2:bool = lt x, 2.0
          t.3:bool = and t.1, t.2
          result:bool = if t.3 { yield true } else {
            t.4:f64 = load a[i]
            t.5:bool = gt t.4, m
            yield t.5
          }
          yield result
        }
        """, """
        static boolean f(double x, double y, double[] a, int i) {
          double m = x > y ? x : y;
          return m > 1 && x < 2 || a[i] > m;
        }
        """);
  }

  @Test
  void numericPromotionIsWrittenOut() {
    lowersTo("""
        fn f(i:i32, l:i64, g:f32) {
          t:f32 = to_f32 l
          t.1:f32 = mul t, g
          t.2:f32 = to_f32 i
          i.1:f32 = add t.2, t.1
          i.2:i32 = to_i32 i.1
          t.3:i32 = to_i32 l
          i.3:i32 = shl i.2, t.3
          yield i.3
        }
        """, """
        static int f(int i, long l, float g) {
          i += l * g;
          i <<= l;
          return i;
        }
        """);
  }

  @Test
  void anElementIsReadBeforeWhatChangesIt() {
    lowersTo("""
        fn f(a:f64[]!, i:i32) {
          t:f64 = load a[i]
          a.1:f64[] = store a[0], 2.0
          t.1:f64 = add t, 2.0
          a.2:f64[] = store a.1[i], t.1
          i.1:i32 = add i, 1
          t.2:f64 = to_f64 i.1
          a.3:f64[] = store a.2[i], t.2
          result:f64 = load a.3[i.1]
          yield result, a.3
        }
        """, """
        static double f(double[] a, int i) {
          a[i] += (a[0] = 2);
          a[i++] = i;
          return a[i];
        }
        """);
  }

  @Test
  void constantsAreComputedWhereTheyAreRead() {
    lowersTo("""
        fn f(x:f64) {
          t:f64 = log 2.0
          t.1:f64 = mul x, t
          result:f64 = add t.1, 9.42477796076938
          yield result
        }
        """, """
        static final double LOG2 = Math.log(2);
        static final int N = 3;
        static double f(double x) {
          return x * LOG2 + N * Math.PI;
        }
        """);
  }

  @Test
  void calleesAndSourcesAreThoseReachable() {
    Lowered f = lowered("""
        static double f(double x) { return g(x) + Inner.C; }
        static double g(double x) { return Inner.h(x, 1); }
        static class Inner {
          static final double C = Math.sqrt(2);
          static double h(double x, int n) { return x; }
          static double h(double x) { return x; }
        }
        """);
    assertEquals(List.of("p.P$Inner.h(double, int)", "p.P.g"), List.copyOf(f.callees().keySet()));
    assertEquals(List.of("p.P", "p.P$Inner"), List.copyOf(f.sources()));
  }
}
