package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What reverse mode makes of each construct, as text or by known values; the laws over many programs are in {@code RandomProgramsTest}. */
class VjpTest {
  private static final String NEWTON = """
      fn cubeRoot(a:f64) {
        aa:f64 = mul a, a
        aaa:f64 = mul aa, a
        r0:f64 = sub aaa, a
        x:f64, r:f64 = while carry [a, r0] (x.1:f64, r.1:f64) {
          size:f64 = abs r.1
          more:bool = gt size, 1.0E-12
          yield more
        } do (x.2:f64, r.2:f64) {
          xx:f64 = mul x.2, x.2
          slope:f64 = mul 3.0, xx
          step:f64 = div r.2, slope
          x.3:f64 = sub x.2, step
          x3:f64 = mul x.3, x.3
          cube:f64 = mul x3, x.3
          r.3:f64 = sub cube, a
          yield x.3, r.3
        }
        yield x
      }""";

  private static Func gradient(String program, int... wrt) {
    return Passes.gradient(Parser.parse(program), Map.of(), Arrays.stream(wrt).boxed().toList(), false, Options.none()).main();
  }

  private static long count(Func f, Class<? extends Op> op) {
    return FreeVars.eqnsIn(f.body()).stream().map(Eqn::op).filter(op::isInstance).count();
  }

  @Test
  void productRule() {
    Func g = gradient("fn f(x:f64, y:f64) { p:f64 = mul x, y   s:f64 = sin p   yield s }", 0, 1);
    assertEquals(Printer.print(Parser.parse("""
        fn f(x:f64, y:f64) {
          p:f64 = mul x, y
          ctP:f64 = cos p
          ctX:f64 = mul ctP, y
          ctY:f64 = mul ctP, x
          yield ctX, ctY
        }""")), Printer.print(g));
  }

  @Test
  void loopIndexIsReversed() {
    Func g = gradient("""
        fn f(x:f64, n:i32) {
          s:f64 = for 0 .. n carry [x] (i:i32, s.1:f64) {
            k:f64 = to_f64 i
            t:f64 = mul s.1, k
            s.2:f64 = sin t
            yield s.2
          }
          yield s
        }""", 0);
    double x = 0.7;
    double expected = Math.cos(Math.sin(Math.sin(0) * 1) * 2) * 2 * Math.cos(Math.sin(0) * 1) * 1 * Math.cos(0) * 0;
    assertEquals(expected, (Double) Interpreter.run(g, x, 3)[0]);
    assertEquals(1.0, (Double) Interpreter.run(g, x, 0)[0]);
  }

  @Test
  void prefixSumKeepsOneTapeOfTwo() {
    Func g = gradient("""
        fn f(a:f64[], n:i32) {
          w:f64[] = copy a
          w.1:f64[] = for 1 .. n carry [w] (i:i32, s:f64[]) {
            x:f64 = load s[i]
            j:i32 = sub i, 1
            y:f64 = load s[j]
            t:f64 = mul x, y
            s.1:f64[] = store s[i], t
            yield s.1
          }
          last:i32 = sub n, 1
          r:f64 = load w.1[last]
          yield r
        }""", 0);
    long tapes = FreeVars.eqnsIn(g.body()).stream().filter(e -> e.op() instanceof Op.NewArray && e.result().name().endsWith("Tape")).count();
    assertEquals(1, tapes);
    assertArrayEquals(new double[] {12, 8, 6}, (double[]) Interpreter.run(g, new double[] {2, 3, 4}, 3)[0], 1e-12);
  }

  @Test
  void independentIterationsRunForwardAndBackwardInOneLoop() {
    Func g = gradient("""
        fn f(x:f64[][], n:i32, d:i32) {
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            p:f64 = for 0 .. d carry [1.0] (j:i32, p.1:f64) {
              v:f64 = load x[i, j]
              p.2:f64 = mul p.1, v
              yield p.2
            }
            e:f64 = sin p
            s.2:f64 = add s.1, e
            yield s.2
          }
          yield s
        }""", 0);
    assertEquals(3, count(g, Op.For.class));
    double[][] x = {{2, 3}, {0.5, 4}};
    double[][] ct = (double[][]) Interpreter.run(g, x, 2, 2)[0];
    assertArrayEquals(new double[] {3 * Math.cos(6), 2 * Math.cos(6)}, ct[0], 1e-15);
    assertArrayEquals(new double[] {4 * Math.cos(2), 0.5 * Math.cos(2)}, ct[1], 1e-15);
  }

  @Test
  void whileWithUnknownTripCount() {
    assertEquals(1.0 / 12, (Double) Interpreter.run(gradient(NEWTON, 0), 8.0)[0], 1e-12);
  }

  @Test
  void derivativeOfDerivative() {
    Func g = gradient(NEWTON, 0);
    Func second = Passes.gradient(g, Map.of(), List.of(0), false, Options.none()).main();
    assertEquals(-2.0 / 9 * Math.pow(8, -5.0 / 3), (Double) Interpreter.run(second, 8.0)[0], 1e-12);
  }

  @Test
  void onlyTheBranchTakenHasADerivative() {
    Func g = gradient("""
        fn f(x:f64) {
          c:bool = gt x, 0.0
          y:f64 = if c { r:f64 = sqrt x   yield r } else { yield 0.0 }
          yield y
        }""", 0);
    assertEquals(0.0, (Double) Interpreter.run(g, 0.0)[0]);
    assertEquals(0.25, (Double) Interpreter.run(g, 4.0)[0]);
  }

  @Test
  void swappedBuffersSwapTheirCotangents() {
    Func g = gradient("""
        fn f(a:f64[], b:f64[], n:i32) {
          p:f64[] = copy a
          q:f64[] = copy b
          p.1:f64[], q.1:f64[] = for 0 .. n carry [p, q] (i:i32, u:f64[], v:f64[]) { yield v, u }
          x:f64 = load p.1[0]
          yield x
        }""", 0, 1);
    for (int n = 0; n < 3; n++) {
      Object[] ct = Interpreter.run(g, new double[] {1}, new double[] {2, 3}, n);
      assertArrayEquals(new double[] {n % 2 == 0 ? 1 : 0}, (double[]) ct[0]);
      assertArrayEquals(new double[] {n % 2 == 0 ? 0 : 1, 0}, (double[]) ct[1]);
    }
  }

  @Test
  void cotangentsHaveTheShapeOfTheRowThatWasThere() {
    String program = """
        fn f(m:f64[][]!, v:f64[]!) {
          x:f64 = load m[0, 0]
          m.1:f64[][] = store m[0], v
          y:f64 = load m.1[0, 0]
          z:f64 = mul x, y
          yield z
        }""";
    for (double[] v : new double[][] {{3}, {3, 4}, {3, 4, 5}}) {
      Object[] ct = Interpreter.run(gradient(program, 0, 1), new double[][] {{5, 6}, {7}}, v);
      assertArrayEquals(new double[][] {{3, 0}, {0}}, (double[][]) ct[0]);
      assertArrayEquals(Arrays.copyOf(new double[] {5}, v.length), (double[]) ct[1]);
    }
  }

  @Test
  void rowsThatWereAbsentStayAbsent() {
    Func g = gradient("""
        fn f(m:f64[][]!, x:f64, n:i32) {
          m.1:f64[][] = for 0 .. n carry [m] (i:i32, m.2:f64[][]) {
            v:f64[] = new f64[](n)
            w:f64[] = store v[i], x
            m.3:f64[][] = store m.2[i], w
            yield m.3
          }
          y:f64 = load m.1[1, 1]
          yield y
        }""", 0, 1);
    Object[] ct = Interpreter.run(g, new double[][] {{1}, null, {1, 2}}, 2.0, 3);
    assertArrayEquals(new double[][] {{0}, null, {0, 0}}, (double[][]) ct[0]);
    assertEquals(1.0, ct[1]);
  }

  @Test
  void nothingIsKeptOfRowsThatAreTheFirstOrKeepTheirShape() {
    Func g = gradient("""
        fn f(x:f64, n:i32) {
          m:f64[][] = new f64[][](n)
          m.1:f64[][] = for 0 .. n carry [m] (i:i32, m.2:f64[][]) {
            v:f64[] = new f64[](n)
            w:f64[] = store v[i], x
            m.3:f64[][] = store m.2[i], w
            yield m.3
          }
          r:f64[] = load m.1[0]
          s:f64[] = copy r
          m.4:f64[][] = store m.1[0], s
          y:f64 = load m.4[0, 0]
          z:f64 = mul y, y
          yield z
        }""", 0);
    assertEquals(0, FreeVars.eqnsIn(g.body()).stream().filter(e -> e.results().stream().anyMatch(v -> v.name().startsWith("old"))).count());
    assertEquals(6.0, Interpreter.run(g, 3.0, 2)[0]);
  }

  @Test
  void pullbackTakesSeedsOfAllFloatResults() {
    Func p = Passes.vjp(Parser.parse("fn f(x:f64, k:i32) { y:f64 = mul x, x   z:f64 = exp x   yield y, k, z }"), Map.of(), List.of(0), Options.none()).main();
    Verifier.check(p);
    assertArrayEquals(new Object[] {9.0, 7, Math.exp(3), 2.0 * 6 + 5 * Math.exp(3)}, Interpreter.run(p, 3.0, 7, 2.0, 5.0));
  }
}
