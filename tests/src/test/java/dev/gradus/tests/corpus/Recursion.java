package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import dev.gradus.lax.Lax;
import java.util.List;

/** Methods that call themselves or each other: numbers, arrays in place and new, records, and derivatives of derivatives. */
final class Recursion {
  static List<Case> cases() {
    return List.of(
        at("power", 1.5, 4).gives(5.0625).gradient(13.5),
        at("power", 1.5, 0).gives(1.0).gradient(0.0),
        at("power", 2.0, -2).gives(0.25).gradient(-0.25),
        at("forwardPower", 2.0, 5).gives(32.0).gradient(80.0),
        at("chebyshev", 0.5, 3).gives(4 * 0.125 - 1.5).gradient(12 * 0.25 - 3),
        at("nested", 2.0, 2).gives(Math.pow(2, 16)).gradient(16 * Math.pow(2, 15)),
        at("evenAndOdd", 3.0, 5).gives(243.0 * 2).gradient(5 * 81.0 * 2),
        at("evenAndOdd", 3.0, 4).gives(81.0).gradient(4 * 27.0),
        at("dot", d(1, 2, 3), d(4, 5, 6)).gives(32.0).gradient(d(4, 5, 6), d(1, 2, 3)),
        at("dot", d(), d()).gives(0.0).gradient(d(), d()),
        at("pairwise", d(1, 2, 3, 4, 5)).gives(15.0).gradient(d(1, 1, 1, 1, 1)),
        at("products", d(2, 3, 4, 5)).gives(120.0 + 24, d(2, 6, 24, 120)).gradient(d(72, 48, 36, 24)),
        at("sortedWeights", d(3, 1, 2)).gives(1.0 + 2 * 2 + 3 * 3).gradient(d(3, 1, 2)),
        at("spectrum", d(1, 2, 3, 4)).gives(30.0 * 4).gradient(d(8, 16, 24, 32)),
        at("matrix", rows(d(1, 2), d(3, 4)), 2).gives((Object) rows(d(7, 10), d(15, 22))).seeded((Object) rows(d(1, 0), d(0, 0)))
            .back((Object) rows(d(2, 3), d(2, 0))),
        at("complexPower", 1.0, 2.0, 3).gives(-11.0, -2.0).seeded(1.0, 0.0).back(-9.0, -12.0),
        at("calledInLoop", 2.0, 4).gives(1.0 + 2 + 4 + 8).gradient(1.0 + 4 + 12),
        at("calledInBranch", 2.0, 3).gives(8.0 * 2).gradient(4 * 8.0),
        at("calledInBranch", -2.0, 3).gives(2.0).gradient(-1.0),
        at("slopeOfPower", 2.0, 3).gives(12.0).gradient(12.0),
        at("ownSlope", 2.0, 3).gives(8.0 + 12).gradient(12.0 + 12),
        at("polynomial", d(1, 2, 3), 2.0).gives(17.0).gradient(d(1, 2, 4), 14.0),
        at("determinant", (Object) rows(d(2, 1, 3), d(0, 4, 1), d(5, 2, 1))).gives(-51.0)
            .gradient((Object) rows(d(2, 5, -20), d(5, -13, 1), d(-11, -2, 8))),
        at("newton", 9.0, 9.0, 0).gives(3.0).gradient(1 / 6.0, 0.0),
        at("curvatureOfPower", 2.0, 4).gives(48.0).gradient(48.0),
        at("pulledBack", 2.0, 3).gives(48.0).gradient(72.0),
        at("countedByAnother", 1.5, 12, 18).gives(1.5 * 6).gradient(6.0),
        at("single", 2f, 3).gives(48f).gradient(72f),
        at("recursionInCondition", d(4, 3), 8.0).gives(8.0 / 16).gradient(d(0, 0), 1.0 / 16),
        at("overloads", d(2, 3), 2).gives(2.0 * 3 * 5).gradient(d(15 + 6, 10 + 6)),
        at("pingPong", d(1, 2), d(3, 4), 3).gives(8.0, d(9, 2), d(-1, 4)).gradient(d(1, 0), d(9, -3)),
        at("running", d(1, 2, 3)).gives(6.0 + 1 * 3 * 6).gradient(d(1 + 18 + 6 + 3, 1 + 6 + 3, 1 + 3.0)),
        at("hanoi", 0.5, 10, 1L << 20).gives(0.5 * 1023 + (1 << 20)).gradient(1023.0),
        at("byCases", 2.0, 7).gives(2.0 * 3 * 4 - 1).gradient(12.0),
        at("constantInside", 3.0, 2).gives(27.0).gradient(9.0).kink(),
        at("gradientOfInner", 3.0, 3).gives(36.0).gradient(24.0),
        at("firstAbove", d(1, 5, 7), 4.0).gives(20.0).gradient(d(0, 4, 0), 5.0));
  }

  /** {@code xⁿ}. */
  @Grad @Jvp @Vjp
  static double power(double x, int n) {
    if (n < 0) return 1 / power(x, -n);
    return n == 0 ? 1 : x * power(x, n - 1);
  }

  @Grad(mode = Mode.FORWARD) @Jvp
  static double forwardPower(double x, int n) {
    return n == 0 ? 1 : x * forwardPower(x, n - 1);
  }

  /** The polynomial {@code Tₙ}, with two calls each. */
  @Grad @Jvp @Vjp
  static double chebyshev(double x, int n) {
    if (n == 0) return 1;
    if (n == 1) return x;
    return 2 * x * chebyshev(x, n - 1) - chebyshev(x, n - 2);
  }

  /** {@code x} squared {@code 2ⁿ} times: the result of a call is the argument of the next. */
  @Grad @Jvp @Vjp
  static double nested(double x, int n) {
    if (n == 0) return x * x;
    return nested(nested(x, n - 1), n - 1);
  }

  /** {@code xⁿ}, twice if n is odd. */
  @Grad @Jvp @Vjp
  static double evenAndOdd(double x, int n) {
    return even(x, n);
  }

  private static double even(double x, int n) {
    return n == 0 ? 1 : x * odd(x, n - 1);
  }

  private static double odd(double x, int n) {
    return n == 0 ? 2 : x * even(x, n - 1);
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double dot(double[] a, double[] b) {
    return dotFrom(a, b, 0);
  }

  private static double dotFrom(double[] a, double[] b, int i) {
    return i == a.length ? 0 : a[i] * b[i] + dotFrom(a, b, i + 1);
  }

  /** The sum, by halves. */
  @Grad @Jvp @Vjp
  static double pairwise(double[] a) {
    return sum(a, 0, a.length);
  }

  private static double sum(double[] a, int lo, int hi) {
    if (hi - lo == 1) return a[lo];
    int mid = (lo + hi) / 2;
    return sum(a, lo, mid) + sum(a, mid, hi);
  }

  /** Running products, in place; the last two added. */
  @Grad @Jvp @Vjp
  static double products(double[] a) {
    multiply(a, 1);
    return a[a.length - 1] + a[a.length - 2];
  }

  private static void multiply(double[] a, int i) {
    if (i >= a.length) return;
    a[i] *= a[i - 1];
    multiply(a, i + 1);
  }

  /** The least once, the next twice and so on, found by sorting in place. */
  @Grad @Jvp @Vjp
  static double sortedWeights(double[] a) {
    double[] b = a.clone();
    sort(b, 0, b.length - 1);
    double sum = 0;
    for (int i = 0; i < b.length; i++) sum += (i + 1) * b[i];
    return sum;
  }

  private static void sort(double[] a, int lo, int hi) {
    if (lo >= hi) return;
    double pivot = a[(lo + hi) / 2];
    int i = lo;
    int j = hi;
    while (i <= j) {
      while (a[i] < pivot) i++;
      while (a[j] > pivot) j--;
      if (i <= j) {
        double t = a[i];
        a[i++] = a[j];
        a[j--] = t;
      }
    }
    sort(a, lo, j);
    sort(a, i, hi);
  }

  record Signal(double[] re, double[] im) {}

  /** The sum of squares of the Fourier transform, which is n times that of the numbers. */
  @Grad @Jvp @Vjp
  static double spectrum(double[] a) {
    Signal f = transform(new Signal(a.clone(), new double[a.length]));
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += f.re()[i] * f.re()[i] + f.im()[i] * f.im()[i];
    return sum;
  }

  private static Signal transform(Signal s) {
    int n = s.re().length;
    if (n == 1) return new Signal(s.re().clone(), s.im().clone());
    Signal even = transform(half(s, 0));
    Signal odd = transform(half(s, 1));
    double[] re = new double[n];
    double[] im = new double[n];
    for (int k = 0; k < n / 2; k++) {
      double c = Math.cos(2 * Math.PI * k / n);
      double d = -Math.sin(2 * Math.PI * k / n);
      double x = c * odd.re()[k] - d * odd.im()[k];
      double y = c * odd.im()[k] + d * odd.re()[k];
      re[k] = even.re()[k] + x;
      im[k] = even.im()[k] + y;
      re[k + n / 2] = even.re()[k] - x;
      im[k + n / 2] = even.im()[k] - y;
    }
    return new Signal(re, im);
  }

  private static Signal half(Signal s, int first) {
    int h = s.re().length / 2;
    double[] re = new double[h];
    double[] im = new double[h];
    for (int i = 0; i < h; i++) {
      re[i] = s.re()[2 * i + first];
      im[i] = s.im()[2 * i + first];
    }
    return new Signal(re, im);
  }

  /** {@code mⁿ}, n at least 1. */
  @Jvp @Vjp
  static double[][] matrix(double[][] m, int n) {
    if (n == 1) return new double[][] {m[0].clone(), m[1].clone()};
    double[][] p = matrix(m, n - 1);
    double[][] q = new double[2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (int k = 0; k < 2; k++) q[i][j] += m[i][k] * p[k][j];
      }
    }
    return q;
  }

  record Complex(double re, double im) {
    Complex times(Complex o) {
      return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    Complex power(int n) {
      return n == 0 ? new Complex(1, 0) : times(power(n - 1));
    }
  }

  @Jvp(wrt = {"re", "im"}) @Vjp(wrt = {"re", "im"})
  static Complex complexPower(double re, double im, int n) {
    return new Complex(re, im).power(n);
  }

  /** {@code 1 + x + x² + …}, n terms. */
  @Grad @Jvp @Vjp
  static double calledInLoop(double x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += power(x, i);
    return sum;
  }

  @Grad @Jvp @Vjp
  static double calledInBranch(double x, int n) {
    double y = -x;
    if (x > 0) y = power(x, n) * x;
    return y;
  }

  @Grad @Jvp
  static double slopeOfPower(double x, int n) {
    return RecursionGrad.power(x, n);
  }

  @Grad @Jvp
  static double ownSlope(double x, int n) {
    return power(x, n) + RecursionJvp.power(x, n, 1).tangent();
  }

  /** Horner's rule: {@code a₀ + x (a₁ + x (…))}. */
  @Grad(wrt = {"a", "x"}) @Jvp(wrt = {"a", "x"}) @Vjp(wrt = {"a", "x"})
  static double polynomial(double[] a, double x) {
    return horner(a, x, 0);
  }

  private static double horner(double[] a, double x, int i) {
    if (i == a.length - 1) return a[i];
    return a[i] + x * horner(a, x, i + 1);
  }

  /** By minors of the first row; the gradient is the matrix of cofactors. */
  @Grad @Jvp @Vjp
  static double determinant(double[][] m) {
    int n = m.length;
    if (n == 1) return m[0][0];
    double sum = 0;
    for (int k = 0; k < n; k++) {
      double[][] minor = new double[n - 1][n - 1];
      for (int i = 1; i < n; i++) {
        for (int j = 0; j < n - 1; j++) minor[i - 1][j] = m[i][j < k ? j : j + 1];
      }
      double sign = k % 2 == 0 ? 1 : -1;
      sum += sign * m[0][k] * determinant(minor);
    }
    return sum;
  }

  /** The square root of {@code a}. */
  @Grad(wrt = {"a", "x"}) @Jvp(wrt = {"a", "x"})
  static double newton(double a, double x, int steps) {
    double next = 0.5 * (x + a / x);
    return steps > 40 ? next : newton(a, next, steps + 1);
  }

  @Grad(wrt = {"a", "x"}) @Jvp(wrt = {"a", "x"})
  static double firstAbove(double[] a, double x) {
    return search(a, x, 0);
  }

  private static double search(double[] a, double x, int i) {
    if (a[i] > x) return a[i] * x;
    return search(a, x, i + 1);
  }

  /** {@code n (n-1) xⁿ⁻²}: the derivative, here the third, of a derivative of a derivative. */
  @Grad @Jvp
  static double curvatureOfPower(double x, int n) {
    return RecursionGrad.slopeOfPower(x, n);
  }

  /** {@code 2 n xⁿ}. */
  @Grad @Jvp
  static double pulledBack(double x, int n) {
    return RecursionVjp.power(x, n).pullback(2 * x);
  }

  /** {@code x} times the greatest common divisor, which carries no derivative. */
  @Grad @Jvp @Vjp
  static double countedByAnother(double x, int a, int b) {
    return x * gcd(a, b);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** {@code n! xⁿ}. */
  @Grad @Jvp @Vjp
  static float single(float x, int n) {
    return factorial(x, n, n);
  }

  private static float factorial(float x, int n, long k) {
    return n == 0 ? 1 : x * k * factorial(x, n - 1, k - 1);
  }

  /** {@code x} halved as often as the sum of {@code a} allows. */
  @Grad(wrt = {"a", "x"}) @Jvp(wrt = {"a", "x"})
  static double recursionInCondition(double[] a, double x) {
    double y = x;
    int k = 0;
    while (k < 10 && sum(a, 0, a.length) > 2 * k) {
      y *= 0.5;
      k++;
    }
    return y;
  }

  /** {@code a₀ a₁ (a₀ + a₁)}, by two methods of one name. */
  @Grad @Jvp @Vjp
  static double overloads(double[] a, int n) {
    return mix(a, n) * mix(a[0] + a[1], n);
  }

  private static double mix(double[] a, int n) {
    return n == 0 ? 1 : a[n - 1] * mix(a, n - 1);
  }

  private static double mix(double x, int n) {
    return n == 0 ? x : mix(x, n - 1);
  }

  /** Two methods that write two arrays in turn. */
  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double pingPong(double[] a, double[] b, int n) {
    ping(a, b, n);
    return a[0] + b[0];
  }

  private static void ping(double[] a, double[] b, int n) {
    if (n == 0) return;
    a[0] += b[0] * b[1];
    pong(b, a, n - 1);
  }

  private static void pong(double[] p, double[] q, int n) {
    if (n == 0) return;
    p[0] -= p[1];
    ping(q, p, n - 1);
  }

  record Running(double total, double[] sums) {}

  /** The last of the running sums, and the product of all of them. */
  @Grad @Jvp @Vjp
  static double running(double[] a) {
    Running r = running(a, 0, 0);
    double product = 1;
    for (double s : r.sums()) product *= s;
    return r.total() + product;
  }

  private static Running running(double[] a, int i, double before) {
    if (i == a.length) return new Running(before, new double[a.length]);
    Running rest = running(a, i + 1, before + a[i]);
    rest.sums()[i] = before + a[i];
    return rest;
  }

  /** {@code 2ⁿ - 1} moves of {@code x} each, from a large number. */
  @Grad @Jvp @Vjp
  static double hanoi(double x, int n, long start) {
    if (n == 0) return 0;
    if (n == 10) return start + hanoi(x, 9, start) + x + hanoi(x, 9, start);
    return hanoi(x, n - 1, start + n) + x + hanoi(x, n - 1, start - n);
  }

  /** {@code 12 x - 1} for seven. */
  @Grad @Jvp @Vjp
  static double byCases(double x, int n) {
    return switch (n % 4) {
      case 3 -> 3 * byCases(x, n - 1) - 1;
      case 2 -> 4 * byCases(x, n - 1);
      case 1 -> byCases(x, n - 1);
      default -> x;
    };
  }

  /** {@code xⁿ⁺¹}, of which only one factor counts. */
  @Grad @Jvp @Vjp
  static double constantInside(double x, int n) {
    return n == 0 ? x : constantInside(x, n - 1) * Lax.stopGradient(x);
  }

  /** {@code n (n-1) xⁿ⁻¹}: a recursive method that uses the derivative of another. */
  @Grad @Jvp
  static double gradientOfInner(double x, int n) {
    return n < 2 ? 0 : 2 * RecursionGrad.power(x, n) / n * (n - 1) + 0 * gradientOfInner(x, n - 1);
  }
}
