package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.RandomFuncs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forward mode, number by number, gives the gradient that reverse mode gives. */
class ForwardGradientTest {
  private static final String DOT = """
      fn dot(a:f64[][], c:f64) {
        n:i32 = length a
        s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
          m:i32 = length a[i]
          s.2:f64 = for 0 .. m carry [s.1] (j:i32, s.3:f64) {
            x:f64 = load a[i, j]
            y:f64 = mul x, x
            z:f64 = mul y, c
            s.4:f64 = add s.3, z
            yield s.4
          }
          yield s.2
        }
        yield s
      }""";

  private static Object[] gradient(String program, List<Integer> wrt, boolean withValue, Object... args) {
    return Interpreter.run(Passes.forwardGradient(Parser.parse(program), Map.of(), wrt, withValue, Options.none()).main(), args);
  }

  @Test
  void scalarsShareTheirPrimal() {
    Func f = Parser.parse("fn f(x:f64, y:f64) { p:f64 = mul x, y  e:f64 = exp p  yield e }");
    Func g = Passes.forwardGradient(f, Map.of(), List.of(0, 1), true, Options.none()).main();
    assertEquals(1, Printer.print(g).lines().filter(l -> l.contains("= exp ")).count(), Printer.print(g));
    assertArrayEquals(new Object[] {Math.exp(6), 3 * Math.exp(6), 2 * Math.exp(6)}, Interpreter.run(g, 2.0, 3.0));
  }

  @Test
  void arraysAreGoneThroughElementByElement() {
    double[][] a = {{1, 2}, {}, {3}};
    Object[] g = gradient(DOT, List.of(0, 1), true, a, 0.5);
    assertEquals(7.0, g[0]);
    assertArrayEquals(a, (double[][]) g[1]);
    assertEquals(14.0, g[2]);
  }

  @Test
  void trapsOfTheMethodStayWhereThereIsNothingToGoThrough() {
    String program = "fn f(a:f64[], b:f64[]) { x:f64 = load b[0]  yield x }";
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> gradient(program, List.of(0), false, new double[0], new double[0]));
  }

  @Test
  void bothModesAgree() {
    for (long seed = 61_000; seed < 61_150; seed++) {
      Func f = RandomFuncs.of(seed, false);
      List<Integer> wrt = List.of(0, 2, 3);
      Func forward = Passes.forwardGradient(f, Map.of(), wrt, true, Options.none()).main();
      Func reverse = Passes.gradient(f, Map.of(), wrt, true, Options.none()).main();
      for (Object[] args : Fuzz.args(seed)) {
        Object[] expected = Interpreter.run(reverse, args);
        assertClose("seed " + seed, expected, Interpreter.run(forward, args));
      }
    }
  }

  private static void assertClose(String where, Object expected, Object actual) {
    switch (expected) {
      case Object[] rows -> {
        for (int i = 0; i < rows.length; i++) assertClose(where, rows[i], ((Object[]) actual)[i]);
      }
      case double[] row -> {
        for (int i = 0; i < row.length; i++) assertClose(where, row[i], ((double[]) actual)[i]);
      }
      case Double e when Double.isFinite(e) -> assertEquals(e, (Double) actual, 1e-9 * Math.max(1, Math.abs(e)), where);
      default -> {}
    }
  }
}
