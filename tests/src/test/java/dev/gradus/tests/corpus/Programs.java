package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.i;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Programs as the people write them who do not know Gradus: finance, robotics, signals, learning, simulation. */
final class Programs {
  static List<Case> cases() {
    return List.of(
        at("adaptivePendulum", new Pendulum(1.2, 0.1), d(0.8, 0.1), 0.7).seeded(d(1, 10)),
        at("reach", new Link[] {new Link(new Vec3(0, 0, 0.3), new Vec3(0, 0, 1)), new Link(new Vec3(0.1, 0, 0.4), new Vec3(0, 1, 0)),
            new Link(new Vec3(0, 0.2, 0.4), new Vec3(1, 1, 0))}, d(0.3, -0.4, 1.1), new Vec3(0.5, 0.1, 0.2)),
        at("reach", new Link[] {new Link(new Vec3(3, 0, 4), new Vec3(0, 0, 1))}, d(1), Vec3.ZERO).gives(5 + 1e-3).gradient(d(2e-3)),
        at("asianOption", 100.0, 0.02, new Heston(0.04, 1.5, 0.05, 0.3, -0.6), 99.0, 1.0, rows(d(0.3, -0.5, 0.8), d(1.2, 0.1, -0.4)),
            rows(d(-0.2, 0.6, 0.1), d(0.5, -0.3, 0.2))),
        at("powerBetween", d(0.1, 1, 0.5, 0.2, -0.1, -0.7, 0.4, 0.9), 1, 4),
        at("powerBetween", d(3, 0, 0, 0), 0, 4).gives(36.0).gradient(d(24, 0, 0, 0)),
        at("parBond", new Swap[] {new Swap(1, 0.02), new Swap(2, 0.03), new Swap(4, 0.035)}, 0.03, 2).gives(1.0),
        at("lowest", d(-1.2, 1), 1.1, 12).seeded(d(1, 10)),
        at("lowest", d(0.5, -0.5), 2.0, 0).gives(d(0.5, 0)).seeded(d(1, 10)).back(d(1, 10), 0.0),
        at("connectionist", rows(d(0.1, 0.5, -0.2), d(0.3, -0.4, 0.9), d(1, 0.2, 0.1), d(0.2, 0.6, -0.5)), i(1, 2), 0),
        at("connectionist", (Object) rows(d(0, 0), d(0, 0)), i(1), 0).gives(Math.log(4) - Math.log(3)).kink());
  }

  // ---- simulation ----

  record Pendulum(double length, double damping) {}

  @FunctionalInterface
  interface Ode {
    void eval(double t, double[] y, double[] slope);
  }

  private static final double[][] STAGES = {{}, {0.5}, {0, 0.75}, {2.0 / 9, 1.0 / 3, 4.0 / 9}};
  private static final double[] EMBEDDED = {7.0 / 24, 0.25, 1.0 / 3, 0.125};

  static double[] integrate(Ode ode, double[] y0, double t0, double t1, double tolerance) {
    int n = y0.length;
    double[] y = y0.clone();
    double t = t0;
    double h = 0.1 * (t1 - t0);
    double[][] k = new double[STAGES.length][n];
    double[] trial = new double[n];
    while (t < t1) {
      if (t + h > t1) h = t1 - t;
      for (int s = 0; s < STAGES.length; s++) {
        for (int c = 0; c < n; c++) {
          double sum = 0;
          for (int j = 0; j < s; j++) sum += STAGES[s][j] * k[j][c];
          trial[c] = y[c] + h * sum;
        }
        ode.eval(t, trial, k[s]);
      }
      double error = 0;
      for (int c = 0; c < n; c++) {
        double low = y[c];
        for (int j = 0; j < STAGES.length; j++) low += h * EMBEDDED[j] * k[j][c];
        error = Math.max(error, Math.abs(trial[c] - low) / (tolerance * (1 + Math.abs(y[c]))));
      }
      if (error <= 1) {
        t += h;
        System.arraycopy(trial, 0, y, 0, n);
      }
      h *= Math.clamp(0.9 * Math.pow(Math.max(error, 1e-10), -1.0 / 3), 0.2, 5.0);
    }
    return y;
  }

  /** Bogacki and Shampine with a step size of its own choice; a function writes the rows it is handed. */
  @Vjp(wrt = {"p", "y0"}) @Jvp(wrt = {"p", "y0"})
  static double[] adaptivePendulum(Pendulum p, double[] y0, double time) {
    return integrate((t, y, slope) -> {
      slope[0] = y[1];
      slope[1] = -9.81 / p.length() * Math.sin(y[0]) - p.damping() * y[1];
    }, y0, 0, time, 1e-4);
  }

  // ---- robotics ----

  record Vec3(double x, double y, double z) {
    static final Vec3 ZERO = new Vec3(0, 0, 0);

    Vec3 plus(Vec3 o) {
      return new Vec3(x + o.x, y + o.y, z + o.z);
    }

    Vec3 minus(Vec3 o) {
      return new Vec3(x - o.x, y - o.y, z - o.z);
    }

    Vec3 times(double s) {
      return new Vec3(s * x, s * y, s * z);
    }

    Vec3 cross(Vec3 o) {
      return new Vec3(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
    }

    double norm() {
      return Math.sqrt(x * x + y * y + z * z);
    }
  }

  record Quaternion(double w, double x, double y, double z) {
    static Quaternion identity() {
      return new Quaternion(1, 0, 0, 0);
    }

    static Quaternion around(Vec3 axis, double angle) {
      double s = Math.sin(angle / 2) / axis.norm();
      return new Quaternion(Math.cos(angle / 2), s * axis.x(), s * axis.y(), s * axis.z());
    }

    Quaternion times(Quaternion q) {
      return new Quaternion(w * q.w - x * q.x - y * q.y - z * q.z, w * q.x + x * q.w + y * q.z - z * q.y,
          w * q.y - x * q.z + y * q.w + z * q.x, w * q.z + x * q.y - y * q.x + z * q.w);
    }

    Vec3 rotate(Vec3 v) {
      Vec3 u = new Vec3(x, y, z);
      Vec3 t = u.cross(v).times(2);
      return v.plus(t.times(w)).plus(u.cross(t));
    }
  }

  record Pose(Vec3 position, Quaternion orientation) {
    Pose compose(Pose child) {
      return new Pose(position.plus(orientation.rotate(child.position)), orientation.times(child.orientation));
    }
  }

  record Link(Vec3 offset, Vec3 axis) {
    Link {
      Objects.requireNonNull(offset);
      Objects.requireNonNull(axis, "axis");
    }
  }

  static Pose forward(Link[] chain, double[] q) {
    if (chain.length != q.length) throw new IllegalArgumentException("expected " + chain.length + " joints, got " + q.length);
    var pose = new Pose(Vec3.ZERO, Quaternion.identity());
    int joint = 0;
    for (Link link : chain) pose = pose.compose(new Pose(link.offset(), Quaternion.around(link.axis(), q[joint++])));
    return pose;
  }

  /** How far the arm's tip is from the target, and a little for each angle. */
  @Grad(wrt = "q") @Jvp(wrt = "q")
  static double reach(Link[] chain, double[] q, Vec3 target) {
    double cost = forward(chain, q).position().minus(target).norm();
    for (double angle : q) cost += 1e-3 * angle * angle;
    return cost;
  }

  // ---- finance ----

  record Heston(double v0, double kappa, double theta, double sigma, double rho) {
    Heston {
      if (!(Math.abs(rho) <= 1)) throw new IllegalArgumentException("rho out of range: " + rho);
    }
  }

  @FunctionalInterface
  interface Payoff {
    double of(double[] path);
  }

  static double simulated(double s0, double r, Heston p, double t, double[][] z1, double[][] z2, Payoff payoff) {
    int steps = z1[0].length;
    double dt = t / steps;
    double sqrtDt = Math.sqrt(dt);
    double rhoBar = Math.sqrt(1 - p.rho() * p.rho());
    double sum = 0;
    for (int k = 0; k < z1.length; k++) {
      double logS = Math.log(s0);
      double v = p.v0();
      double[] path = new double[steps];
      for (int j = 0; j < steps; j++) {
        double positive = Math.max(v, 0);
        logS += (r - 0.5 * positive) * dt + Math.sqrt(positive) * z1[k][j] * sqrtDt;
        v += p.kappa() * (p.theta() - positive) * dt + p.sigma() * Math.sqrt(positive) * (p.rho() * z1[k][j] + rhoBar * z2[k][j]) * sqrtDt;
        path[j] = Math.exp(logS);
      }
      sum += payoff.of(path);
    }
    return Math.exp(-r * t) * sum / z1.length;
  }

  /** An option on the mean, by simulation with given normal numbers. */
  @Grad(wrt = {"s0", "r", "p"}) @Jvp(wrt = {"s0", "r", "p"})
  static double asianOption(double s0, double r, Heston p, double strike, double t, double[][] z1, double[][] z2) {
    if (z1.length != z2.length) throw new IllegalArgumentException("z1 has " + z1.length + " paths but z2 has " + z2.length);
    return simulated(s0, r, p, t, z1, z2, path -> {
      double mean = 0;
      for (double s : path) mean += s;
      return Math.max(mean / path.length - strike, 0);
    });
  }

  record Swap(int years, double rate) {}

  static double discount(double[] times, double[] zeros, int known, double t) {
    if (t <= times[0]) return Math.exp(-zeros[0] * t);
    int k = 1;
    while (k < known - 1 && times[k] < t) k++;
    double w = (t - times[k - 1]) / (times[k] - times[k - 1]);
    return Math.exp(-((1 - w) * zeros[k - 1] + w * zeros[k]) * t);
  }

  static double value(Swap swap, double[] times, double[] zeros, int known) {
    double annuity = 0;
    for (int y = 1; y <= swap.years(); y++) annuity += discount(times, zeros, known, y);
    return swap.rate() * annuity - (1 - discount(times, zeros, known, swap.years()));
  }

  /** The price of a bond off the curve that reprices the swaps, each pillar found by Newton's method with a bump for the slope. */
  @Grad @Jvp
  static double parBond(Swap[] swaps, double coupon, int maturity) {
    int n = swaps.length;
    double[] times = new double[n];
    double[] zeros = new double[n];
    for (int k = 0; k < n; k++) {
      times[k] = swaps[k].years();
      zeros[k] = k == 0 ? swaps[k].rate() : zeros[k - 1];
      for (int iteration = 0; ; iteration++) {
        if (iteration == 50) throw new ArithmeticException("no convergence at pillar " + k);
        double value = value(swaps[k], times, zeros, k + 1);
        if (Math.abs(value) < 1e-14) break;
        zeros[k] += 1e-6;
        double up = value(swaps[k], times, zeros, k + 1);
        zeros[k] -= 1e-6;
        zeros[k] -= value / ((up - value) / 1e-6);
      }
    }
    double price = discount(times, zeros, n, maturity);
    for (int y = 1; y <= maturity; y++) price += coupon * discount(times, zeros, n, y);
    return price;
  }

  // ---- signals ----

  record Complex(double re, double im) {
    static Complex polar(double r, double angle) {
      return new Complex(r * Math.cos(angle), r * Math.sin(angle));
    }

    Complex plus(Complex o) {
      return new Complex(re + o.re, im + o.im);
    }

    Complex minus(Complex o) {
      return new Complex(re - o.re, im - o.im);
    }

    Complex times(Complex o) {
      return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }
  }

  static Complex[] fft(Complex[] x) {
    int n = x.length;
    if ((n & (n - 1)) != 0) throw new IllegalArgumentException("length must be a power of two: " + n);
    Complex[] a = new Complex[n];
    int bits = Integer.numberOfTrailingZeros(n);
    for (int k = 0; k < n; k++) a[Integer.reverse(k) >>> (32 - bits)] = x[k];
    for (int len = 2; len <= n; len <<= 1) {
      Complex w = Complex.polar(1, -2 * Math.PI / len);
      for (int from = 0; from < n; from += len) {
        Complex wk = new Complex(1, 0);
        for (int j = 0; j < len / 2; j++) {
          Complex u = a[from + j];
          Complex v = a[from + j + len / 2].times(wk);
          a[from + j] = u.plus(v);
          a[from + j + len / 2] = u.minus(v);
          wk = wk.times(w);
        }
      }
    }
    return a;
  }

  @Grad @Jvp
  static double powerBetween(double[] signal, int from, int to) {
    Complex[] x = new Complex[signal.length];
    for (int k = 0; k < x.length; k++) x[k] = new Complex(signal[k], 0);
    Complex[] spectrum = fft(x);
    double power = 0;
    for (int k = from; k < to; k++) power += spectrum[k].re() * spectrum[k].re() + spectrum[k].im() * spectrum[k].im();
    return power;
  }

  // ---- learning ----

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private static double logAdd(double a, double b) {
    if (a == NEVER) return b;
    if (b == NEVER) return a;
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  /** The loss of connectionist temporal classification. Of two frames with equal odds, three of the four paths spell the one label. */
  @Grad @Jvp
  static double connectionist(double[][] logits, int[] labels, int blank) {
    int frames = logits.length;
    double[][] logProbs = new double[frames][];
    for (int t = 0; t < frames; t++) {
      double norm = NEVER;
      for (double l : logits[t]) norm = logAdd(norm, l);
      logProbs[t] = new double[logits[t].length];
      for (int c = 0; c < logits[t].length; c++) logProbs[t][c] = logits[t][c] - norm;
    }
    int[] extended = new int[2 * labels.length + 1];
    for (int k = 0; k < extended.length; k++) extended[k] = k % 2 == 0 ? blank : labels[k / 2];
    int s = extended.length;
    double[] alpha = new double[s];
    Arrays.fill(alpha, NEVER);
    alpha[0] = logProbs[0][blank];
    if (s > 1) alpha[1] = logProbs[0][extended[1]];
    for (int t = 1; t < frames; t++) {
      double[] next = new double[s];
      for (int j = 0; j < s; j++) {
        double a = alpha[j];
        if (j >= 1) a = logAdd(a, alpha[j - 1]);
        boolean skips = j >= 2 && extended[j] != blank && extended[j] != extended[j - 2];
        if (skips) a = logAdd(a, alpha[j - 2]);
        next[j] = a + logProbs[t][extended[j]];
      }
      alpha = next;
    }
    return s == 1 ? -alpha[0] : -logAdd(alpha[s - 1], alpha[s - 2]);
  }

  // ---- optimisation ----

  /** The simplex of Nelder and Mead; rows of the simplex are replaced on some paths and not on others. */
  private static double[] minimise(ToDoubleFunction<double[]> f, double[] start, int iterations) {
    int n = start.length;
    double[][] simplex = new double[n + 1][];
    double[] values = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      simplex[i] = start.clone();
      if (i > 0) simplex[i][i - 1] += 0.5;
      values[i] = f.applyAsDouble(simplex[i]);
    }
    for (int it = 0; it < iterations; it++) {
      int lo = 0;
      int hi = 0;
      for (int i = 1; i <= n; i++) {
        if (values[i] < values[lo]) lo = i;
        if (values[i] > values[hi]) hi = i;
      }
      int next = lo;
      for (int i = 0; i <= n; i++) if (i != hi && values[i] > values[next]) next = i;
      double[] centroid = new double[n];
      for (int i = 0; i <= n; i++) {
        if (i == hi) continue;
        for (int j = 0; j < n; j++) centroid[j] += simplex[i][j] / n;
      }
      double[] reflected = along(centroid, simplex[hi], -1);
      double fr = f.applyAsDouble(reflected);
      if (fr < values[lo]) {
        double[] expanded = along(centroid, simplex[hi], -2);
        double fe = f.applyAsDouble(expanded);
        if (fe < fr) {
          simplex[hi] = expanded;
          values[hi] = fe;
        } else {
          simplex[hi] = reflected;
          values[hi] = fr;
        }
      } else if (fr < values[next]) {
        simplex[hi] = reflected;
        values[hi] = fr;
      } else {
        double[] contracted = along(centroid, simplex[hi], 0.5);
        double fc = f.applyAsDouble(contracted);
        if (fc < values[hi]) {
          simplex[hi] = contracted;
          values[hi] = fc;
        } else {
          for (int i = 0; i <= n; i++) {
            if (i == lo) continue;
            simplex[i] = along(simplex[lo], simplex[i], 0.5);
            values[i] = f.applyAsDouble(simplex[i]);
          }
        }
      }
    }
    int best = 0;
    for (int i = 1; i <= n; i++) if (values[i] < values[best]) best = i;
    return simplex[best];
  }

  private static double[] along(double[] from, double[] to, double t) {
    double[] p = new double[from.length];
    for (int i = 0; i < p.length; i++) p[i] = from[i] + t * (to[i] - from[i]);
    return p;
  }

  @Vjp(wrt = {"start", "a"}) @Jvp(wrt = {"start", "a"})
  static double[] lowest(double[] start, double a, int iterations) {
    return minimise(x -> (a - x[0]) * (a - x[0]) + 10 * Math.pow(x[1] - x[0] * x[0], 2), start, iterations);
  }
}
