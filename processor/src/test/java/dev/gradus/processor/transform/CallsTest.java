package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Verifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that stay: what both modes make of them, with pullbacks and pushforwards that are told apart from the real ones by a factor 10. */
class CallsTest {
  private static final Map<String, Func> LIBRARY = library("""
      fn square(x:f64) { y:f64 = mul x, x  yield y }
      fn square.forward(x:f64) { y:f64 = mul x, x  yield y, x }
      fn square.pullback(kept:f64, ct:f64) { t:f64 = mul 20.0, kept  u:f64 = mul t, ct  yield u }
      fn square.jvp(x:f64, d:f64) { y:f64 = mul x, x  t:f64 = mul 20.0, x  u:f64 = mul t, d  yield y, u }
      fn first(a:f64[]) { x:f64 = load a[0]  y:f64 = mul x, x  yield y }
      fn first.pullback(a:f64[], ct:f64, to:f64[]!) {
        x:f64 = load a[0]
        t:f64 = mul 20.0, x
        u:f64 = mul t, ct
        to.1:f64[] = addat to[0], u
        yield to.1
      }
      fn halve(a:f64[]!) { x:f64 = load a[0]  y:f64 = mul 0.5, x  a.1:f64[] = store a[0], y  yield a.1 }
      fn halve.pullback(ct:f64[]!) { x:f64 = load ct[0]  y:f64 = mul 5.0, x  ct.1:f64[] = store ct[0], y  yield ct.1 }
      fn halve.jvp(a:f64[]!, d:f64[]!) {
        x:f64 = load a[0]
        y:f64 = mul 0.5, x
        a.1:f64[] = store a[0], y
        u:f64 = load d[0]
        v:f64 = mul 5.0, u
        d.1:f64[] = store d[0], v
        yield a.1, d.1
      }
      """);

  private static final Map<String, Adjoint> ADJOINTS = Map.of(
      "square", new Adjoint(LIBRARY.get("square.pullback").signature(), List.of(0), List.of(), List.of(0), List.of(0)),
      "square.forward", new Adjoint(LIBRARY.get("square.pullback").signature(), List.of(), List.of(1), List.of(0), List.of(0)),
      "first", new Adjoint(LIBRARY.get("first.pullback").signature(), List.of(0), List.of(), List.of(0), List.of(0)),
      "halve", new Adjoint(LIBRARY.get("halve.pullback").signature(), List.of(), List.of(), List.of(0), List.of(0)));

  private static final Map<String, Pushforward> PUSHFORWARDS = Map.of(
      "square", new Pushforward(LIBRARY.get("square.jvp").signature(), List.of(0), List.of(0)),
      "halve", new Pushforward(LIBRARY.get("halve.jvp").signature(), List.of(0), List.of(0)));

  private static Map<String, Func> library(String text) {
    var all = new LinkedHashMap<String, Func>();
    for (Func f : Parser.parseAll(text)) all.put(f.name(), Verifier.check(f));
    return all;
  }

  private static Object gradient(String program, Object... args) {
    Object result = gradient(program, Analyses.on(), args);
    assertArrayEquals(new Object[] {result}, new Object[] {gradient(program, Analyses.storeEverything(), args)});
    return result;
  }

  private static Object gradient(String program, Analyses analyses, Object... args) {
    Func f = Verifier.check(Parser.parse(program));
    Func g = Verifier.check(Copies.run(DeadCode.run(Vjp.gradient(f, List.of(0), false, analyses, ADJOINTS))));
    return Interpreter.run(new Program(g, LIBRARY), args)[0];
  }

  @Test
  void aPullbackReadsArguments() {
    assertEquals(60.0, gradient("fn f(x:f64) { y:f64 = call square(f64) -> (f64) x  yield y }", 3.0));
  }

  @Test
  void aPullbackReadsResults() {
    assertEquals(60.0, gradient("fn f(x:f64) { y:f64, r:f64 = call square.forward(f64) -> (f64, f64) x  yield y }", 3.0));
  }

  @Test
  void whatItReadsIsTapedInALoop() {
    assertEquals(20 * 3.0 * 20 * 9.0, gradient("""
        fn f(x:f64) {
          y:f64 = for 0 .. 2 carry [x] (i:i32, z:f64) { w:f64 = call square(f64) -> (f64) z  yield w }
          yield y
        }""", 3.0));
  }

  @Test
  void whatItReadsIsKeptOfABranch() {
    String program = """
        fn f(x:f64) {
          c:bool = gt x, 0.0
          y:f64 = if c { t:f64 = mul 2.0, x  w:f64, r:f64 = call square.forward(f64) -> (f64, f64) t  yield w } else { yield x }
          yield y
        }""";
    assertEquals(20 * 6.0 * 2, gradient(program, 3.0));
    assertEquals(1.0, gradient(program, -3.0));
  }

  @Test
  void cotangentsOfBorrowedArraysAreAddedTo() {
    assertArrayEquals(new double[] {60 + 60, 1}, (double[]) gradient("""
        fn f(a:f64[]) {
          x:f64 = call first(f64[]) -> (f64) a
          y:f64 = call first(f64[]) -> (f64) a
          z:f64 = load a[1]
          s:f64 = add x, y
          t:f64 = add s, z
          yield t
        }""", new double[] {3, 4}));
  }

  @Test
  void aRowHasItsPartOfTheWhole() {
    assertArrayEquals(new double[][] {{0, 0}, {60, 0}}, (double[][]) gradient("""
        fn f(m:f64[][]) { row:f64[] = load m[1]  x:f64 = call first(f64[]) -> (f64) row  yield x }
        """, (Object) new double[][] {{1, 2}, {3, 4}}));
  }

  @Test
  void cotangentsOfArraysTakenOverStayInPlace() {
    String program = """
        fn f(a:f64[]) {
          b:f64[] = copy a
          c:f64[] = call halve(f64[]!) -> (f64[]) b
          d:f64[] = call halve(f64[]!) -> (f64[]) c
          x:f64 = load d[0]
          y:f64 = load d[1]
          z:f64 = mul x, y
          yield z
        }""";
    assertArrayEquals(new double[] {25 * 5, 1}, (double[]) gradient(program, new double[] {4, 5}));
    Func g = Copies.run(Vjp.gradient(Verifier.check(Parser.parse(program)), List.of(0), false, Analyses.on(), ADJOINTS));
    assertEquals(1, FreeVars.eqnsIn(g.body()).stream().filter(e -> e.op() instanceof Op.Copy).count());
  }

  @Test
  void tangentsGoAlong() {
    Func f = Verifier.check(Jvp.run(Parser.parse("""
        fn f(x:f64, a:f64[]!, k:f64) {
          y:f64 = call square(f64) -> (f64) x
          q:f64 = call square(f64) -> (f64) k
          b:f64[] = call halve(f64[]!) -> (f64[]) a
          c:f64[] = store b[1], y
          yield c, q
        }"""), List.of(0), PUSHFORWARDS));
    Object[] results = Interpreter.run(new Program(f, LIBRARY), new Object[] {3.0, new double[] {4, 5}, 7.0, 1.0});
    assertArrayEquals(new double[] {2, 9}, (double[]) results[0]);
    assertArrayEquals(new double[] {0, 60}, (double[]) results[2]);
    assertEquals(0.0, results[3]);
  }

  @Test
  void aCallWithoutRuleHasNoDerivative() {
    String program = "fn f(x:f64) { y:f64 = call other(f64) -> (f64) x  yield y }";
    assertEquals("no reverse mode for other", assertThrows(IllegalStateException.class, () -> gradient(program, 1.0)).getMessage());
  }
}
