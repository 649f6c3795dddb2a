package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Parser;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Derivatives at the edges of a row's domain and at the ends of the range of doubles, up to the fourth order, by reverse mode, by forward
 * mode, and by the two in turn. What is expected is the closed form, computed by {@link BigDecimal} or by doubles in a
 * form that stays in range; it is compared relatively, so that a derivative which is lost to zero or infinity on the way does not pass.
 */
class RowEdgesTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final double PRECISION = 1e-14;

  /** A row of numbers, the one that moves, and the derivatives there, the first one first. */
  private record Edge(String row, int moving, double[] at, double... derivatives) {
    private Edge by(double... derivatives) {
      return new Edge(row, moving, at, derivatives);
    }

    private Func func() {
      String names = String.join(", ", IntStream.range(0, at.length).mapToObj(k -> "x" + k).toList());
      return Parser.parse("fn f(" + names.replaceAll("(x\\d)", "$1:f64") + ") { y:f64 = " + row + " " + names + " yield y }");
    }

    @Override
    public String toString() {
      return row + Arrays.toString(at) + " by " + moving;
    }
  }

  private static Edge at(String row, int moving, double... at) {
    return new Edge(row, moving, at);
  }

  // ---- powers ----

  /** {@code k (k-1) … (k-n+1) x^(k-n)}, and 0 from the first factor on that is. */
  private static double[] power(double x, double k) {
    return IntStream.rangeClosed(1, 4).mapToDouble(n -> {
      double factor = IntStream.range(0, n).mapToDouble(i -> k - i).reduce(1, (a, b) -> a * b);
      return factor == 0 ? 0 : factor * Math.pow(x, k - n);
    }).toArray();
  }

  private static Stream<Edge> powers() {
    return DoubleStream.of(0, -0.0, 1e-300, -1e-300, 1e-170, 4.9e-324, 1e-61, 1e-59, 0.5, -0.5, -2, 3, 1e60).boxed().flatMap(x ->
        DoubleStream.of(0, 1, 2, 3, 4, 5, 6, 7, 12).filter(k -> Math.abs(x) < 1e50 || k < 6).mapToObj(k -> at("pow", 0, x, k).by(power(x, k))));
  }

  /** Where the exponent is no whole number, the derivatives at zero are those that are finite. */
  private static Stream<Edge> fractionalPowers() {
    return Stream.of(
        at("pow", 0, 0, 1.5).by(0), at("pow", 0, 0, 2.5).by(0, 0), at("pow", 0, 0, 4.5).by(0, 0, 0, 0), at("pow", 0, 0, 0.5).by(Double.POSITIVE_INFINITY),
        at("pow", 0, 4, 0.5).by(0.25, -1 / 32.0, 3 / 256.0, -15 / 2048.0), at("pow", 0, 2, -1).by(-0.25, 0.25, -0.375, 0.75),
        at("pow", 0, -2, -1).by(-0.25, -0.25, -0.375, -0.75), at("pow", 0, Double.POSITIVE_INFINITY, 0).by(0, 0, 0, 0),
        at("pow", 1, 0, 2).by(0, 0, 0, 0), at("pow", 1, 0, 0).by(0, 0, 0, 0), at("pow", 1, 0, 1).by(0, 0, 0, 0),
        at("pow", 1, 1, 0).by(0, 0, 0, 0), at("pow", 1, Math.E, 0).by(1, 1, 1, 1), at("pow", 1, 2, 3).by(IntStream.rangeClosed(1, 4)
            .mapToDouble(n -> 8 * Math.pow(Math.log(2), n)).toArray()));
  }

  // ---- the ends of the range ----

  private static BigDecimal big(double x) {
    return new BigDecimal(x);
  }

  private static double over(BigDecimal a, BigDecimal b) {
    return a.divide(b, DIGITS).doubleValue();
  }

  private static Stream<Edge> scales() {
    return DoubleStream.of(1e-300, 1e-200, 1e-150, 1e-100, 1e-20, 1e-3, 0.7, 1, 3, 1e8, 1e20, 1e77, 1e100, 1e140, 1e150, 1e154, 1e200, 1e300).boxed()
        .flatMap(s -> Stream.of(s, -s)).flatMap(RowEdgesTest::scaled);
  }

  private static Stream<Edge> scaled(double x) {
    var edges = new ArrayList<Edge>();
    BigDecimal b = big(x);
    BigDecimal bb = b.multiply(b);
    BigDecimal one = BigDecimal.ONE;
    BigDecimal two = BigDecimal.TWO;
    BigDecimal r = one.add(bb);
    edges.add(at("atan", 0, x).by(over(one, r), over(two.multiply(b).negate(), r.multiply(r))));
    for (double y : new double[] {x, -x / 2, x * 1e-3, 3}) {
      if (y == 3 && Math.abs(x) > 1e150) continue;        // then the square of the ratio is out of range, and a term of the second derivative
      BigDecimal c = big(y);
      BigDecimal rr = bb.add(c.multiply(c));
      BigDecimal mixed = two.multiply(b).multiply(c);
      edges.add(at("atan2", 0, y, x).by(over(b, rr), over(mixed.negate(), rr.multiply(rr))));
      edges.add(at("atan2", 1, y, x).by(over(c.negate(), rr), over(mixed, rr.multiply(rr))));
      edges.add(at("div", 1, y, x).by(over(c.negate(), bb), over(two.multiply(c), bb.multiply(b))));
      if (y == x || y == -x / 2) {
        BigDecimal h = rr.sqrt(DIGITS);
        edges.add(at("hypot", 0, x, y).by(over(b, h), over(c.multiply(c), rr.multiply(h))));
        edges.add(at("hypot", 1, x, y).by(over(c, h), over(bb, rr.multiply(h))));
      }
    }
    edges.add(at("div", 0, 1, x).by(over(one, b), 0));
    edges.add(at("div", 1, Math.copySign(1e300, x), x).by(over(big(Math.copySign(1e300, -x)), bb), over(two.multiply(big(1e300)), bb.multiply(b).abs())));
    if (x > 0) {
      BigDecimal ln10 = new BigDecimal("2.302585092994045684017991454684364207601101488628772976033");
      BigDecimal root = b.sqrt(DIGITS);
      edges.add(at("log", 0, x).by(over(one, b), over(one.negate(), bb)));
      edges.add(at("log10", 0, x).by(over(one, b.multiply(ln10)), over(one.negate(), bb.multiply(ln10))));
      edges.add(at("sqrt", 0, x).by(over(one, two.multiply(root)), over(one.negate(), big(4).multiply(b).multiply(root))));
    }
    if (x > -1) edges.add(at("log1p", 0, x).by(over(one, one.add(b)), over(one.negate(), one.add(b).pow(2))));
    BigDecimal cube = big(Math.cbrt(x));                  // near enough: the derivatives are of degree 5 in it
    edges.add(at("cbrt", 0, x).by(over(one, big(3).multiply(cube.pow(2))), over(two.negate(), big(9).multiply(cube.pow(5)))));
    edges.addAll(arcs(x));
    return edges.stream();
  }

  private static List<Edge> arcs(double x) {
    if (Math.abs(x) >= 1) return List.of();
    BigDecimal b = big(x);
    BigDecimal p = BigDecimal.ONE.subtract(b.multiply(b));
    BigDecimal s = p.sqrt(DIGITS);
    double first = over(BigDecimal.ONE, s);
    double second = over(b, p.multiply(s));
    return List.of(at("asin", 0, x).by(first, second), at("acos", 0, x).by(-first, -second));
  }

  private static Stream<Edge> atOne() {
    return DoubleStream.of(1e-3, 1e-5, 1e-8, 1e-10, 1e-13, 1e-15, 0x1p-53).boxed().flatMap(e -> Stream.of(1 - e, e - 1)).flatMap(x -> arcs(x).stream());
  }

  private static Stream<Edge> exponentials() {
    return DoubleStream.of(-745, -700, -300, -100, -50, -37, -20, -1, -1e-10, 0, 1e-300, 1, 300, 700, 709.7).boxed().flatMap(x -> {
      double e = Math.exp(x);
      var edges = new ArrayList<>(List.of(at("exp", 0, x).by(e, e, e, e), at("expm1", 0, x).by(e, e, e, e),
          at("sinh", 0, x).by(Math.cosh(x), Math.sinh(x), Math.cosh(x), Math.sinh(x)), at("cosh", 0, x).by(Math.sinh(x), Math.cosh(x), Math.sinh(x), Math.cosh(x))));
      return edges.stream();
    });
  }

  /** At infinity and where a first derivative is infinite. */
  private static Stream<Edge> limits() {
    double inf = Double.POSITIVE_INFINITY;
    return Stream.of(at("atan", 0, inf).by(0), at("atan", 0, -inf).by(0), at("log", 0, inf).by(0, 0), at("log1p", 0, inf).by(0, 0), at("log10", 0, inf).by(0, 0),
        at("sqrt", 0, inf).by(0, 0), at("cbrt", 0, inf).by(0), at("exp", 0, -inf).by(0, 0, 0, 0), at("expm1", 0, -inf).by(0, 0, 0, 0), at("tanh", 0, inf).by(0, 0),
        at("tanh", 0, -inf).by(0, 0), at("tanh", 0, 1000).by(0, 0, 0, 0), at("tanh", 0, 0).by(1, 0, -2, 0), at("sqrt", 0, 0).by(inf), at("cbrt", 0, 0).by(inf),
        at("log", 0, 0).by(inf), at("log1p", 0, -1).by(inf), at("asin", 0, 1).by(inf), at("asin", 0, 0).by(1, 0, 1, 0), at("acos", 0, 0).by(-1, 0, -1, 0),
        at("atan", 0, 0).by(1, 0, -2, 0), at("tan", 0, 0).by(1, 0, 2, 0), at("sin", 0, 0).by(1, 0, -1, 0), at("cos", 0, 0).by(0, -1, 0, 1),
        at("log1p", 0, 0).by(1, -1, 2, -6), at("hypot", 0, 2, 0).by(1, 0, 0, 0), at("hypot", 0, 0, 2).by(0, 0.5, 0, -0.375), at("atan2", 0, 0, 1).by(1, 0, -2, 0),
        at("atan2", 1, 0, 1).by(0, 0, 0, 0), at("atan2", 0, 0, -1).by(-1, 0, 2, 0), at("div", 1, 0, 2).by(0, 0, 0, 0), at("div", 0, 0, 2).by(0.5, 0, 0, 0),
        at("abs", 0, 0).by(1, 0, 0, 0), at("max", 0, 1, 1).by(0.5, 0, 0, 0), at("rem", 0, 4, 2).by(1, 0, 0, 0), at("mul", 0, 0, 0).by(0, 0, 0, 0));
  }

  // ---- the law ----

  @TestFactory
  Stream<DynamicTest> derivativesAtEdges() {
    return Stream.of(powers(), fractionalPowers(), scales(), atOne(), exponentials(), limits()).flatMap(e -> e).map(e -> dynamicTest(e.toString(), () -> {
      int orders = (1 << e.derivatives.length) - 1;
      IntStream.of(0, 0b1111, 0b0101, 0b1010).map(modes -> modes & orders).distinct().forEach(modes -> check(e, modes));
    }));
  }

  /** Each bit says the mode of a derivative, the innermost first. */
  private static void check(Edge e, int modes) {
    Func f = e.func();
    StringBuilder by = new StringBuilder();
    for (int order = 1; order <= e.derivatives.length; order++) {
      boolean forward = (modes >> order - 1 & 1) != 0;
      by.append(forward ? " forward" : " reverse");
      f = (forward ? Passes.forwardGradient(f, Map.of(), List.of(e.moving), false, Options.none())
          : Passes.gradient(f, Map.of(), List.of(e.moving), false, Options.none())).main();
      double found = (Double) Interpreter.run(f, Arrays.stream(e.at).boxed().toArray())[0];
      double expected = e.derivatives[order - 1];
      if (Double.isInfinite(expected) && order > 1) return;                    // beyond the range
      assertTrue(isNear(expected, found), e + " order" + by + ": expected " + expected + " but was " + found + "\n" + f);
    }
  }

  /** Relatively, except among numbers so small that they have lost digits. */
  private static boolean isNear(double expected, double found) {
    return expected == found || Math.abs(expected - found) <= PRECISION * Math.abs(expected) + 8 * Double.MIN_VALUE;
  }
}
