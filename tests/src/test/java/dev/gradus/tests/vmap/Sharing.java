package dev.gradus.tests.vmap;

import static dev.gradus.Vmap.NONE;

import dev.gradus.Axis;
import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import dev.gradus.Vmap;

/** Batches of records with an axis for each component: shared ones, other axes, in arguments and in results. */
final class Sharing {
  record Params(double scale, double[] w) {
    double dot(double[] x) {
      double sum = 0;
      for (int i = 0; i < w.length; i++) sum += w[i] * x[i];
      return scale * sum;
    }
  }

  record Layer(double[][] w, double[] b) {
    double[] apply(double[] x) {
      double[] y = b.clone();
      for (int i = 0; i < y.length; i++) for (int j = 0; j < x.length; j++) y[i] += w[i][j] * x[j];
      return y;
    }
  }

  record Net(Layer hidden, Layer out, double temperature) {}

  record Step(Params next, double rate) {}

  record Out(double loss, double[] trace, int n) {}

  enum Kind {
    LINEAR, SQUARE;

    double of(double x) {
      return this == SQUARE ? x * x : x;
    }
  }

  sealed interface Curve {
    double at(double t);
  }

  record Flat(double rate) implements Curve {
    @Override
    public double at(double t) {
      return rate * t;
    }
  }

  record Steps(double[] rates) implements Curve {
    @Override
    public double at(double t) {
      return rates[(int) t] * t;
    }
  }

  record Choice(Kind kind, double x) {}

  record Market(Curve curve, double t, boolean isCall) {}

  record Bond(double coupon, int years) {}

  record Portfolio(Bond[] bonds, double rate) {}

  record Small(byte shift, char letter, int[] table, float x, long n) {}

  record Range(double lo, double hi) {
    Range {
      if (!(lo <= hi)) throw new IllegalArgumentException("[" + lo + ", " + hi + "]");
    }
  }

  private Sharing() {}

  // ---- arguments ----

  @Vmap(axes = @Axis(of = "p.scale", is = NONE))
  static double scaleShared(Params p, double[] x) {
    return p.dot(x);
  }

  @Vmap(axes = {@Axis(of = "p.w", is = NONE), @Axis(of = "x", is = NONE)})
  static double wShared(Params p, double[] x) {
    return p.scale() * p.dot(x);
  }

  /** Nothing is mapped but what is named. */
  @Vmap(in = NONE, axes = @Axis(of = "p.scale", is = 0))
  static double onlyScale(Params p, double[] x) {
    return p.dot(x) + p.scale();
  }

  @Vmap(in = {0, 1}, axes = @Axis(of = "p.w", is = 1))
  static double columns(Params p, double[] x) {
    return p.dot(x);
  }

  @Vmap(axes = {@Axis(of = "p.w", is = -1), @Axis(of = "x", is = -2)})
  static double fromTheInnermost(Params p, double[] x) {
    return p.dot(x) - p.w()[0];
  }

  @Vmap(axes = {@Axis(of = "net.temperature", is = NONE), @Axis(of = "x", is = NONE)})
  static double[] net(Net net, double[] x) {
    double[] h = net.hidden().apply(x);
    for (int i = 0; i < h.length; i++) h[i] = Math.tanh(h[i] / net.temperature());
    return net.out().apply(h);
  }

  @Vmap(axes = @Axis(of = "net.hidden", is = NONE))
  static double[] hiddenShared(Net net, double[] x) {
    return net(net, x);
  }

  /** What is said of the component goes before what is said of the record. */
  @Vmap(axes = {@Axis(of = "net.hidden", is = NONE), @Axis(of = "net.hidden.b", is = 1), @Axis(of = "net.out.w", is = 2),
      @Axis(of = "net.out.b", is = NONE)})
  static double[] mixed(Net net, double[] x) {
    return net(net, x);
  }

  @Vmap(in = {NONE, 0}, axes = @Axis(of = "net.out.b", is = 0))
  static double[] oneLeaf(Net net, double[] x) {
    return net(net, x);
  }

  @Vmap(axes = {@Axis(of = "p.scale", is = NONE), @Axis(of = "q.w", is = NONE)})
  static double twoRecords(Params p, Params q) {
    return p.dot(q.w()) * q.scale();
  }

  @Vmap(axes = {@Axis(of = "p.scale", is = NONE), @Axis(of = "q.scale", is = NONE), @Axis(of = "q.w", is = 1)})
  static double oneTwinForBoth(Params p, Params q) {
    return p.dot(q.w()) - q.dot(q.w());
  }

  @Vmap(axes = @Axis(of = "c.kind", is = NONE))
  static double enumShared(Choice c) {
    return c.kind().of(c.x()) + switch (c.kind()) {
      case LINEAR -> 1;
      case SQUARE -> c.x();
    };
  }

  @Vmap(axes = @Axis(of = "m.curve", is = NONE))
  static double sealedShared(Market m) {
    double v = m.curve() instanceof Steps(var rates) && rates.length > 2 ? rates[2] : 0;
    return v + (m.isCall() ? m.curve().at(m.t()) : -m.curve().at(m.t() / 2));
  }

  @Vmap(axes = @Axis(of = "p.bonds", is = NONE))
  static double recordsShared(Portfolio p) {
    double sum = 0;
    for (Bond b : p.bonds()) for (int y = 1; y <= b.years(); y++) sum += b.coupon() * Math.exp(-p.rate() * y);
    return sum;
  }

  @Vmap(axes = {@Axis(of = "s.shift", is = NONE), @Axis(of = "s.letter", is = NONE), @Axis(of = "s.table", is = NONE)})
  static float smallShared(Small s) {
    return s.table()[s.letter() - 'a'] * s.x() + (s.n() << s.shift());
  }

  @Vmap(axes = @Axis(of = "r.lo", is = NONE))
  static double checked(Range r, double x) {
    return Math.clamp(x, r.lo(), r.hi()) / (r.hi() - r.lo());
  }

  @Vmap(axes = @Axis(of = "p.scale", is = NONE))
  static double recursive(Params p, int n) {
    return n == 0 ? p.scale() : p.w()[n % p.w().length] * recursive(p, n - 1);
  }

  @Vmap(axes = @Axis(of = "p.w", is = NONE))
  static double failing(Params p, int k) {
    return p.w()[k] / p.scale();
  }

  @Vmap(axes = @Axis(of = "p.w", is = NONE))
  static void written(double[] v, Params p) {
    for (int i = 0; i < v.length; i++) v[i] = p.scale() * v[i] + p.w()[i];
  }

  // ---- results ----

  /** The number does not depend on what is mapped. */
  @Vmap(axes = {@Axis(of = "p.w", is = NONE), @Axis(of = "return.n", is = NONE), @Axis(of = "return.trace", is = 1)})
  static Out traced(Params p, double x) {
    double[] trace = new double[p.w().length];
    double y = x;
    for (int i = 0; i < trace.length; i++) {
      y = y * p.w()[i] + p.scale();
      trace[i] = y;
    }
    return new Out(y * y, trace, trace.length);
  }

  @Vmap(axes = {@Axis(of = "s.next.scale", is = NONE), @Axis(of = "s.rate", is = NONE),
      @Axis(of = "return.next.scale", is = NONE), @Axis(of = "return.rate", is = NONE)})
  static Step stepped(Step s, double[] slope) {
    double[] w = s.next().w().clone();
    for (int i = 0; i < w.length; i++) w[i] -= s.rate() * slope[i];
    return new Step(new Params(s.next().scale() / 2, w), s.rate() * 0.9);
  }

  /** The record is returned as it was given. */
  @Vmap(axes = {@Axis(of = "p.scale", is = NONE), @Axis(of = "return.scale", is = NONE)})
  static Params given(Params p, double bound) {
    if (p.w()[0] < bound) return p;
    double[] w = {bound, bound};
    return new Params(p.scale(), w);
  }

  /** Nothing of the result has lanes but what is named. */
  @Vmap(in = {NONE, 0}, out = NONE, axes = @Axis(of = "return.w", is = -1))
  static Params shifted(Params p, double x) {
    double[] w = p.w().clone();
    for (int i = 0; i < w.length; i++) w[i] += x;
    return new Params(2 * p.scale(), w);
  }

  @Vmap(axes = @Axis(of = "return.kind", is = NONE))
  static Choice chosen(double x) {
    return new Choice(Kind.SQUARE, x * x);
  }

  @Vmap(in = {0, NONE}, axes = @Axis(of = "return.curve", is = NONE))
  static Market curveShared(double t, double rate) {
    return new Market(new Flat(rate), t, t > 1);
  }

  @Vmap(axes = {@Axis(of = "p.bonds", is = NONE), @Axis(of = "return.bonds", is = NONE)})
  static Portfolio bondsKept(Portfolio p, double shift) {
    return new Portfolio(p.bonds(), p.rate() + shift);
  }

  // ---- derivatives of batches ----

  @Grad(wrt = {"scale", "ws"}) @Jvp(wrt = {"scale", "ws"}) @Vjp(wrt = {"scale", "ws"})
  static double total(double scale, double[][] ws, double[][] xs) {
    double sum = 0;
    for (double y : SharingVmap.scaleShared(new Sharing_ParamsBatchSharingScale(scale, ws), xs)) sum += y * y;
    return sum;
  }

  static double totalPlain(double scale, double[][] ws, double[][] xs) {
    double sum = 0;
    for (int i = 0; i < ws.length; i++) {
      double y = scaleShared(new Params(scale, ws[i]), xs[i]);
      sum += y * y;
    }
    return sum;
  }

  @Grad(wrt = "batch")
  static double totalOfTwin(Sharing_ParamsBatchSharingScale batch, double[][] xs) {
    double sum = 0;
    double[] ys = SharingVmap.scaleShared(batch, xs);
    for (int i = 0; i < batch.size(); i++) sum += ys[i] * batch.get(i).w()[0];
    return sum;
  }

  @Grad
  static double lastTrace(double[] scales, double[] w, double[] xs) {
    Sharing_OutBatchSharingN out = SharingVmap.traced(new Sharing_ParamsBatchSharingW(scales, w), xs);
    double sum = 0;
    for (int i = 0; i < xs.length; i++) sum += out.loss()[i] + out.trace()[out.n() - 1][i];
    return sum;
  }

  @Grad
  static double priced(double[] rates, Bond[] bonds) {
    double sum = 0;
    for (double v : SharingVmap.recordsShared(new Sharing_PortfolioBatchSharingBonds(bonds, rates))) sum += v;
    return sum;
  }

  /** A batch of batches, whose scale all share. */
  @Vmap(axes = {@Axis(of = "p.scale", is = NONE), @Axis(of = "xs", is = NONE)})
  static double[] products(Params p, double[][] xs) {
    double[][] ws = new double[xs.length][];
    for (int i = 0; i < xs.length; i++) ws[i] = p.w().clone();
    return SharingVmap.scaleShared(new Sharing_ParamsBatchSharingScale(p.scale(), ws), xs);
  }

  // ---- batches of derivatives ----

  @Vmap(axes = @Axis(of = "p.scale", is = NONE)) @Grad
  static double loss(Params p, double[] x) {
    return p.dot(x) * p.dot(p.w());
  }

  /** Lanes of the gradient that are the same in all. */
  @Vmap(axes = {@Axis(of = "p.w", is = NONE), @Axis(of = "x", is = NONE), @Axis(of = "return.scale", is = NONE)}) @Grad
  static double linear(Params p, double[] x) {
    return p.dot(x);
  }

  @Vmap(axes = {@Axis(of = "p.scale", is = NONE), @Axis(of = "dp.w", is = NONE)}) @Jvp
  static double slope(Params p, double[] x) {
    return p.dot(x) * p.scale();
  }

  @Vmap(axes = @Axis(of = "m.curve", is = NONE)) @Grad(wrt = "x")
  static double curveLoss(Market m, double x) {
    return m.curve().at(m.t()) * x * x;
  }

  @Vmap(axes = @Axis(of = "p.w", is = NONE))
  static double[] pulled(Params p, double seed) {
    return SharingVjp.scaled(p.w(), p.scale()).pullback(new double[] {seed, 2 * seed});
  }

  @Vjp
  static double[] scaled(double[] w, double by) {
    double[] y = w.clone();
    for (int i = 0; i < y.length; i++) y[i] *= by * w[i];
    return y;
  }

  /** A gradient of a batch of gradients. */
  @Grad
  static double bend(double scale, double[][] ws, double[][] xs) {
    double sum = 0;
    Sharing_ParamsBatch g = SharingVmap.loss(new Sharing_ParamsBatchSharingScale(scale, ws), xs);
    for (int i = 0; i < g.size(); i++) sum += g.scale()[i] + g.w()[i][0];
    return sum;
  }

  @Grad
  static double bendPlain(double scale, double[][] ws, double[][] xs) {
    double sum = 0;
    for (int i = 0; i < ws.length; i++) {
      Params g = SharingGrad.loss(new Params(scale, ws[i]), xs[i]);
      sum += g.scale() + g.w()[0];
    }
    return sum;
  }
}
