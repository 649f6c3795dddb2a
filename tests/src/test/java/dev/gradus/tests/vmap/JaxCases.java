package dev.gradus.tests.vmap;

import static dev.gradus.Vmap.NONE;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vmap;

/**
 * The functions of {@code vmap_cases.py} as one writes them in Java, each batched in the ways that the script does. A method is called like
 * the case: {@code scaled_01_m2} is {@code scaled} with the arguments' axes 0 and 1 and the result's axis -2, and {@code N} is no axis.
 */
final class JaxCases {
  private JaxCases() {}

  // ---- the functions ----

  static double polynomial(double x, double y, double z) {
    return x * y + z * z * x;
  }

  static double waves(double x, double y) {
    return Math.sin(x) * Math.exp(y);
  }

  static double sumOfSquares(double[] v) {
    double sum = 0;
    for (double x : v) sum += x * x;
    return sum;
  }

  static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) sum += u[i] * v[i];
    return sum;
  }

  static double[] scaled(double a, double[] v) {
    double[] result = new double[v.length];
    for (int i = 0; i < v.length; i++) result[i] = a * v[i];
    return result;
  }

  static double[] matVec(double[][] m, double[] v) {
    double[] result = new double[m.length];
    for (int i = 0; i < m.length; i++) result[i] = dot(m[i], v);
    return result;
  }

  static double[][] outer(double[] u, double[] v) {
    double[][] result = new double[u.length][v.length];
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < v.length; j++) result[i][j] = u[i] * v[j];
    }
    return result;
  }

  static double trace(double[][] m) {
    double sum = 0;
    for (int i = 0; i < m.length; i++) sum += m[i][i];
    return sum;
  }

  static double[][] transposed(double[][] m) {
    double[][] result = new double[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[i].length; j++) result[j][i] = m[i][j];
    }
    return result;
  }

  static double[] rowSums(double[][] m) {
    double[] sums = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      for (double x : m[i]) sums[i] += x;
    }
    return sums;
  }

  /** What does not depend on the mapped argument. */
  static double kept(double x, double w) {
    return w * 2;
  }

  static double[] keptVector(double x, double[] w) {
    double[] result = w.clone();
    for (int i = 0; i < w.length; i++) result[i] *= 2;
    return result;
  }

  static double branch(double x) {
    return x > 0 ? Math.sqrt(x) : x * x;
  }

  /** Steps of Collatz's sequence. */
  static int count(int n) {
    int steps = 0;
    for (int at = Math.abs(n) + 1; at > 1; steps++) at = at % 2 == 0 ? at / 2 : 3 * at + 1;
    return steps;
  }

  static double halved(double x, double bound) {
    while (Math.abs(x) > bound) x /= 2;
    return x;
  }

  static boolean below(double x, double y) {
    return x < y;
  }

  static int whole(double x) {
    return (int) Math.floor(x);
  }

  @Grad @Jvp
  static double norm(double[] v) {
    return Math.sqrt(1 + sumOfSquares(v));
  }

  // ---- axes ----

  @Vmap(in = {0, 0, 0}) static double polynomial_000(double x, double y, double z) { return polynomial(x, y, z); }
  @Vmap(in = {0, NONE, 0}) static double polynomial_0N0(double x, double y, double z) { return polynomial(x, y, z); }
  @Vmap(in = {NONE, NONE, 0}) static double polynomial_NN0(double x, double y, double z) { return polynomial(x, y, z); }
  @Vmap(in = {-1, 0, NONE}) static double polynomial_m10N(double x, double y, double z) { return polynomial(x, y, z); }
  @Vmap(in = {NONE, 0, NONE}) static double polynomial_N0N(double x, double y, double z) { return polynomial(x, y, z); }
  @Vmap(in = {0, 0, NONE}) static double polynomial_00N(double x, double y, double z) { return polynomial(x, y, z); }

  @Vmap(in = {0, 0}) static double waves_00(double x, double y) { return waves(x, y); }
  @Vmap(in = {0, NONE}) static double waves_0N(double x, double y) { return waves(x, y); }
  @Vmap(in = {NONE, 0}) static double waves_N0(double x, double y) { return waves(x, y); }
  @Vmap(in = {-1, -1}) static double waves_m1m1(double x, double y) { return waves(x, y); }

  @Vmap(in = 0) static double sum_of_squares_0(double[] v) { return sumOfSquares(v); }
  @Vmap(in = 1) static double sum_of_squares_1(double[] v) { return sumOfSquares(v); }
  @Vmap(in = -1) static double sum_of_squares_m1(double[] v) { return sumOfSquares(v); }
  @Vmap(in = -2) static double sum_of_squares_m2(double[] v) { return sumOfSquares(v); }

  @Vmap(in = {0, 0}) static double dot_00(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {0, 1}) static double dot_01(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {1, 0}) static double dot_10(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {1, 1}) static double dot_11(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {-1, 0}) static double dot_m10(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {0, NONE}) static double dot_0N(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {NONE, 1}) static double dot_N1(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {NONE, -1}) static double dot_Nm1(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {-2, -1}) static double dot_m2m1(double[] u, double[] v) { return dot(u, v); }

  @Vmap(in = {0, 0}) static double[] scaled_00(double a, double[] v) { return scaled(a, v); }
  @Vmap(in = {0, 0}, out = 1) static double[] scaled_00_1(double a, double[] v) { return scaled(a, v); }
  @Vmap(in = {0, 0}, out = -1) static double[] scaled_00_m1(double a, double[] v) { return scaled(a, v); }
  @Vmap(in = {NONE, 0}) static double[] scaled_N0(double a, double[] v) { return scaled(a, v); }
  @Vmap(in = {NONE, 1}, out = 1) static double[] scaled_N1_1(double a, double[] v) { return scaled(a, v); }
  @Vmap(in = {0, NONE}) static double[] scaled_0N(double a, double[] v) { return scaled(a, v); }
  @Vmap(in = {0, NONE}, out = 1) static double[] scaled_0N_1(double a, double[] v) { return scaled(a, v); }
  @Vmap(in = {0, 1}, out = -2) static double[] scaled_01_m2(double a, double[] v) { return scaled(a, v); }

  @Vmap(in = {0, 0}) static double[] mat_vec_00(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {0, NONE}) static double[] mat_vec_0N(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {NONE, 0}) static double[] mat_vec_N0(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {NONE, 1}, out = 1) static double[] mat_vec_N1_1(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {1, 0}) static double[] mat_vec_10(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {1, 1}, out = 1) static double[] mat_vec_11_1(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {2, NONE}) static double[] mat_vec_2N(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {-1, 0}, out = 1) static double[] mat_vec_m10_1(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {-2, NONE}) static double[] mat_vec_m2N(double[][] m, double[] v) { return matVec(m, v); }
  @Vmap(in = {-3, -1}, out = -1) static double[] mat_vec_m3m1_m1(double[][] m, double[] v) { return matVec(m, v); }

  @Vmap(in = {0, 0}) static double[][] outer_00(double[] u, double[] v) { return outer(u, v); }
  @Vmap(in = {0, 0}, out = 1) static double[][] outer_00_1(double[] u, double[] v) { return outer(u, v); }
  @Vmap(in = {0, 0}, out = 2) static double[][] outer_00_2(double[] u, double[] v) { return outer(u, v); }
  @Vmap(in = {0, NONE}, out = -1) static double[][] outer_0N_m1(double[] u, double[] v) { return outer(u, v); }
  @Vmap(in = {NONE, 0}, out = -2) static double[][] outer_N0_m2(double[] u, double[] v) { return outer(u, v); }
  @Vmap(in = {1, 0}, out = -3) static double[][] outer_10_m3(double[] u, double[] v) { return outer(u, v); }

  @Vmap(in = 0) static double trace_0(double[][] m) { return trace(m); }
  @Vmap(in = 1) static double trace_1(double[][] m) { return trace(m); }
  @Vmap(in = 2) static double trace_2(double[][] m) { return trace(m); }

  @Vmap(in = 0) static double[][] transposed_0(double[][] m) { return transposed(m); }
  @Vmap(in = 0, out = 2) static double[][] transposed_0_2(double[][] m) { return transposed(m); }
  @Vmap(in = 1, out = 1) static double[][] transposed_1_1(double[][] m) { return transposed(m); }
  @Vmap(in = -1) static double[][] transposed_m1(double[][] m) { return transposed(m); }
  @Vmap(in = 2, out = -1) static double[][] transposed_2_m1(double[][] m) { return transposed(m); }

  @Vmap(in = 0, out = 1) static double[] row_sums_0_1(double[][] m) { return rowSums(m); }
  @Vmap(in = 2) static double[] row_sums_2(double[][] m) { return rowSums(m); }
  @Vmap(in = -2, out = 1) static double[] row_sums_m2_1(double[][] m) { return rowSums(m); }

  @Vmap(in = {0, NONE}) static double kept_0N(double x, double w) { return kept(x, w); }

  @Vmap(in = {0, NONE}) static double[] kept_vector_0N(double x, double[] w) { return keptVector(x, w); }
  @Vmap(in = {0, NONE}, out = 1) static double[] kept_vector_0N_1(double x, double[] w) { return keptVector(x, w); }

  @Vmap(in = 0) static double branch_0(double x) { return branch(x); }

  @Vmap(in = 0) static int count_0(int n) { return count(n); }

  @Vmap(in = {0, NONE}) static double halved_0N(double x, double bound) { return halved(x, 0.25); }

  @Vmap(in = {0, 0}) static boolean below_00(double x, double y) { return below(x, y); }
  @Vmap(in = {0, NONE}) static boolean below_0N(double x, double y) { return below(x, y); }

  @Vmap(in = 0) static int whole_0(double x) { return whole(x); }

  // ---- nested, and with derivatives ----

  @Vmap(in = {0, NONE}) static double rows(double[] u, double[] v) { return dot(u, v); }
  @Vmap(in = {NONE, 1}, out = 1) static double[] matmul_nested(double[][] m, double[] v) { return JaxCasesVmap.rows(m, v); }
  @Vmap(in = {NONE, 1}) static double[] matmul_nested_transposed(double[][] m, double[] v) { return JaxCasesVmap.rows(m, v); }

  @Vmap(in = {NONE, 0}) static double waveRow(double x, double y) { return waves(x, y); }
  @Vmap(in = {0, NONE}) static double[] pairs_nested(double x, double[] y) { return JaxCasesVmap.waveRow(x, y); }
  @Vmap(in = {0, NONE}, out = 1) static double[] pairs_nested_out_1(double x, double[] y) { return JaxCasesVmap.waveRow(x, y); }

  @Vmap @Grad static double grad_sum_of_squares_0(double[] v) { return sumOfSquares(v); }
  @Vmap(in = 1) @Grad static double grad_norm_1(double[] v) { return norm(v); }
  @Vmap(in = 1, out = 1) static double[] grad_norm_1_1(double[] v) { return JaxCasesGrad.norm(v); }
  @Vmap @Grad static double grad_branch_0(double x) { return branch(x); }
  @Vmap(in = {0, NONE, 0}) @Grad static double grad_polynomial_0N0(double x, double y, double z) { return polynomial(x, y, z); }
  @Vmap(in = {NONE, 0}) @Grad static double grad_dot_N0(double[] u, double[] v) { return dot(u, v); }
  @Vmap static double jvp_norm_00(double[] v, double[] dv) { return JaxCasesJvp.norm(v, dv).tangent(); }

  @Vmap(in = {NONE, 0}) static double predictions(double[] w, double[] x) { return dot(w, x); }

  @Grad
  static double grad_of_vmap_sum(double[] w, double[][] xs) {
    return sumOfSquares(JaxCasesVmap.predictions(w, xs));
  }

  @Vmap static double empty(double x, double y) { return waves(x, y); }
}
