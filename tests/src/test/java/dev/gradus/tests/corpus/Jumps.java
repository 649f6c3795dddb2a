package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** {@code break}, {@code continue} and {@code return} inside loops. */
final class Jumps {
  static List<Case> cases() {
    return List.of(
        at("breaks", d(2, 3, -1, 5)).gives(13.0).gradient(d(4, 6, 0, 0)),
        at("breaks", d(2, 3)).gives(13.0).gradient(d(4, 6)),
        at("continues", d(2, -3, 5)).gives(29.0).gradient(d(4, 0, 10)),
        at("returnsFromLoop", d(2, 3, 5), 4.0).gives(20.0).gradient(d(0, 0, 4), 5.0),
        at("returnsFromLoop", d(2, 3, 5), 9.0).gives(-81.0).gradient(d(0, 0, 0), -18.0),
        at("breaksOutOfTwo", d(1, 2, 3), 5.0).gives(1 * 1.0 + 2 * 1 + 2 * 2 + 3 * 1).gradient(d(2 + 2 + 3, 1 + 4, 1), 0.0),
        at("continuesOuter", d(1, 2, 3)).gives(1.0 + 4 + 2 + 9 + 3 + 6).gradient(d(7, 8, 9)),
        at("breakBeforeAnything", 2.0).gives(2.0).gradient(1.0),
        at("breakAndContinue", 2.0, 10).gives(2.0 * (1 + 2 + 4 + 5)).gradient(12.0));
  }

  @Grad @Jvp
  static double breaks(double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < 0) break;
      sum += a[i] * a[i];
    }
    return sum;
  }

  @Grad @Jvp
  static double continues(double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < 0) continue;
      sum += a[i] * a[i];
    }
    return sum;
  }

  @Grad(wrt = {"a", "x"}) @Jvp(wrt = {"a", "x"})
  static double returnsFromLoop(double[] a, double x) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] > x) return a[i] * x;
    }
    return -x * x;
  }

  /** Sums products until one of them exceeds {@code limit}. */
  @Grad(wrt = {"a", "limit"}) @Jvp(wrt = {"a", "limit"})
  static double breaksOutOfTwo(double[] a, double limit) {
    double sum = 0;
    outer:
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        if (a[i] * a[j] > limit) break outer;
        sum += a[i] * a[j];
      }
    }
    return sum;
  }

  @Grad @Jvp
  static double continuesOuter(double[] a) {
    double sum = 0;
    outer:
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * a[i];
      for (int j = 0; j < a.length; j++) {
        if (j >= i) continue outer;
        sum += a[i] * a[j];
      }
    }
    return sum;
  }

  @Grad @Jvp
  static double breakBeforeAnything(double x) {
    double y = x;
    for (int i = 0; i < 10; i++) {
      if (y > 0) break;
      y = y * x;
    }
    return y;
  }

  /** {@code x (1 + 2 + 4 + 5)}. */
  @Grad @Jvp
  static double breakAndContinue(double x, int n) {
    double sum = 0;
    int k = 0;
    while (k < n) {
      k++;
      if (k == 3) continue;
      if (k == 6) break;
      sum += k * x;
    }
    return sum;
  }
}
