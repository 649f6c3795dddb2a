package dev.gradus.tests.vmap;

import dev.gradus.Vmap;

/** Methods that write their arguments, batched. */
final class Writing {
  private Writing() {}

  @Vmap
  static void scale(double[] v, double by) {
    for (int i = 0; i < v.length; i++) v[i] *= by;
  }

  @Vmap(in = {1, 0})
  static void scaleColumn(double[] v, double by) {
    scale(v, by);
  }

  /** The names of the arrays change places, not the arrays. */
  @Vmap
  static void exchange(double[] a, double[] b) {
    double[] last = a;
    a = b;
    b = last;
    for (int i = 0; i < a.length; i++) a[i] = b[i] + 1;
    for (int i = 0; i < b.length; i++) b[i] *= a[i];
  }

  @Vmap
  static int sort(double[] v) {
    return sort(v, 0, v.length);
  }

  private static int sort(double[] v, int from, int to) {
    if (to - from < 2) return 0;
    int middle = from;
    for (int i = from + 1; i < to; i++) {
      if (v[i] < v[from]) {
        middle++;
        double x = v[i];
        v[i] = v[middle];
        v[middle] = x;
      }
    }
    double x = v[from];
    v[from] = v[middle];
    v[middle] = x;
    return 1 + sort(v, from, middle) + sort(v, middle + 1, to);
  }

  /** Fails at a negative number, after what comes before it has been written. */
  @Vmap
  static void roots(double[] v) {
    for (int i = 0; i < v.length; i++) {
      if (v[i] < 0) throw new IllegalStateException("no root of " + v[i]);
      v[i] = Math.sqrt(v[i]);
    }
  }

  /** Adds to one element what may be out of range. */
  @Vmap
  static void accumulate(double[] v, double[] x, int n) {
    v[1] = 7;
    v[1] = x[0];
    for (int i = 0; i < n; i++) v[0] += x[i];
  }

  @Vmap
  static double transpose(double[][] m) {
    double trace = 0;
    for (int i = 0; i < m.length; i++) {
      trace += m[i][i];
      for (int j = 0; j < i; j++) {
        double x = m[i][j];
        m[i][j] = m[j][i];
        m[j][i] = x;
      }
    }
    return trace;
  }

  /** Rows are replaced by longer ones. */
  @Vmap(in = {2, 0})
  static void grow(double[][] m, int more) {
    for (int i = 0; i < m.length; i++) {
      double[] longer = new double[m[i].length + more];
      System.arraycopy(m[i], 0, longer, 0, m[i].length);
      longer[m[i].length] = i;
      m[i] = longer;
    }
  }
}
