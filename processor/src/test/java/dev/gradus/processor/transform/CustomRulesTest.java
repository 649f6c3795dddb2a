package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Verifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Derivatives through functions with rules of their own; the rules are told apart from the real derivatives by a factor 10. */
class CustomRulesTest {
  private static final Map<String, Func> LIBRARY = library("""
      fn square(x:f64) vjp square.forward, square.backward { y:f64 = mul x, x  yield y }
      fn square.forward(x:f64) { y:f64 = mul x, x  yield y, x }
      fn square.backward(kept:f64, ct:f64) { t:f64 = mul 20.0, kept  u:f64 = mul t, ct  yield u }

      fn cube(x:f64) jvp cube.jvp { y:f64 = mul x, x  z:f64 = mul y, x  yield z }
      fn cube.jvp(x:f64, d:f64) {
        y:f64 = call square(f64) -> (f64) x
        z:f64 = call cube(f64) -> (f64) x
        t:f64 = mul 30.0, y
        u:f64 = mul t, d
        yield z, u
      }

      fn dot(n:i32, a:f64[], b:f64[]) jvp dot.jvp {
        s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) { x:f64 = load a[i]  y:f64 = load b[i]  p:f64 = mul x, y  s.2:f64 = add s.1, p  yield s.2 }
        yield s
      }
      fn dot.jvp(n:i32, a:f64[], b:f64[], da:f64[], db:f64[]) {
        s:f64, t:f64 = for 0 .. n carry [0.0, 0.0] (i:i32, s.1:f64, t.1:f64) {
          x:f64 = load a[i]
          y:f64 = load b[i]
          dx:f64 = load da[i]
          dy:f64 = load db[i]
          p:f64 = mul x, y
          q:f64 = mul dx, y
          r:f64 = mul dy, x
          s.2:f64 = add s.1, p
          u:f64 = add q, r
          v:f64 = mul 10.0, u
          t.2:f64 = add t.1, v
          yield s.2, t.2
        }
        yield s, t
      }

      fn bent(x:f64) jvp bent.jvp { yield x }
      fn bent.jvp(x:f64, d:f64) { t:f64 = abs d  yield x, t }

      fn scaled(a:f64[], k:f64) vjp scaled.forward, scaled.backward {
        x:f64 = load a[0]
        y:f64 = mul x, k
        z:f64[] = zeroslike a
        z.1:f64[] = store z[0], y
        yield z.1
      }
      fn scaled.forward(a:f64[], k:f64) {
        y:f64[] = call scaled(f64[], f64) -> (f64[]) a, k
        c:f64[] = copy a
        yield y, c, k
      }
      fn scaled.backward(a:f64[], k:f64, ct:f64[]) {
        x:f64 = load a[0]
        c:f64 = load ct[0]
        p:f64 = mul c, k
        q:f64 = mul 10.0, p
        r:f64 = mul c, x
        s:f64 = mul 10.0, r
        z:f64[] = zeroslike a
        z.1:f64[] = store z[0], q
        yield z.1, s
      }
      """);

  private static Map<String, Func> library(String text) {
    var all = new LinkedHashMap<String, Func>();
    for (Func f : Parser.parseAll(text)) all.put(f.name(), Verifier.check(f));
    return all;
  }

  private static Object[] gradient(String program, List<Integer> wrt, Object... args) {
    Func f = Parser.parse(program);
    Program p = Passes.gradient(f, LIBRARY, wrt, true, Options.none());
    Object[] result = Interpreter.run(p, args);
    assertArrayEquals(result, Interpreter.run(Passes.written(p), args));
    assertFalse(Printer.print(Passes.written(p).main()).contains("call"));
    var storing = new Options(Analyses.storeEverything(), java.util.Set.of(), _ -> {});
    assertArrayEquals(result, Interpreter.run(Passes.gradient(f, LIBRARY, wrt, true, storing), args));
    return result;
  }

  @Test
  void theBackwardFunctionIsTheDerivative() {
    assertArrayEquals(new Object[] {9.0, 60.0}, gradient("fn f(x:f64) { y:f64 = call square(f64) -> (f64) x  yield y }", List.of(0), 3.0));
  }

  @Test
  void aCallWithoutDerivativeIsThePlainFunction() {
    assertArrayEquals(new Object[] {27.0, 9.0}, gradient("""
        fn f(x:f64, c:f64) { y:f64 = call square(f64) -> (f64) c  z:f64 = mul y, x  yield z }""", List.of(0), 3.0, 3.0));
  }

  @Test
  void loopsAndBranchesKeepWhatTheRulesNeed() {
    // x² applied twice, each with 10 times its derivative
    assertArrayEquals(new Object[] {16.0, 20 * 4.0 * 20 * 2.0}, gradient("""
        fn f(x:f64, n:i32) {
          y:f64 = for 0 .. n carry [x] (i:i32, z:f64) { w:f64 = call square(f64) -> (f64) z  yield w }
          yield y
        }""", List.of(0), 2.0, 2));
    String branch = """
        fn f(x:f64) {
          c:bool = gt x, 0.0
          y:f64 = if c { z:f64 = call square(f64) -> (f64) x  w:f64 = call cube(f64) -> (f64) z  yield w } else { yield x }
          yield y
        }""";
    assertArrayEquals(new Object[] {64.0, 30 * 16.0 * 20 * 2}, gradient(branch, List.of(0), 2.0));
    assertArrayEquals(new Object[] {-2.0, 1.0}, gradient(branch, List.of(0), -2.0));
  }

  @Test
  void aPushforwardIsTransposed() {
    assertArrayEquals(new Object[] {8.0, 120.0}, gradient("fn f(x:f64) { y:f64 = call cube(f64) -> (f64) x  yield y }", List.of(0), 2.0));
    assertArrayEquals(new Object[] {11.0, new double[] {3, 4}, new double[] {1, 2}}, scaledDown(gradient("""
        fn f(n:i32, a:f64[], b:f64[]) { y:f64 = call dot(i32, f64[], f64[]) -> (f64) n, a, b  yield y }""", List.of(1, 2),
        2, new double[] {1, 2}, new double[] {3, 4})));
    assertArrayEquals(new Object[] {5.0, new double[] {2, 4}}, scaledDown(gradient("""
        fn f(n:i32, a:f64[]) { y:f64 = call dot(i32, f64[], f64[]) -> (f64) n, a, a  yield y }""", List.of(1), 2, new double[] {1, 2})));
  }

  private static Object[] scaledDown(Object[] results) {
    for (Object r : results) if (r instanceof double[] a) for (int i = 0; i < a.length; i++) a[i] /= 10;
    return results;
  }

  @Test
  void cotangentsOfArraysAreAddedUp() {
    assertArrayEquals(new Object[] {2 * 5.0 + 2, new double[] {51, 0}, 20.0}, gradient("""
        fn f(a:f64[], k:f64) {
          b:f64[] = call scaled(f64[], f64) -> (f64[]) a, k
          x:f64 = load b[0]
          y:f64 = load a[0]
          z:f64 = add x, y
          yield z
        }""", List.of(0, 1), new double[] {2, 7}, 5.0));
  }

  @Test
  void theNextDerivativeDifferentiatesTheRule() {
    Func f = Parser.parse("fn f(x:f64) { y:f64 = call cube(f64) -> (f64) x  yield y }");
    Program slope = Passes.gradient(f, LIBRARY, List.of(0), false, Options.none());
    // 30 times square, whose derivative is 20 x
    Program bend = Passes.gradient(slope.main(), slope.functions(), List.of(0), true, Options.none());
    assertArrayEquals(new Object[] {120.0, 30 * 40.0}, Interpreter.run(Passes.written(bend), new Object[] {2.0}));
    Program third = Passes.gradient(bend.main(), bend.functions(), List.of(0), true, Options.none());
    assertEquals(120.0, Interpreter.run(third, new Object[] {2.0})[0]);
  }

  @Test
  void forwardModeCallsThePushforward() {
    Func f = Parser.parse("fn f(x:f64) { y:f64 = call cube(f64) -> (f64) x  yield y }");
    assertArrayEquals(new Object[] {8.0, 240.0}, Interpreter.run(Passes.jvp(f, LIBRARY, List.of(0), Options.none()), new Object[] {2.0, 2.0}));
  }

  @Test
  void whatHasNoRuleForTheModeIsNamed() {
    Func f = Parser.parse("fn f(x:f64) { y:f64 = call square(f64) -> (f64) x  yield y }");
    NoDerivative forward = assertThrows(NoDerivative.class, () -> Passes.jvp(f, LIBRARY, List.of(0), Options.none()));
    assertEquals(NoDerivative.Why.BACKWARD_ONLY, forward.why());
    assertEquals("square", forward.function());
    Func g = Parser.parse("fn g(x:f64) { y:f64 = call bent(f64) -> (f64) x  yield y }");
    NoDerivative bent = assertThrows(NoDerivative.class, () -> Passes.gradient(g, LIBRARY, List.of(0), true, Options.none()));
    assertEquals(NoDerivative.Why.NOT_LINEAR, bent.why());
  }

  @Test
  void rulesAreText() {
    for (Func f : LIBRARY.values()) assertEquals(Printer.print(f), Printer.print(Parser.parse(Printer.print(f))));
    assertEquals(LIBRARY.get("square").rule(), Parser.parse(Printer.print(LIBRARY.get("square"))).rule());
  }
}
