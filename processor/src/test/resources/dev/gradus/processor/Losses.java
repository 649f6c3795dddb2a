final class Losses {
  private Losses() {}

  static double dot(double[] x, double[] y) {
    double s = 0;
    for (int i = 0; i < x.length; i++) s += x[i] * y[i];
    return s;
  }

  static double norm(double[] x) {
    double s = 0;
    for (double v : x) s += v * v;
    return Math.sqrt(s);
  }

  static double rosenbrock(double[] x) {
    double s = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      s += 100 * a * a + b * b;
    }
    return s;
  }

  static double polynomial(double[] c, double[] x, double[] y) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double p = 0;
      for (int k = c.length - 1; k >= 0; k--) p = p * x[i] + c[k];
      s += (p - y[i]) * (p - y[i]);
    }
    return s;
  }

  static double ridge(double[] w, double[][] x, double[] y, double lambda) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double p = 0;
      for (int j = 0; j < w.length; j++) p += x[i][j] * w[j];
      double r = p - y[i];
      s += r * r;
    }
    for (int j = 0; j < w.length; j++) s += lambda * w[j] * w[j];
    return s;
  }

  static double logistic(double[] w, double[][] x, double[] y) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double p = 0;
      for (int j = 0; j < w.length; j++) p += x[i][j] * w[j];
      s += Math.log1p(Math.exp(-y[i] * p));
    }
    return s / x.length;
  }

  static double hinge(double[] w, double[][] x, double[] y) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double p = 0;
      for (int j = 0; j < w.length; j++) p += x[i][j] * w[j];
      s += Math.max(0, 1 - y[i] * p);
    }
    return s;
  }

  static double huber(double[] w, double[][] x, double[] y) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double r = -y[i];
      for (int j = 0; j < w.length; j++) r += x[i][j] * w[j];
      if (Math.abs(r) < 1) s += 0.5 * r * r;
      else s += Math.abs(r) - 0.5;
    }
    return s;
  }

  static double logSumExp(double[] x) {
    double m = x[0];
    for (int i = 1; i < x.length; i++) m = Math.max(m, x[i]);
    double s = 0;
    for (int i = 0; i < x.length; i++) s += Math.exp(x[i] - m);
    return m + Math.log(s);
  }

  static double softmax(double[] x, double[] y) {
    double[] e = new double[x.length];
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      e[i] = Math.exp(x[i]);
      s += e[i];
    }
    double loss = 0;
    for (int i = 0; i < x.length; i++) loss -= y[i] * Math.log(e[i] / s);
    return loss;
  }

  static double layerNorm(double[] x, double[] gain, double[] bias) {
    int n = x.length;
    double mean = 0;
    for (double v : x) mean += v;
    mean /= n;
    double variance = 0;
    for (double v : x) variance += (v - mean) * (v - mean);
    double scale = 1 / Math.sqrt(variance / n + 1e-5);
    double s = 0;
    for (int i = 0; i < n; i++) {
      double y = gain[i] * (x[i] - mean) * scale + bias[i];
      s += y * y * y;
    }
    return s;
  }

  static double cosine(double[] x, double[] y) {
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return xy / Math.sqrt(xx * yy);
  }

  static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        double s = 0;
        for (int k = 0; k < b.length; k++) s += a[i][k] * b[k][j];
        c[i][j] = s;
      }
    }
    return c;
  }

  static double trace(double[][] a, double[][] b) {
    double[][] c = product(a, b);
    double s = 0;
    for (int i = 0; i < c.length; i++) s += c[i][i];
    return s;
  }

  static double chain(double[][] a, double[][] b, double[][] c) {
    double[][] d = product(product(a, b), c);
    double s = 0;
    for (int i = 0; i < d.length; i++) s += d[i][i] * d[i][i];
    return s;
  }

  static double quadratic(double[] x, double[][] a) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double t = 0;
      for (int j = 0; j < x.length; j++) t += a[i][j] * x[j];
      s += x[i] * t;
    }
    return s;
  }

  static double mlp(double[][] w1, double[] b1, double[] w2, double[][] x, double[] y) {
    double loss = 0;
    for (int n = 0; n < x.length; n++) {
      double out = 0;
      for (int i = 0; i < w1.length; i++) {
        double s = b1[i];
        for (int j = 0; j < x[n].length; j++) s += w1[i][j] * x[n][j];
        out += w2[i] * Math.tanh(s);
      }
      double r = out - y[n];
      loss += r * r;
    }
    return loss;
  }

  static double attention(double[] q, double[][] k, double[][] v) {
    double[] e = new double[k.length];
    double z = 0;
    for (int i = 0; i < k.length; i++) {
      double s = 0;
      for (int j = 0; j < q.length; j++) s += k[i][j] * q[j];
      e[i] = Math.exp(s);
      z += e[i];
    }
    double[] out = new double[v[0].length];
    for (int i = 0; i < k.length; i++) {
      for (int j = 0; j < out.length; j++) out[j] += e[i] / z * v[i][j];
    }
    double s = 0;
    for (double o : out) s += o * o;
    return s;
  }

  static double kMeans(double[][] centres, double[][] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k < centres.length; k++) {
        double d = 0;
        for (int j = 0; j < x[i].length; j++) d += (x[i][j] - centres[k][j]) * (x[i][j] - centres[k][j]);
        best = Math.min(best, d);
      }
      s += best;
    }
    return s;
  }

  static double mixture(double[] weight, double[] mean, double[] scale, double[] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double p = 0;
      for (int k = 0; k < mean.length; k++) {
        double z = (x[i] - mean[k]) / scale[k];
        p += weight[k] / scale[k] * Math.exp(-0.5 * z * z);
      }
      s += Math.log(p);
    }
    return s;
  }

  static double convolution(double[] k, double[] x) {
    double s = 0;
    for (int i = 0; i < x.length - k.length + 1; i++) {
      double v = 0;
      for (int j = 0; j < k.length; j++) v += x[i + j] * k[j];
      s += v * v;
    }
    return s;
  }

  static double bodies(double[] x, double[] m) {
    double e = 0;
    for (int i = 0; i < x.length; i++) {
      double f = 0;
      for (int j = 0; j < i; j++) f += m[j] / Math.sqrt((x[i] - x[j]) * (x[i] - x[j]) + 1e-3);
      e -= m[i] * f;
    }
    return e;
  }

  static double book(double[] spot, double[] strike, double[] vol, double[] rate, double[] time) {
    double s = 0;
    for (int i = 0; i < spot.length; i++) {
      double d = (Math.log(spot[i] / strike[i]) + (rate[i] + 0.5 * vol[i] * vol[i]) * time[i]) / (vol[i] * Math.sqrt(time[i]));
      s += spot[i] / (1 + Math.exp(-1.7 * d)) - strike[i] * Math.exp(-rate[i] * time[i]);
    }
    return s;
  }

  static double paths(double[] vol, double[][] noise, double strike) {
    double s = 0;
    for (int p = 0; p < noise.length; p++) {
      double x = 1;
      for (int t = 0; t < vol.length; t++) x *= Math.exp(vol[t] * noise[p][t] - 0.5 * vol[t] * vol[t]);
      s += Math.max(x - strike, 0);
    }
    return s / noise.length;
  }

  static double impliedVolatility(double[] price, double[] forward) {
    double s = 0;
    for (int i = 0; i < price.length; i++) {
      double v = 0.2;
      for (int k = 0; k < 20; k++) v -= (forward[i] * Math.tanh(v) - price[i]) / (forward[i] * (1 - Math.tanh(v) * Math.tanh(v)));
      s += v * v;
    }
    return s;
  }

  static double embedding(double[] table, int[] word, double[] y) {
    double s = 0;
    for (int i = 0; i < word.length; i++) s += (table[word[i]] - y[i]) * (table[word[i]] - y[i]);
    return s;
  }

  static double factorisation(double[][] u, double[][] v, int[] row, int[] column, double[] y) {
    double s = 0;
    for (int n = 0; n < y.length; n++) {
      double p = 0;
      for (int k = 0; k < u[0].length; k++) p += u[row[n]][k] * v[column[n]][k];
      s += (p - y[n]) * (p - y[n]);
    }
    return s;
  }

  static double histogram(double[] x, int[] bin, double[] want) {
    double[] h = new double[want.length];
    for (int i = 0; i < x.length; i++) h[bin[i]] += x[i];
    double s = 0;
    for (int j = 0; j < h.length; j++) s += (h[j] - want[j]) * (h[j] - want[j]);
    return s;
  }

  static double distances(double[][] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double t = 0;
      for (int j = 0; j < x.length; j++) {
        double d = 0;
        for (int k = 0; k < x[i].length; k++) d += (x[i][k] - x[j][k]) * (x[i][k] - x[j][k]);
        t += Math.exp(-d);
      }
      s += Math.log(t);
    }
    return s;
  }

  static double smoothness(double[][] z) {
    double s = 0;
    for (int i = 0; i + 1 < z.length; i++) {
      double row = 0;
      for (int j = 0; j + 1 < z[i].length; j++) {
        double dx = z[i][j + 1] - z[i][j];
        double dy = z[i + 1][j] - z[i][j];
        row += Math.sqrt(1 + dx * dx + dy * dy);
      }
      s += row;
    }
    return s;
  }

  static double autoregression(double[] a, double[] x) {
    double s = 0;
    for (int t = a.length; t < x.length; t++) {
      double p = 0;
      for (int k = 0; k < a.length; k++) p += a[k] * x[t - 1 - k];
      s += (x[t] - p) * (x[t] - p);
    }
    return s;
  }
}
