package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Prim;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Derivatives of derivatives of derivatives, by companions that call companions, for every method of {@link Math} on doubles, the
 * operators, and each of their operands: against central differences of the second derivative, at points where all are smooth.
 */
class ThirdDerivativesTest {
  private static final double STEP = 1e-4;
  private static final double[][] POINTS = {{0.37, 0.83, 0.21}, {0.61, 0.29, -0.4}};
  private static final Map<String, String> OPERATORS = Map.of("add", "x0 + x1", "sub", "x0 - x1", "mul", "x0 * x1", "div", "x0 / x1", "rem", "x1 % x0", "neg",
      "-x0", "cube", "x0 * x0 * x0", "select", "x0 > x1 ? x0 * x0 * x0 : x1 * x0 * x0 * x0", "toFloat", "(double) (long) x0 * x1");

  /** An expression of so many variables, and the one that moves. */
  private record Row(String name, String text, int count, int moving) {
    private String params() {
      return IntStream.range(0, count).mapToObj(k -> "double x" + k).collect(Collectors.joining(", "));
    }

    private String args() {
      return IntStream.range(0, count).mapToObj(k -> "x" + k).collect(Collectors.joining(", "));
    }

    private String methods() {
      String grad = "@Grad(wrt = \"x" + moving + "\") static double ";
      return """
            %1$s%2$s(%3$s) { return %4$s; }
            %1$s%2$s2(%3$s) { return RowsGrad.%2$s(%5$s); }
            %1$s%2$s3(%3$s) { return RowsGrad.%2$s2(%5$s); }
          """.formatted(grad, name, params(), text, args());
    }
  }

  private static List<Row> rows() {
    var texts = new LinkedHashMap<String, String>();
    var counts = new LinkedHashMap<String, Integer>();
    Arrays.stream(Math.class.getMethods()).sorted((a, b) -> a.getName().compareTo(b.getName())).filter(ThirdDerivativesTest::isOfDoubles).forEach(m -> {
      texts.put(m.getName(), "Math." + m.getName() + "("
          + IntStream.range(0, m.getParameterCount()).mapToObj(k -> "x" + k).collect(Collectors.joining(", ")) + ")");
      counts.put(m.getName(), m.getParameterCount());
    });
    OPERATORS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(o -> {
      texts.put("op" + Names.capital(o.getKey()), o.getValue());
      counts.put("op" + Names.capital(o.getKey()), o.getValue().contains("x1") ? 2 : 1);
    });
    var rows = new ArrayList<Row>();
    texts.forEach((name, text) -> {
      for (int k = 0; k < counts.get(name); k++) rows.add(new Row(name + "By" + k, text, counts.get(name), k));
    });
    return rows;
  }

  private static boolean isOfDoubles(Method m) {
    boolean doubles = m.getReturnType() == double.class && m.getParameterCount() > 0 && Stream.of(m.getParameterTypes()).allMatch(t -> t == double.class);
    return doubles && !m.getName().equals("clamp") && Prim.ofMath(m.getName()) != null;
  }

  @TestFactory
  Stream<DynamicTest> ofEveryRow() throws Throwable {
    List<Row> rows = rows();
    Compiled c = Compiled.of("package demo;\nimport dev.gradus.Grad;\nclass Rows {\n"
        + rows.stream().map(Row::methods).collect(Collectors.joining()) + "}");
    return rows.stream().map(r -> DynamicTest.dynamicTest(r.name() + ": " + r.text(), () -> {
      for (double[] point : POINTS) {
        double third = at(c, r.name() + "3", point, r, 0);
        double difference = (at(c, r.name() + "2", point, r, STEP) - at(c, r.name() + "2", point, r, -STEP)) / (2 * STEP);
        assertEquals(difference, third, 1e-4 * (1 + Math.abs(third)), () -> "at " + Arrays.toString(point));
      }
    }));
  }

  private static double at(Compiled c, String name, double[] point, Row r, double step) throws Throwable {
    Object[] args = IntStream.range(0, r.count()).mapToObj(k -> (Object) (point[k] + (k == r.moving() ? step : 0))).toArray();
    return (double) c.call("demo.RowsGrad", name, args);
  }
}
