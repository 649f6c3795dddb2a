package dev.gradus.processor.frontend;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Methods that call themselves, or each other: what is lowered computes what javac makes of the same text. What callers have to know of
 * such a method (arrays it writes, arrays it returns) depends on itself.
 */
class RecursionTest {
  private static final String PROGRAM = """
      class P {
        static double power(double x, int n) { return n <= 0 ? 1 : x * power(x, n - 1); }
        static double shortPower(double x, int n) {
          if (n < 0) return 1 / shortPower(x, -n);
          if (n == 0) return 1;
          double half = shortPower(x, n / 2);
          return n % 2 == 0 ? half * half : half * half * x;
        }
        static long fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
        static int gcd(int a, int b) { return b == 0 ? a : gcd(b, a % b); }
        static int ackermann(int m, int n) {
          if (m <= 0) return n + 1;
          if (m > 2) return ackermann(2, n);
          return n <= 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
        }
        static boolean even(int n) { return n <= 0 || odd(n - 1); }
        static boolean odd(int n) { return n > 0 && even(n - 1); }
        static double three(double x, int n) { return n <= 0 ? x : four(x + 1, n - 1) * 2; }
        static double four(double x, int n) { return n <= 0 ? x : five(x * 2, n - 1) + three(x, n - 2); }
        static double five(double x, int n) { return n <= 0 ? x : three(x - 1, n - 1) + four(x, n - 3); }
        static void reversed(double[] a) { Q.reverse(a, 0, a.length - 1); }
        static double sorted(double[] a, int k) { Q.sort(a, 0, a.length - 1); return a.length > 0 ? a[0] : k; }
        static double[] filled(double[] a) { double[] b = fill(a, 0); return b; }
        static double[] fill(double[] a, int i) {
          if (i >= a.length) return a;
          a[i] = i == 0 ? 1 : 2 * a[i - 1];
          return fill(a, i + 1);
        }
        static double[] twist(double[] a) {
          if (a.length < 2) return a.clone();
          int h = a.length / 2;
          double[] left = new double[h];
          double[] right = new double[a.length - h];
          for (int i = 0; i < h; i++) left[i] = a[2 * i];
          for (int i = 0; i < right.length; i++) right[i] = a[h + i];
          left = twist(left);
          right = twist(right);
          double[] all = new double[a.length];
          for (int i = 0; i < h; i++) all[i] = left[i] * right[i];
          for (int i = h; i < all.length; i++) all[i] = right[i - h];
          return all;
        }
        static void ping(double[] a, double[] b, int n) { if (n <= 0 || a.length < 2) return; a[0] += b[1]; pong(b, a, n - 1); }
        static void pong(double[] p, double[] q, int n) { if (n <= 0) return; p[1] *= q[0]; ping(p, q, n - 1); }
        static double total(double[][] m) { return totalFrom(m, 0); }
        static double totalFrom(double[][] m, int i) { return i >= m.length ? 0 : row(m[i], 0) - totalFrom(m, i + 1); }
        static double row(double[] r, int j) { return j >= r.length ? 0 : r[j] + 2 * row(r, j + 1); }
        static void scaleRows(double[][] m, int i, double c) {
          if (i < 0 || i >= m.length) return;
          scale(m[i], 0, c);
          scaleRows(m, i + 1, c + 1);
        }
        static void scale(double[] r, int j, double c) { if (j >= r.length) return; r[j] *= c; scale(r, j + 1, c); }
        static void newRows(double[][] m, int i) {
          if (i >= m.length || i < 0) return;
          m[i] = new double[] {i};
          newRows(m, i + 1);
        }
        record Pair(double x, double[] v) {}
        static Pair grow(Pair p, int n) {
          if (n <= 0) return new Pair(p.x(), p.v().clone());
          double[] v = new double[p.v().length];
          for (int i = 0; i < v.length; i++) v[i] = p.v()[i] + p.x();
          return grow(new Pair(p.x() * 0.5, v), n - 1);
        }
        record Complex(double re, double im) {
          Complex times(Complex o) { return new Complex(re * o.re - im * o.im, re * o.im + im * o.re); }
          Complex power(int n) { return n <= 0 ? new Complex(1, 0) : times(power(n - 1)); }
        }
        static Complex powerOf(Complex z, int n) { return z.power(n); }
        static double tree(double x, int n) {
          double sum = x;
          for (int i = 0; i < n; i++) sum += tree(sum * 0.5, i - 1);
          return sum;
        }
        static int permutations(int[] a, int k) {
          if (k < 0) return 0;
          if (k >= Math.min(a.length, 4)) return 1;
          int count = 0;
          for (int i = k; i < Math.min(a.length, 4); i++) {
            int t = a[k]; a[k] = a[i]; a[i] = t;
            count += permutations(a, k + 1);
            t = a[k]; a[k] = a[i]; a[i] = t;
          }
          return count;
        }
        static double search(double[] a, double x, int lo, int hi) {
          while (lo < hi) {
            int mid = (lo + hi) >>> 1;
            if (mid == lo) return mid >= 0 && mid < a.length ? a[mid] : x;
            return search(a, x, lo + 1, mid);
          }
          return -x;
        }
        static int misses(double[] a, int i) { return a[i] > 0 ? misses(a, i + 1) : i; }
      }
      """;

  private static final String HELPER = """
      class Q {
        static void reverse(double[] a, int lo, int hi) {
          if (lo >= hi) return;
          double t = a[lo];
          a[lo] = a[hi];
          a[hi] = t;
          reverse(a, lo + 1, hi - 1);
        }
        static void sort(double[] a, int lo, int hi) {
          if (lo >= hi) return;
          double pivot = a[(lo + hi) >>> 1];
          int i = lo;
          int j = hi;
          while (i <= j) {
            while (a[i] < pivot) i++;
            while (a[j] > pivot) j--;
            if (i > j) break;
            double t = a[i];
            a[i++] = a[j];
            a[j--] = t;
          }
          sort(a, lo, j);
          sort(a, i, hi);
        }
      }
      """;

  @TestFactory
  Stream<DynamicTest> recursion() {
    return AgreementTest.tests(false, PROGRAM, HELPER);
  }
}
