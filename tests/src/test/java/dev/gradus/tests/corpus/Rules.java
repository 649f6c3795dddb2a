package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.f;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import dev.gradus.lax.Lax;
import java.util.List;

/** Derivatives that the user has a say in. */
final class Rules {
  static List<Case> cases() {
    return List.of(
        // x (stop x) is x² with the derivative x; of that derivative nothing depends on x any more
        at("halfSquare", 3.0).gives(9.0).gradient(3.0).ruled(),
        at("halfSlope", 3.0).gives(9.0).gradient(3.0).ruled(),
        at("straightThrough", 2.3).gives(4.0).gradient(2.0 * 2).ruled(),
        // value 2, reward 1, next 3: the target is 3.7
        at("temporalDifference", 2.0, 1.0, 3.0).gives(1.7 * 1.7).gradient(-3.4, 3.4, 0.0).ruled(),
        at("normalised", d(1, 3)).gives((1.0 + 9) / 4).gradient(d(2.0 / 4, 6.0 / 4)).ruled(),
        at("frozen", rows(d(1, 2), d(3)), 5.0).gives(5.0 * 14 - 14).gradient(rows(d(2 * 5, 4 * 5), d(6 * 5)), 14.0).ruled(),
        at("targetNetwork", new Net(d(1, 2), 3f), 0.5).gives(Math.pow(1 + 0.5 * (2 * 2 + 3) - (1 * 2 + 3), 2))
            .gradient(d(-2 * 2 * (1 + 0.5 * 7 - 5), 0), (float) (-2 * (1 + 0.5 * 7 - 5)), 2 * 7 * (1 + 0.5 * 7 - 5)).ruled(),
        // only the last of the steps counts
        at("truncated", 3.0, 3).gives(9 * (1 + 0.5 + 0.25)).gradient(6.0).ruled(),
        at("single", f(1, 2)).gives(5f).gradient(f(2, 2)).ruled(),
        at("stoppedForward", 3.0).gives(27.0).gradient(9.0).ruled(),
        at("fit", d(2, 1), d(0, 1), d(1, 5)).gives(4.0, d(0, -2), 2, true).gradient(d(-4, -4)),
        at("fitForward", 2.0, 3f).gives(6f, 2.0, 2.0 * 3).gradient(3.0, 2f),
        at("step", d(2, 1), d(0, 1), d(1, 5)).gives(2.0 + 16 - 2).gradient(d(-2 - 16 + 1, -2 - 24 + 2)));
  }

  record Fit(double loss, double[] residuals, int count, boolean improves) {}

  record Product(float loss, double x, double same) {}

  record Net(double[] w, float b) {}

  private Rules() {}

  @Grad @Jvp @Vjp
  static double halfSquare(double x) {
    return x * Lax.stopGradient(x);
  }

  @Grad @Jvp
  static double halfSlope(double x) {
    return RulesGrad.halfSquare(x) * x;
  }

  private static double round(double x) {
    return x + Lax.stopGradient(Math.rint(x) - x);
  }

  @Grad @Jvp @Vjp
  static double straightThrough(double x) {
    return round(x) * round(x);
  }

  @Grad(wrt = {"value", "reward", "next"}) @Jvp(wrt = {"value", "reward", "next"})
  static double temporalDifference(double value, double reward, double next) {
    double error = reward + 0.9 * Lax.stopGradient(next) - value;
    return error * error;
  }

  /** The scale is measured, not learned. */
  @Grad @Jvp @Vjp
  static double normalised(double[] x) {
    double[] still = Lax.stopGradient(x);
    double mean = 0;
    for (double v : still) mean += v / still.length;
    double sum = 0;
    for (double v : x) sum += v * v;
    return sum / (mean * mean);
  }

  @Grad(wrt = {"m", "k"}) @Jvp(wrt = {"m", "k"}) @Vjp(wrt = {"m", "k"})
  static double frozen(double[][] m, double k) {
    double[][] still = Lax.stopGradient(m);
    double sum = 0;
    for (int i = 0; i < m.length; i++) for (int j = 0; j < m[i].length; j++) sum += k * m[i][j] * m[i][j] - still[i][j] * still[i][j];
    return sum;
  }

  private static double predict(Net net, double x) {
    return net.w()[0] * x + net.b();
  }

  private static double best(Net net) {
    return net.w()[1] * net.w()[1] + net.b();
  }

  @Grad(wrt = {"net", "discount"}) @Jvp(wrt = {"net", "discount"})
  static double targetNetwork(Net net, double discount) {
    Net target = Lax.stopGradient(net);
    double error = 1 + discount * best(target) - predict(net, 2);
    return error * error;
  }

  @Grad @Jvp @Vjp
  static double truncated(double x, int steps) {
    double state = 0;
    for (int i = 0; i < steps; i++) state = 0.5 * Lax.stopGradient(state) + x * x;
    return state;
  }

  @Grad @Jvp
  static float single(float[] x) {
    return x[0] + Lax.stopGradient(x[1]) * x[1] + x[0] * Lax.stopGradient(x)[0] - Lax.stopGradient(x[0]);
  }

  @Grad(mode = Mode.FORWARD) @Jvp
  static double stoppedForward(double x) {
    return x * Lax.stopGradient(x * x);
  }

  /** The line {@code w0 x + w1}. */
  @Grad(hasAux = true) @Jvp @Vjp
  static Fit fit(double[] w, double[] x, double[] y) {
    double[] residuals = new double[x.length];
    double loss = 0;
    for (int i = 0; i < x.length; i++) {
      residuals[i] = w[0] * x[i] + w[1] - y[i];
      loss += residuals[i] * residuals[i];
    }
    return new Fit(loss, residuals, x.length, loss < 100);
  }

  @Grad(wrt = {"x", "y"}, hasAux = true, mode = Mode.FORWARD) @Jvp(wrt = {"x", "y"})
  static Product fitForward(double x, float y) {
    return new Product((float) x * y, x, x * y);
  }

  /** The residuals and the gradient together, whose derivative is a matter of second order. */
  @Grad @Jvp
  static double step(double[] w, double[] x, double[] y) {
    RulesGrad.FitWithAux fit = RulesGrad.fit(w, x, y);
    RulesGrad.FitWithValue both = RulesGrad.fitWithValue(w, x, y);
    double sum = both.value().loss() / both.value().count();
    for (double g : fit.grad()) sum += g * g / fit.count();
    for (double r : fit.residuals()) sum += fit.improves() ? r : 0;
    return sum;
  }
}
