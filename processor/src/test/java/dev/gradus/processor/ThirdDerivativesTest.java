package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Prim;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Derivatives of derivatives of derivatives, by companions that call companions, for every row of the primitive table that has a derivative
 * or is flat, but those about bits, by each of its operands: of doubles against central differences of the second derivative, of floats against those of doubles.
 * What is differentiated is not the row alone, for third derivatives of a product say nothing. (That {@code stop_gradient} is no derivative
 * of what it computes is its purpose, and rows that Java has no word for are met in derivatives only.)
 */
class ThirdDerivativesTest {
  private static final double STEP = 1e-4;
  private static final double[][] POINTS = {{0.37, 0.83, 0.21}, {0.61, 0.29, -0.4}};

  /** A row as Java writes it for one type, and the variable that moves. */
  private record Row(Prim prim, Kind kind, String text, int count, int moving) {
    private String name() {
      return prim.text() + (kind == Kind.F32 ? "_float" : "") + "_by" + moving;
    }

    private String methods() {
      String type = kind.java();
      String params = variables(count, type + " x");
      return """
            %1$s%2$s(%3$s) { %4$s row = %5$s; return row + x%6$d * x%6$d * x%6$d * row * row; }
            %1$s%2$s2(%3$s) { return RowsGrad.%2$s(%7$s); }
            %1$s%2$s3(%3$s) { return RowsGrad.%2$s2(%7$s); }
          """.formatted("@Grad(wrt = \"x" + moving + "\") static " + type + " ", name(), params, type, text, moving, variables(count, "x"));
    }

    private double at(Compiled c, String order, double[] point, double step) throws Throwable {
      Object[] args = IntStream.range(0, count).mapToObj(k -> point[k] + (k == moving ? step : 0)).toArray();
      if (kind == Kind.F32) Arrays.setAll(args, k -> ((Double) args[k]).floatValue());
      return ((Number) c.call("demo.RowsGrad", name() + order, args)).doubleValue();
    }
  }

  private static String variables(int count, String prefix) {
    return IntStream.range(0, count).mapToObj(k -> prefix + k).collect(Collectors.joining(", "));
  }

  private static String text(Prim p, int count) {
    if (p.isInfix()) return "x0 " + p.java() + " x1";
    return switch (p) {
      case SELECT -> "x0 > 0.5 ? x0 * x1 : x1";
      case TO_F64, TO_F32 -> "(float) (double) (float) x0";
      case CLAMP -> "Math.clamp(x0, x2, x1)";
      case SCALB -> "Math.scalb(x0, 3)";
      default -> p.java() + (p.isPrefix() ? "x0" : "(" + variables(count, "x") + ")");
    };
  }

  private static boolean isAboutBits(Prim p) {
    return p.isCall() && !p.java().startsWith("Math.");
  }

  private static Stream<Row> rows(Kind kind) {
    return Stream.of(Prim.values()).filter(p -> p.isDifferentiable() && !p.isStrong() || p.isFlat() && p != Prim.STOP_GRADIENT && !isAboutBits(p))
        .filter(p -> kind == Kind.F64 || p.signatures().stream().anyMatch(s -> s.contains(Kind.F32) && !s.contains(Kind.F64)))
        .flatMap(p -> {
          int operands = p.signatures().iterator().next().size();
          int count = p == Prim.SELECT ? 2 : p == Prim.SCALB ? 1 : operands;
          return IntStream.range(0, count).mapToObj(k -> new Row(p, kind, text(p, count), count, k));
        });
  }

  @TestFactory
  Stream<DynamicTest> ofEveryRow() throws Throwable {
    List<Row> rows = Stream.of(Kind.F64, Kind.F32).flatMap(ThirdDerivativesTest::rows).toList();
    Compiled c = Compiled.of("package demo;\nimport dev.gradus.Grad;\nclass Rows {\n"
        + rows.stream().map(Row::methods).collect(Collectors.joining()) + "}");
    return rows.stream().map(r -> DynamicTest.dynamicTest(r.name() + ": " + r.text(), () -> {
      for (double[] point : POINTS) check(c, r, point);
    }));
  }

  private static void check(Compiled c, Row r, double[] point) throws Throwable {
    double third = r.at(c, "3", point, 0);
    Row ofDoubles = new Row(r.prim, Kind.F64, r.text, r.count, r.moving);
    double expected = r.kind == Kind.F32 ? ofDoubles.at(c, "3", point, 0)
        : (r.at(c, "2", point, STEP) - r.at(c, "2", point, -STEP)) / (2 * STEP);
    boolean rounded = r.prim == Prim.TO_F32 || r.prim == Prim.TO_F64;
    assertEquals(expected, third, (rounded || r.kind == Kind.F32 ? 1e-2 : 1e-4) * (1 + Math.abs(third)), () -> "at " + Arrays.toString(point));
  }
}
