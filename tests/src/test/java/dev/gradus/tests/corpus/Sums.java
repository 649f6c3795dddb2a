package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Sealed interfaces of records, told apart by patterns and by the methods they implement. */
final class Sums {
  sealed interface Shape permits Circle, Box, Polygon, Nothing {
    double area();

    default double price(double each) {
      return each * area() * area();
    }
  }

  record Circle(double radius) implements Shape {
    @Override
    public double area() {
      return Math.PI * radius * radius;
    }
  }

  record Box(double width, double height, int count) implements Shape {
    @Override
    public double area() {
      return count * width * height;
    }
  }

  record Polygon(double[] sides) implements Shape {
    @Override
    public double area() {
      double sum = 0;
      for (double s : sides) sum += s * s;
      return sum;
    }
  }

  record Nothing() implements Shape {
    @Override
    public double area() {
      return 0;
    }
  }

  sealed interface Activation {}

  sealed interface Smooth extends Activation {}

  record Tanh(double steepness) implements Smooth {}

  record Softplus(double steepness) implements Smooth {}

  record Leaky(double slope) implements Activation {}

  record Scene(Shape[] shapes, Activation activation) {}

  static List<Case> cases() {
    Shape box = new Box(2, 3, 4);
    return List.of(
        at("switched", new Circle(3), 2.0).gives(18.0).gradient(12.0, 0.0, 0.0, d()),
        at("switched", box, 2.0).gives(24.0).gradient(0.0, 12.0, 8.0, d()),
        at("switched", new Polygon(d(3, 4)), 2.0).gives(24.0).gradient(0.0, 0.0, 0.0, d(8, 6)),
        at("switched", new Nothing(), 2.0).gives(2.0).gradient(0.0, 0.0, 0.0, d()),
        at("deconstructed", new Box(2, 5, 1), 3.0).gives(30.0).gradient(0.0, 15.0, 6.0, d(), 10.0),
        at("deconstructed", new Box(5, 2, 1), 3.0).gives(7.0).gradient(0.0, 1.0, 1.0, d(), 0.0),
        at("deconstructed", new Circle(2), 3.0).gives(8.0).gradient(12.0, 0.0, 0.0, d(), 0.0),
        at("tested", new Circle(3), box).gives(3.0 + 6).gradient(1.0, 0.0, 0.0, d(), 0.0, 3.0, 2.0, d()),
        at("tested", box, new Circle(3)).gives(-1.0).gradient(0.0, 0.0, 0.0, d(), 0.0, 0.0, 0.0, d()),
        at("dispatched", box, 0.5).gives(0.5 * 24 * 24).gradient(0.0, 24.0 * 12, 24.0 * 8, d()),
        at("dispatched", new Polygon(d(1, 2)), 0.5).gives(12.5).gradient(0.0, 0.0, 0.0, d(10, 20)),
        at("activated", new Tanh(2), 0.3), at("activated", new Softplus(2), 0.3), at("activated", new Leaky(0.1), -2.0).gives(-0.2)
            .gradient(0.0, 0.0, -2.0, 0.1),
        at("scaled", new Circle(3), 2.0).gives(0, 6.0, 0.0, 0.0, 0, d()).seeded(1.0, 10.0, 100.0, d()).back(2.0, 0.0, 0.0, d(), 3.0),
        at("scaled", new Box(3, 4, 2), 2.0).gives(1, 0.0, 4.0, 6.0, 2, d()).seeded(1.0, 10.0, 100.0, d()).back(0.0, 200.0, 10.0, d(), 300.0),
        at("scaled", new Polygon(d(3, 4)), 2.0).gives(2, 0.0, 0.0, 0.0, 0, d(6, 8)).seeded(1.0, 10.0, 100.0, d(1, 10))
            .back(0.0, 0.0, 0.0, d(2, 20), 43.0),
        at("total", (Object) new Shape[] {new Circle(1), null, box, new Nothing()}).gives(Math.PI + 24)
            .gradient(d(2 * Math.PI, 0, 0, 0), d(0, 0, 12, 0), d(0, 0, 8, 0), new double[][] {d(), null, d(), d()}),
        at("scene", new Scene(new Shape[] {box, new Polygon(d(1, 1))}, new Leaky(2))).gives(26.0)
            .gradient(d(0, 0), d(12, 0), d(8, 0), new double[][] {d(), d(2, 2)}, 0.0, 0.0, 0.0),
        at("cast", new Box(2, 3, 4), 5.0).gives(4 * 2 * 5.0).gradient(0.0, 20.0, 0.0, d()),
        at("alternating", 2.0, 3).gives(16.0).gradient(16.0));
  }

  @Grad @Jvp @Vjp
  static double switched(Shape s, double k) {
    return switch (s) {
      case Circle c -> k * c.radius() * c.radius();
      case Box b -> b.width() * b.height() * b.count();
      case Polygon p when p.sides().length == 2 -> k * p.sides()[0] * p.sides()[1];
      case Polygon p -> p.sides()[0];
      case Nothing _ -> k;
    };
  }

  @Grad(wrt = {"s", "k"}) @Jvp(wrt = {"s", "k"})
  static double deconstructed(Shape s, double k) {
    double result = 1;
    switch (s) {
      case Box(double w, double h, var _) when w < h:
        result = w * h * k;
        break;
      case Box(double w, double h, int n):
        result = n * (w + h);
        break;
      case Circle(var r):
        result = r * r * r;
        break;
      default:
        result *= k;
    }
    return result;
  }

  @Grad(wrt = {"s", "t"}) @Jvp(wrt = {"s", "t"})
  static double tested(Shape s, Shape t) {
    if (!(s instanceof Circle c)) return -1;
    double sum = c.radius();
    if (t instanceof Box(double w, double h, int n) && n > 1) sum += w * h;
    return t instanceof Circle d && d.radius() > 0 ? sum * d.radius() : sum;
  }

  @Grad @Jvp @Vjp
  static double dispatched(Shape s, double each) {
    return s.price(each);
  }

  private static double smooth(Smooth f, double x) {
    return switch (f) {
      case Tanh(double steepness) -> Math.tanh(steepness * x);
      case Softplus(double steepness) -> Math.log1p(Math.exp(steepness * x)) / steepness;
    };
  }

  @Grad(wrt = {"f", "x"}) @Jvp(wrt = {"f", "x"})
  static double activated(Activation f, double x) {
    return switch (f) {
      case Smooth s -> smooth(s, x);
      case Leaky(double slope) -> x > 0 ? x : slope * x;
    };
  }

  @Vjp(wrt = {"s", "k"}) @Jvp(wrt = {"s", "k"})
  static Shape scaled(Shape s, double k) {
    return switch (s) {
      case Circle(double r) -> new Circle(k * r);
      case Box(double w, double h, int n) -> new Box(h, k * w, n);
      case Polygon(double[] sides) -> {
        double[] scaled = sides.clone();
        for (int j = 0; j < scaled.length; j++) scaled[j] *= k;
        yield new Polygon(scaled);
      }
      case Nothing n -> n;
    };
  }

  @Grad @Jvp @Vjp
  static double total(Shape[] shapes) {
    double sum = 0;
    for (int k = 0; k < shapes.length; k++) if (shapes[k] != null) sum += shapes[k].area();
    return sum;
  }

  @Grad @Jvp
  static double scene(Scene scene) {
    double sum = 0;
    for (Shape s : scene.shapes()) sum += s.area();
    return activated(scene.activation(), sum);
  }

  @Grad @Jvp
  static double cast(Shape s, double k) {
    return ((Box) s).width() * ((Box) s).count() * k;
  }

  /** A value that changes its case from round to round. */
  @Grad @Jvp
  static double alternating(double x, int n) {
    Shape s = new Polygon(new double[] {x});
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += s.area();
      s = switch (s) {
        case Polygon(double[] sides) -> new Box(sides[0], x, 1);
        case Box(double w, double h, int count) -> new Box(w, h, count + 1);
        case Shape _ -> new Nothing();
      };
    }
    return sum;
  }
}
