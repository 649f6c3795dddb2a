package dev.gradus.tests.corpus;

import java.util.List;

/**
 * A method of the corpus at some arguments, and what is known there. All numbers are given as leaves: scalars and arrays, records being
 * flattened depth first. What is known was found by hand or from a closed form, never by running Gradus.
 *
 * @param method the method's name; with its number of parameters that names it within its class
 * @param companion its name in the companions
 * @param args the arguments
 * @param results leaves of the returned value, then the arrays it writes; {@code null} if not known
 * @param seeds a cotangent for each floating-point result leaf
 * @param cotangents what the pullback of the seeds is, a leaf for each floating-point leaf of the parameters in {@code wrt}; {@code null}
 * if not known
 * @param smooth whether central differences converge to the derivative here; kinks are not smooth, and rules may say something else
 */
public record Case(String method, String companion, List<Object> args, List<Object> results, List<Object> seeds, List<Object> cotangents,
    boolean smooth) {

  /** The method at these arguments, nothing known yet. */
  static Case at(String method, Object... args) {
    return new Case(method, method, List.of(args), null, null, null, true);
  }

  /** The name in the companions, where it is not the method's. */
  Case as(String companion) {
    return new Case(method, companion, args, results, seeds, cotangents, smooth);
  }

  Case gives(Object... results) {
    return new Case(method, companion, args, List.of(results), seeds, cotangents, smooth);
  }

  /** The gradient of a scalar result. */
  Case gradient(Object... cotangents) {
    return new Case(method, companion, args, results, seeds, List.of(cotangents), smooth);
  }

  /** Cotangents of the results, for {@link #back}. */
  Case seeded(Object... seeds) {
    return new Case(method, companion, args, results, List.of(seeds), cotangents, smooth);
  }

  /** What the seeds are pulled back to. */
  Case back(Object... cotangents) {
    return gradient(cotangents);
  }

  /** At a kink, where the derivative is a convention and differences say nothing. */
  Case kink() {
    return new Case(method, companion, args, results, seeds, cotangents, false);
  }

  /** Where a rule of the user's says another derivative than what is computed has, on purpose. */
  Case ruled() {
    return kink();
  }

  // ---- short names for leaves ----

  static double[] d(double... xs) {
    return xs;
  }

  static double[][] rows(double[]... rows) {
    return rows;
  }

  static float[] f(float... xs) {
    return xs;
  }

  static int[] i(int... xs) {
    return xs;
  }
}
