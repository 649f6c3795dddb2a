package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.f;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Single precision, alone and together with double. */
@SuppressWarnings("lossy-conversions")
final class Floats {
  static List<Case> cases() {
    return List.of(
        at("product", 1.5f, 2.5f).gives(3.75f).gradient(2.5f, 1.5f),
        at("throughDouble", 0.5f).gives((float) Math.exp(0.5)).gradient((float) Math.exp(0.5)),
        at("floatIntoDouble", 0.5f, 3.0).gives(0.75).gradient(3f, 0.25),
        at("norm", f(3, 4)).gives(5f).gradient(f(0.6f, 0.8f)),
        at("halves", f(1, 2, 3)).gives(f(0.5f, 2, 4.5f)).seeded(f(1, 10, 100)).back(f(1, 20, 300)),
        at("compound", 2f, 0.25).gives(2.5f).gradient(1.25f, 2.0));
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static float product(float x, float y) {
    return x * y;
  }

  @Grad @Jvp
  static float throughDouble(float x) {
    return (float) Math.exp(x);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double floatIntoDouble(float x, double y) {
    return x * x * y;
  }

  @Grad @Jvp
  static float norm(float[] x) {
    float sum = 0;
    for (float v : x) sum += v * v;
    return (float) Math.sqrt(sum);
  }

  /** {@code x²/2}. */
  @Vjp @Jvp
  static float[] halves(float[] x) {
    float[] y = new float[x.length];
    for (int k = 0; k < x.length; k++) y[k] = x[k] * x[k] / 2;
    return y;
  }

  /** {@code x + x y}, rounded to float once. */
  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static float compound(float x, double y) {
    x += x * y;
    return x;
  }
}
