package p;

import dev.gradus.Jvp;

/** Loops, and what -Agradus.explain says of each: the comment above it, word by word. ExplainTest reads this file. */
final class FortyLoops {
  private FortyLoops() {}

  // ---- elements of their own ----

  @Jvp
  static double[] scale(double[] x, double a) {
    double[] y = new double[x.length];
    //> becomes a map: y
    for (int i = 0; i < x.length; i++) y[i] = a * x[i];
    return y;
  }

  @Jvp
  static double[] axpy(double[] x, double[] y, double a) {
    //> becomes a map: y
    for (int i = 0; i < x.length; i++) y[i] += a * x[i];
    return y;
  }

  @Jvp
  static double[] inPlace(double[] x) {
    //> becomes a map: x
    for (int i = 0; i < x.length; i++) x[i] = Math.exp(-x[i] * x[i]);
    return x;
  }

  @Jvp
  static double twoArrays(double[] x) {
    double[] sines = new double[x.length];
    double[] cosines = new double[x.length];
    //> becomes a map: sines, cosines
    for (int i = 0; i < x.length; i++) {
      sines[i] = Math.sin(x[i]);
      cosines[i] = Math.cos(x[i]);
    }
    return sines[0] + cosines[0];
  }

  @Jvp
  static double[] branches(double[] x) {
    double[] y = new double[x.length];
    //> becomes a map: y
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0) y[i] = Math.sqrt(x[i]);
    }
    return y;
  }

  @Jvp
  static double[] halved(double[] x) {
    double[] y = new double[x.length];
    //> becomes a map: y
    for (int i = 0; i < x.length; i++) {
      double r = x[i];
      //> stays a loop: it does not count an int in fixed steps to a fixed bound
      while (r > 1 && r < 1e9) r /= 2;
      y[i] = r;
    }
    return y;
  }

  @Jvp
  static double[] downwards(double[] x) {
    double[] y = new double[x.length];
    //> becomes a map: y
    for (int i = x.length - 1; i >= 0; i--) y[i] = 2 * x[i];
    return y;
  }

  @Jvp
  static double[] each(double[] x) {
    double[] y = new double[x.length];
    int i = 0;
    //> becomes a map: y
    for (double v : x) y[i++] = v * v;
    return y;
  }

  // ---- neighbours ----

  @Jvp
  static double[] stencil(double[] x) {
    double[] y = new double[x.length];
    //> becomes a map: y
    for (int i = 1; i < x.length - 1; i++) y[i] = x[i - 1] - 2 * x[i] + x[i + 1];
    return y;
  }

  @Jvp
  static double[] stencilInPlace(double[] x) {
    //> stays a loop: it reads x[i - 1] of the array x, other elements of which it writes
    for (int i = 1; i < x.length - 1; i++) x[i] = x[i - 1] + x[i + 1];
    return x;
  }

  @Jvp
  static double[] prefixSums(double[] x) {
    //> stays a loop: it reads x[i - 1] of the array x, other elements of which it writes
    for (int i = 1; i < x.length; i++) x[i] += x[i - 1];
    return x;
  }

  @Jvp
  static double[] runningTotal(double[] x) {
    double[] y = new double[x.length];
    double s = 0;
    //> stays a loop: what it computes depends on s, which it carries from one iteration to the next
    for (int i = 0; i < x.length; i++) {
      s += x[i];
      y[i] = s;
    }
    return y;
  }

  @Jvp
  static double[] shifted(double[] x) {
    double[] y = new double[x.length];
    //> becomes a map: y
    for (int i = 0; i < x.length - 1; i++) y[i + 1] = x[i];
    return y;
  }

  @Jvp
  static double[] reversed(double[] x) {
    int n = x.length;
    double[] y = new double[n];
    //> becomes a map: y
    for (int i = 0; i < n; i++) y[n - 1 - i] = x[i];
    return y;
  }

  @Jvp
  static double[] everySecond(double[] x) {
    //> stays a loop: of the array x it writes one element in 2, and leaves the others as they are
    for (int i = 0; i < x.length; i += 2) x[i] = 0;
    return x;
  }

  @Jvp
  static double[] twoPlaces(double[] x) {
    double[] y = new double[x.length + 1];
    //> stays a loop: it writes y[i] and y[i + 1], which are in different places
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
      y[i + 1] = -x[i];
    }
    return y;
  }

  @Jvp
  static double[] toTheFront(double[] x) {
    //> stays a loop: several iterations may write x[0]
    for (int i = 0; i < x.length; i++) x[0] = x[i] * x[i];
    return x;
  }

  // ---- indirect ----

  @Jvp
  static double[] gather(double[] x, int[] idx) {
    double[] y = new double[idx.length];
    //> becomes a map: y
    for (int i = 0; i < idx.length; i++) y[i] = x[idx[i]];
    return y;
  }

  @Jvp
  static double[] scatter(double[] x, int[] idx) {
    double[] y = new double[idx.length];
    //> stays a loop: it writes y[idx[i]], and that index is not i plus or minus something fixed
    for (int i = 0; i < idx.length; i++) y[idx[i]] = x[i];
    return y;
  }

  @Jvp
  static double[] histogram(double[] x, int[] bin) {
    double[] h = new double[10];
    //> becomes a reduction: h[…] by add
    for (int i = 0; i < x.length; i++) h[bin[i]] += x[i];
    return h;
  }

  @Jvp
  static double[] maybeOutside(double[] x, double[] y, int n) {
    //> stays a loop: y[i] may be out of range, which a map would not notice as this loop does
    for (int i = 0; i < n; i++) {
      if (x[i] > 0) y[i] = x[i];
    }
    return y;
  }

  @Jvp
  static double[] divides(double[] x, int[] by, int n) {
    double[] y = new double[10];
    //> stays a loop: of two exceptions that it may throw another one could come first
    for (int i = 0; i < n; i++) {
      int q = 100 / by[i];
      y[i] = q * x[i];
    }
    return y;
  }

  // ---- sums and their like ----

  @Jvp
  static double sum(double[] x) {
    double s = 0;
    //> becomes a reduction: s by add
    for (int i = 0; i < x.length; i++) s += x[i];
    return s;
  }

  @Jvp
  static double moments(double[] x) {
    double sum = 0;
    double squares = 0;
    double least = Double.POSITIVE_INFINITY;
    //> becomes a reduction: sum by add, squares by add, least by min
    for (double v : x) {
      sum += v;
      squares += v * v;
      least = Math.min(least, v);
    }
    return sum + squares + least;
  }

  @Jvp
  static double product(double[] x) {
    double p = 1;
    //> becomes a reduction: p by mul
    for (int i = x.length - 1; i >= 0; i--) p *= x[i];
    return p;
  }

  @Jvp
  static double count(double[] x) {
    int n = 0;
    boolean any = false;
    boolean all = true;
    //> becomes a reduction: n by add, any by or, all by and
    for (double v : x) {
      if (v > 0) n++;
      any |= v > 1;
      all &= v > 0;
    }
    return any || all ? n * x[0] : x[0];
  }

  @Jvp
  static double lazily(double[] x, int[] k) {
    boolean any = false;
    boolean all = true;
    //> becomes a reduction: any by or, all by and
    for (int i = 0; i < x.length; i++) {
      any = any || x[i] > 1;
      all = all && x[i] > 0;
    }
    boolean found = false;
    //> stays a loop: once found is decided it asks no more, and asking may throw an exception
    for (int i = 0; i < k.length; i++) found = found || x[k[i]] > 1;
    return any || all || found ? x[0] : x[1];
  }

  @Jvp
  static double bits(double[] x, int[] k) {
    int parity = 0;
    int greatest = Integer.MIN_VALUE;
    //> becomes a reduction: parity by xor, greatest by max
    for (int v : k) {
      parity ^= v;
      if (v > greatest) greatest = v;
    }
    return x[0] * parity + greatest;
  }

  @Jvp
  static double twoTerms(double[] x) {
    double s = 0;
    //> stays a loop: it takes more than one value into s in an iteration, and another order would round otherwise
    for (int i = 0; i < x.length; i++) {
      s += x[i];
      s += 1;
    }
    return s;
  }

  @Jvp
  static double horner(double[] c, double x) {
    double p = 0;
    //> stays a loop: it carries p from one iteration to the next, and not by a reduction
    for (int i = 0; i < c.length; i++) p = p * x + c[i];
    return p;
  }

  @Jvp
  static double least(double[] x) {
    double m = x[0];
    //> stays a loop: it chooses m by a comparison, which is not what Math.min and Math.max do with NaN and zeros
    for (int i = 1; i < x.length; i++) if (x[i] < m) m = x[i];
    return m;
  }

  @Jvp
  static double whereGreatest(double[] x) {
    int at = 0;
    //> stays a loop: what it computes depends on at, which it carries from one iteration to the next
    for (int i = 1; i < x.length; i++) if (x[i] > x[at]) at = i;
    return x[at];
  }

  @Jvp
  static double untilFull(double[] x) {
    double s = 0;
    //> stays a loop: what it computes depends on s, which it carries from one iteration to the next
    for (int i = 0; i < x.length; i++) if (s < 10) s += x[i];
    return s;
  }

  @Jvp
  static double[] softmax(double[] x) {
    double[] e = new double[x.length];
    double s = 0;
    //> becomes a map and a reduction: e, s by add
    for (int i = 0; i < x.length; i++) {
      e[i] = Math.exp(x[i]);
      s += e[i];
    }
    //> becomes a map: e
    for (int i = 0; i < x.length; i++) e[i] /= s;
    return e;
  }

  // ---- early ends ----

  @Jvp
  static double firstNegative(double[] x) {
    //> stays a loop: a jump may end it
    for (int i = 0; i < x.length; i++) {
      if (x[i] < 0) return x[i];
    }
    return 0;
  }

  @Jvp
  static double sumToZero(double[] x) {
    double s = 0;
    //> stays a loop: a jump may end it
    for (double v : x) {
      if (v == 0) break;
      s += v;
    }
    return s;
  }

  @Jvp
  static double collatz(double x, long n) {
    double s = x;
    //> stays a loop: it does not count an int in fixed steps to a fixed bound
    while (n > 1) {
      n = n % 2 == 0 ? n / 2 : 3 * n + 1;
      s *= 1.5;
    }
    return s;
  }

  @Jvp
  static double checked(double[] x) {
    //> stays a loop: it computes nothing, it only checks
    for (double v : x) if (v < 0) throw new IllegalArgumentException("negative: " + v);
    return x[0];
  }

  @Jvp
  static double[] checkedRoots(double[] x) {
    double[] y = new double[x.length];
    //> becomes a map: y
    for (int i = 0; i < x.length; i++) {
      if (x[i] < 0) throw new IllegalArgumentException("negative: " + x[i]);
      y[i] = Math.sqrt(x[i]);
    }
    return y;
  }

  // ---- rows ----

  @Jvp
  static double[] rowSums(double[][] a) {
    double[] y = new double[a.length];
    //> becomes a map: y
    for (int i = 0; i < a.length; i++) {
      //> becomes a reduction: y by add
      for (int j = 0; j < a[i].length; j++) y[i] += a[i][j];
    }
    return y;
  }

  @Jvp
  static double[] columnSums(double[][] a) {
    double[] y = new double[a[0].length];
    //> becomes a reduction: y[…] by add
    for (int i = 0; i < a.length; i++) {
      //> becomes a reduction: y[…] by add
      for (int j = 0; j < y.length; j++) y[j] += a[i][j];
    }
    return y;
  }

  @Jvp
  static double[][] elementwise(double[][] a, double[][] b) {
    double[][] c = new double[a.length][a[0].length];
    //> becomes a map: c
    for (int i = 0; i < a.length; i++) {
      //> becomes a map: c
      for (int j = 0; j < a[0].length; j++) c[i][j] = a[i][j] * b[i][j];
    }
    return c;
  }

  @Jvp
  static double[][] triangle(double[][] a) {
    int n = a.length;
    double[][] c = new double[n][n];
    //> becomes a map: c
    for (int i = 0; i < n; i++) {
      //> becomes a map: c
      for (int j = 0; j <= i; j++) c[i][j] = a[i][j];
    }
    return c;
  }

  @Jvp
  static double[][] transposed(double[][] a, int n) {
    double[][] c = new double[n][n];
    //> stays a loop: it writes c[j][i], and arrays are shared out among iterations by their first index only
    for (int i = 0; i < n; i++) {
      //> becomes a map: c
      for (int j = 0; j < n; j++) c[j][i] = a[i][j];
    }
    return c;
  }

  @Jvp
  static double[] flat(double[] a, int n) {
    double[] c = new double[n * n];
    //> stays a loop: it writes c[i*n + j], and that index is not i plus or minus something fixed
    for (int i = 0; i < n; i++) {
      //> stays a loop: c[i*n + j] may be out of range, which a map would not notice as this loop does
      for (int j = 0; j < n; j++) c[i * n + j] = a[j * n + i];
    }
    return c;
  }

  @Jvp
  static double[][] firstRow(double[][] c, int n) {
    //> stays a loop: it writes c[0][i], and arrays are shared out among iterations by their first index only
    for (int i = 0; i < n; i++) c[0][i] = i;
    return c;
  }

  @Jvp
  static double[][] addedTransposed(double[][] a, double[][] c, int n) {
    //> becomes a reduction: c[…] by add
    for (int i = 0; i < n; i++) {
      //> becomes a reduction: c[…] by add
      for (int j = 0; j < n; j++) c[j][i] += a[i][j];
    }
    return c;
  }

  @Jvp
  static double[] heat(double[] start, int steps) {
    double[] u = start.clone();
    double[] next = new double[u.length];
    //> stays a loop: it uses the array u, which it writes, as a whole
    for (int t = 0; t < steps; t++) {
      //> becomes a map: next
      for (int i = 1; i < u.length - 1; i++) next[i] = u[i] + 0.1 * (u[i - 1] - 2 * u[i] + u[i + 1]);
      double[] swap = u;
      u = next;
      next = swap;
    }
    return u;
  }

  @Jvp
  static double total(double[][] a) {
    double s = 0;
    //> stays a loop: it takes more than one value into s in an iteration, and another order would round otherwise
    for (double[] row : a) {
      //> becomes a reduction: s by add
      for (double v : row) s += v;
    }
    return s;
  }

  // ---- products ----

  @Jvp
  static double[][] matmul(double[][] a, double[][] b) {
    int n = a.length;
    int m = b[0].length;
    double[][] c = new double[n][m];
    //> becomes a product of arrays: ik,kj->ij
    for (int i = 0; i < n; i++) {
      //> is a part of the product of arrays: ik,kj->ij
      for (int j = 0; j < m; j++) {
        double s = 0;
        //> is a part of the product of arrays: ik,kj->ij
        for (int k = 0; k < b.length; k++) s += a[i][k] * b[k][j];
        c[i][j] = s;
      }
    }
    return c;
  }

  @Jvp
  static double[][] matmulByRows(double[][] a, double[][] b, double[][] c) {
    //> becomes a product of arrays: ik,kj->ij
    for (int i = 0; i < a.length; i++) {
      //> is a part of the product of arrays: ik,kj->ij
      for (int k = 0; k < b.length; k++) {
        //> is a part of the product of arrays: ik,kj->ij
        for (int j = 0; j < b[0].length; j++) c[i][j] += a[i][k] * b[k][j];
      }
    }
    return c;
  }

  @Jvp
  static double[][] gram(double[][] a) {
    int n = a.length;
    double[][] c = new double[n][n];
    //> becomes a product of arrays: ik,jk->ij
    for (int k = 0; k < 3; k++) {
      //> is a part of the product of arrays: ik,jk->ij
      for (int i = 0; i < n; i++) {
        //> is a part of the product of arrays: ik,jk->ij
        for (int j = 0; j < n; j++) c[i][j] = c[i][j] + a[i][k] * a[j][k];
      }
    }
    return c;
  }

  @Jvp
  static double[] matrixVector(double[][] a, double[] x) {
    double[] y = new double[a.length];
    //> becomes a product of arrays: ij,j->i
    for (int i = 0; i < a.length; i++) {
      //> is a part of the product of arrays: ij,j->i
      for (int j = 0; j < x.length; j++) y[i] += a[i][j] * x[j];
    }
    return y;
  }

  @Jvp
  static double[] vectorMatrix(double[] x, double[][] a) {
    double[] y = new double[a[0].length];
    //> becomes a product of arrays: i,ij->j
    for (int i = 0; i < x.length; i++) {
      //> is a part of the product of arrays: i,ij->j
      for (int j = 0; j < y.length; j++) y[j] += x[i] * a[i][j];
    }
    return y;
  }

  @Jvp
  static double[] addedAfterwards(double[][] a, double[] x, double[] y) {
    //> becomes a map: y
    for (int i = 0; i < y.length; i++) {
      double s = 0;
      //> becomes a reduction: s by add
      for (int j = 0; j < x.length; j++) s += a[i][j] * x[j];
      y[i] += s;
    }
    return y;
  }

  @Jvp
  static double[] lowerTriangle(double[][] a, double[] x) {
    double[] y = new double[x.length];
    //> becomes a map: y
    for (int i = 0; i < x.length; i++) {
      //> becomes a reduction: y by add
      for (int j = 0; j <= i; j++) y[i] += a[i][j] * x[j];
    }
    return y;
  }

  @Jvp
  static double[][] scaledProduct(double[][] a, double[][] b, double s) {
    double[][] c = new double[3][3];
    //> becomes a map: c
    for (int i = 0; i < 3; i++) {
      //> becomes a map: c
      for (int j = 0; j < 3; j++) {
        //> becomes a reduction: c by add
        for (int k = 0; k < 3; k++) c[i][j] += s * a[i][k] * b[k][j];
      }
    }
    return c;
  }
}
