package dev.gradus.processor;

import static dev.gradus.processor.Compiled.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** {@code Lax.checkpoint}: the same numbers, and nothing kept of the code. */
class CheckpointTest {
  private static String program(String first, String last) {
    return """
        package demo;
        import dev.gradus.*;
        import dev.gradus.lax.Lax;
        class Orbit {
          record Pair(double x, double[] a) {}
          static double[] steps(double[] from, double h, int n) {
            double[] s = from.clone();
            for (int i = 0; i < n; i++) { double x = s[0]; s[0] += h * s[1]; s[1] -= h * Math.sin(x) * s[0]; }
            return s;
          }
          static double logistic(double x, double r, int n) {
            for (int i = 0; i < n; i++) x = r * x * (1 - x);
            return x;
          }
          static Pair pair(double x, double[] a) { return new Pair(x * a[0], new double[] {x, a[1] * a[1]}); }
          @Grad(wrt = {"start", "h"}) @Jvp(wrt = {"start", "h"}) @Vjp(wrt = {"start", "h"})
          static double energy(double[] start, double h, int segments) {
            double[] s = start.clone();
            for (int i = 0; i < segments; i++) {
              double[] from = s;
              s = FIRST steps(from, h, 10) LAST;
            }
            return s[0] * s[0] + s[1] * s[1];
          }
          @Grad(wrt = {"x", "r"}) static double chaos(double x, double r) {
            double y = FIRST logistic(x, r, 20) LAST;
            return y * FIRST logistic(y, r, 5) LAST;
          }
          @Grad static double slope(double x, double r) { return OrbitGrad.chaos(x, r).r(); }
          @Grad(wrt = {"x", "a"}) static double records(double x, double[] a) {
            Pair p = FIRST pair(x, a) LAST;
            return p.x() * p.a()[1] + p.a()[0];
          }
        }""".replace("FIRST", first).replace("LAST", last);
  }

  @Test
  void derivativesAreTheSame() throws Throwable {
    Compiled plain = Compiled.of(program("", ""));
    Compiled again = Compiled.of(program("Lax.checkpoint(() ->", ")"));
    double[] start = {0.3, 0.4};
    Object one = plain.call("demo.OrbitGrad", "energyWithValue", start, 0.01, 3);
    Object two = again.call("demo.OrbitGrad", "energyWithValue", start, 0.01, 3);
    assertEquals(get(one, "value"), get(two, "value"));
    assertArrayEquals((double[]) get(get(one, "grad"), "start"), (double[]) get(get(two, "grad"), "start"), 1e-14);
    assertEquals((double) get(get(one, "grad"), "h"), (double) get(get(two, "grad"), "h"), 1e-13);
    double[] d = {1, 2};
    assertEquals((double) get(plain.call("demo.OrbitJvp", "energy", start, 0.01, 3, d, 0.5), "tangent"),
        (double) get(again.call("demo.OrbitJvp", "energy", start, 0.01, 3, d, 0.5), "tangent"), 1e-14);
    assertEquals((double) get(plain.call("demo.OrbitGrad", "chaos", 0.3, 3.1), "r"), (double) get(again.call("demo.OrbitGrad", "chaos", 0.3, 3.1), "r"), 1e-13);
    assertEquals((double) plain.call("demo.OrbitGrad", "slope", 0.3, 3.1), (double) again.call("demo.OrbitGrad", "slope", 0.3, 3.1), 1e-10);
    Object p = again.call("demo.OrbitGrad", "records", 2.0, new double[] {3, 5});
    assertEquals(3 * 25 + 1.0, get(p, "x"));
    assertArrayEquals(new double[] {2 * 25, 2 * 3 * 2 * 5}, (double[]) get(p, "a"));
  }

  /** In the loop over segments only the state is kept; without checkpoint the loop inside keeps a row for each segment. */
  @Test
  void nothingIsKeptOfTheCode() {
    String plain = Compiled.of(program("", "")).source("demo.OrbitGrad");
    String again = Compiled.of(program("Lax.checkpoint(() ->", ")")).source("demo.OrbitGrad");
    assertTrue(plain.contains("xTape = new double[max][]"), plain);
    String energy = again.substring(again.indexOf("EnergyWithValue energyWithValue("));
    String forward = energy.substring(0, energy.indexOf("i--"));
    assertFalse(forward.contains("xTape") || forward.contains("tTape"), energy);
  }
}
