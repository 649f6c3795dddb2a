package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.CustomJvp;
import dev.gradus.CustomVjp;
import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import dev.gradus.lax.Lax;
import java.util.List;

/** Recursion beside rules and checkpoints, and methods that call each other and write arrays. */
final class Knots {
  static List<Case> cases() {
    return List.of(
        at("ruledPower", 2.0, 3).gives(8.0).gradient(12.0),
        at("ruledPower", 2.0, 0).gives(1.0).gradient(0.0),
        at("aroundRuled", 2.0, 3).gives(16.0).gradient(32.0),
        at("backwardPower", 2.0, 3).gives(8.0).gradient(12.0),
        at("aroundBackward", 2.0, 3).gives(16.0).gradient(32.0),
        at("throughTheRule", 3.0, 4).gives(81.0).gradient(108.0),
        at("againItself", 2.0, 3).gives(8.0).gradient(12.0),
        at("againItself", 2.0, 0).gives(1.0).gradient(0.0),
        at("againTwice", 1.5, 3).gives(1.5 * 1.5 * 1.5 * 1.5 * 1.5 * 1.5 * 1.5 * 1.5).gradient(8 * Math.pow(1.5, 7)),
        at("againEachOther", 2.0, 4).gives(16.0).gradient(32.0),
        at("againAlong", d(2, 3, 5)).gives(30.0).gradient(d(15, 10, 6)),
        at("slopeOfAgain", 2.0, 3).gives(12.0).gradient(12.0),
        at("slopeOfRuled", 2.0, 3).gives(12.0).gradient(12.0),
        at("doublers", 2.0, 7).gives(doublers(2.0, 7)).gradient(doublers(1.0, 7)),
        at("doublers", 2.0, 1).gives(4.0).gradient(2.0),
        at("threeWriters", d(1, 2, 3), 0).gives(1.0, d(1, 2, 3)).gradient(d(1, 0, 0)),
        at("threeWriters", d(1, 2, 3), 3).gives(1.0 + 2 + 3, d(6, 4, 3)).gradient(d(1, 1, 1)),
        at("newOrGiven", d(2, 3), 2).gives(2.0 * 4 * 3).gradient(d(12, 8)),
        at("records", 1.0, 2.0, 3).gives(6.0, 4.5).seeded(1.0, 0.0).back(1.0, 2.5));
  }

  private Knots() {}

  record Moved(double value, double tangent) {}

  @Grad @Jvp @Vjp @CustomJvp("ruledPowerRule")
  static double ruledPower(double x, int n) {
    return n <= 0 ? 1 : x * ruledPower(x, n - 1);
  }

  private static Moved ruledPowerRule(double x, int n, double dx) {
    return new Moved(ruledPower(x, n), n <= 0 ? 0 : n * ruledPower(x, n - 1) * dx);
  }

  @Grad @Jvp @Vjp
  static double aroundRuled(double x, int n) {
    return ruledPower(x, n) * x;
  }

  record Kept(double x, int n) {}

  record Run(double value, Kept kept) {}

  @Grad @Vjp @CustomVjp(fwd = "backwardPowerRun", bwd = "backwardPowerBack")
  static double backwardPower(double x, int n) {
    return n <= 0 ? 1 : x * backwardPower(x, n - 1);
  }

  private static Run backwardPowerRun(double x, int n) {
    return new Run(backwardPower(x, n), new Kept(x, n));
  }

  private static double backwardPowerBack(Kept k, double ct) {
    return k.n() == 0 ? 0 : k.n() * backwardPower(k.x(), k.n() - 1) * ct;
  }

  @Grad @Vjp
  static double aroundBackward(double x, int n) {
    return n <= 0 ? x : x * backwardPower(x, n);
  }

  /** A method with a rule calls one without, which calls it. */
  @Grad @Jvp @Vjp
  static double throughTheRule(double x, int n) {
    return n <= 0 ? 1 : x * inTheRing(x, n - 1);
  }

  @CustomJvp("inTheRingRule")
  private static double inTheRing(double x, int n) {
    return n <= 0 ? 1 : x * throughTheRule(x, n - 1);
  }

  private static Moved inTheRingRule(double x, int n, double dx) {
    return new Moved(inTheRing(x, n), n <= 0 ? 0 : n * throughTheRule(x, n - 1) * dx);
  }

  @Grad @Jvp @Vjp
  static double againItself(double x, int n) {
    if (n <= 0) return 1;
    double y = Lax.checkpoint(() -> againItself(x, n - 1));
    return x * y;
  }

  /** {@code x} to the {@code 2ⁿ}. */
  @Grad @Jvp @Vjp
  static double againTwice(double x, int n) {
    if (n <= 0) return x;
    return Lax.checkpoint(() -> againTwice(x, n - 1)) * Lax.checkpoint(() -> againTwice(x, n - 1));
  }

  @Grad @Jvp @Vjp
  static double againEachOther(double x, int n) {
    if (n <= 0) return 1;
    return x * Lax.checkpoint(() -> other(x, n - 1));
  }

  private static double other(double x, int n) {
    if (n <= 0) return 1;
    return Lax.checkpoint(() -> againEachOther(x, n - 1)) * x;
  }

  @Grad @Jvp @Vjp
  static double againAlong(double[] a) {
    return productFrom(a, 0);
  }

  private static double productFrom(double[] a, int i) {
    if (i == a.length) return 1;
    return a[i] * Lax.checkpoint(() -> productFrom(a, i + 1));
  }

  @Grad @Jvp
  static double slopeOfAgain(double x, int n) {
    return KnotsGrad.againItself(x, n);
  }

  @Grad @Jvp
  static double slopeOfRuled(double x, int n) {
    return KnotsGrad.ruledPower(x, n);
  }

  @Grad @Jvp @Vjp
  static double doublers(double x, int n) {
    double[] a = {x};
    doubler(n, a);
    return a[0];
  }

  private static void doubler(int d, double[] a) {
    if (d <= 0) return;
    a[0] *= 2;
    tripler(d - 1, a);
    doubler(d - 2, a);
  }

  private static void tripler(int d, double[] a) {
    if (d <= 0) return;
    a[0] *= 3;
    doubler(d - 1, a);
  }

  /** Each writes what only the next but one shows to be written. */
  @Grad @Jvp @Vjp
  static double threeWriters(double[] a, int n) {
    if (n > 0) second(n, a);
    return a[0];
  }

  private static void second(int n, double[] a) {
    if (n <= 0) return;
    third(n - 1, a);
    threeWriters(a, n - 3);
  }

  private static void third(int n, double[] a) {
    a[1] += n > 1 ? 2 : 0;
    if (n == 2) a[0] += a[1] - 2 + a[2];
    second(n - 2, a);
  }

  /** What one gives back is what the other gives back, a new array in the end. */
  @Grad @Jvp @Vjp
  static double newOrGiven(double[] a, int n) {
    double[] b = ping(a, n);
    return b[0] * b[1];
  }

  private static double[] ping(double[] a, int n) {
    return n <= 0 ? a.clone() : pong(a, n - 1);
  }

  private static double[] pong(double[] a, int n) {
    double[] b = ping(a, n);
    b[0] *= 2;
    return b;
  }

  record Two(double x, double y) {}

  /** {@code (x, y) → (x + y, 1.5 y)} in every other round. */
  @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static Two records(double x, double y, int n) {
    return even(new Two(x, y), n);
  }

  private static Two even(Two t, int n) {
    if (n <= 0) return t;
    return odd(new Two(t.x() + t.y(), t.y() * 1.5), n - 1);
  }

  private static Two odd(Two t, int n) {
    if (n <= 0) return new Two(t.x(), t.y());
    return even(new Two(t.x() + 0 * t.y(), t.y()), n - 1);
  }
}
