package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** One array under two names: passed twice to a method that writes it, whole, as rows, inside a record, or given back by the method. */
final class AliasedArguments {
  static List<Case> cases() {
    return List.of(
        at("doubled", d(1, 2, 3)).gives(56.0).gradient(d(8, 16, 24)),
        at("prefixSums", d(1, 2, 3)).gives(1.0 + 3 + 6).gradient(d(3, 2, 1)),
        at("prefixSums", d()).gives(0.0).gradient(d()),
        at("rowIntoRow", (Object) rows(d(1, 2), d(3, 4))).gives(16.0 + 36).gradient((Object) rows(d(8, 12), d(8, 12))),
        at("anyRows", rows(d(1, 2), d(3, 4)), 1, 1).gives(1.0 + 4 + 36 + 64).gradient((Object) rows(d(2, 4), d(24, 32))),
        at("anyRows", rows(d(1, 2), d(3, 4)), 0, 1).gives(16.0 + 36 + 9 + 16).gradient((Object) rows(d(8, 12), d(14, 20))),
        at("inLoop", d(1, 2), 3).gives(24.0).gradient(d(8, 8)),
        at("inLoop", d(1, 2), 0).gives(3.0).gradient(d(1, 1)),
        at("inBranch", d(1, 2), d(3, 4), true).gives(6.0).gradient(d(2, 2), d(0, 0)),
        at("inBranch", d(1, 2), d(3, 4), false).gives(10.0).gradient(d(1, 1), d(1, 1)),
        at("inRecord", d(1, 2, 3)).gives(8.0).gradient(d(16, 4, 0)),
        at("row", (Object) rows(d(1, 2), d(3, 4))).gives(8.0).gradient((Object) rows(d(4, 4), d(0, 0))),
        at("givenBack", d(1, 2)).gives(10.0).gradient(d(6, 2)),
        at("ownParameter", d(1, 2)).gives(d(2, 4)).seeded(d(1, 3)).back(d(2, 6)));
  }

  private static void add(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) a[i] += b[i];
  }

  private static void addShifted(double[] a, double[] b) {
    for (int i = 1; i < a.length; i++) a[i] += b[i - 1];
  }

  private static double[] added(double[] a, double[] b) {
    add(a, b);
    return a;
  }

  private static double[] rowOf(double[][] m, int i) {
    return m[i];
  }

  private static double total(double[] a) {
    double sum = 0;
    for (double x : a) sum += x;
    return sum;
  }

  private static double squares(double[] a) {
    double sum = 0;
    for (double x : a) sum += x * x;
    return sum;
  }

  @Grad @Jvp @Vjp
  static double doubled(double[] a) {
    double[] b = a.clone();
    add(b, b);
    return squares(b);
  }

  /** Each element is added to what the method has just written. */
  @Grad @Jvp @Vjp
  static double prefixSums(double[] a) {
    double[] b = a.clone();
    addShifted(b, b);
    return total(b);
  }

  @Grad @Jvp @Vjp
  static double rowIntoRow(double[][] m) {
    double[][] c = {m[0].clone(), m[1].clone()};
    add(c[0], c[1]);
    return squares(c[0]);
  }

  /** Which rows they are, and whether they are two, is known at run time only. */
  @Grad @Jvp @Vjp
  static double anyRows(double[][] m, int i, int j) {
    double[][] c = {m[0].clone(), m[1].clone()};
    add(c[i], c[j]);
    return squares(c[0]) + squares(c[1]);
  }

  @Grad @Jvp @Vjp
  static double inLoop(double[] a, int n) {
    double[] b = a.clone();
    for (int i = 0; i < n; i++) add(b, b);
    return total(b);
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double inBranch(double[] a, double[] b, boolean same) {
    double[] c = a.clone();
    double[] e = b.clone();
    if (same) add(c, c);
    else add(e, c);
    return same ? total(c) : total(e);
  }

  record Pair(double[] u, double[] v) {}

  private static void square(Pair p) {
    p.u()[0] *= 2;
    p.v()[0] *= p.u()[0];
  }

  /** {@code (2 a₀)² a₁}. */
  @Grad @Jvp @Vjp
  static double inRecord(double[] a) {
    double[] b = a.clone();
    square(new Pair(b, b));
    return b[0] * a[1];
  }

  @Grad @Jvp @Vjp
  static double row(double[][] m) {
    double[][] c = {m[0].clone(), m[1].clone()};
    double[] r = rowOf(c, 0);
    r[0] += 1;
    return squares(c[0]);
  }

  @Grad @Jvp @Vjp
  static double givenBack(double[] a) {
    double[] b = a.clone();
    double[] c = added(b, b);
    c[0] *= 3;
    return total(b);
  }

  @Jvp @Vjp
  static void ownParameter(double[] a) {
    add(a, a);
  }
}
