package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Constant arrays: where they stand, that nobody takes them over, and that derivatives read them again instead of keeping what was read.
 */
class TablesTest {
  private static final String SUM = """
      fn f(x:f64, n:i32) {
        s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
          w:f64[] = table f64[] {0.5, 0.25}
          k:i32 = and i, 1
          a:f64 = load w[k]
          ax:f64 = mul a, x
          b:f64 = sin ax
          s.2:f64 = add s.1, b
          yield s.2
        }
        yield s
      }""";

  @Test
  void tablesMoveToTheBeginningEqualOnesAsOne() {
    becomes("""
        fn f(c:bool, i:i32) {
          x:f64 = if c {
            w:f64[] = table f64[] {0.5, 0.25}
            a:f64 = load w[i]
            yield a
          } else {
            v:f64[] = table f64[] {0.5, 0.25}
            b:f64 = load v[0]
            yield b
          }
          yield x
        }
        """, Tables::run, """
        fn f(c:bool, i:i32) {
          w:f64[] = table f64[] {0.5, 0.25}
          x:f64 = if c {
            a:f64 = load w[i]
            yield a
          } else {
            b:f64 = load w[0]
            yield b
          }
          yield x
        }
        """);
  }

  @Test
  void knownElementsAndLengthsAreConstants() {
    becomes("""
        fn f(i:i32) {
          w:f64[][] = table f64[][] {{1.0}, {2.0, 3.0}}
          n:i32 = length w
          a:f64 = load w[1, 1]
          b:f64 = load w[1, 2]
          yield n, a
        }
        """, f -> DeadCode.run(Simplify.run(f)), """
        fn f(i:i32) {
          w:f64[][] = table f64[][] {{1.0}, {2.0, 3.0}}
          b:f64 = load w[1, 2]
          yield 2, 3.0
        }
        """);
  }

  @Test
  void whoeverWritesGetsACopy() {
    becomes("""
        fn f(x:f64) {
          w:f64[] = table f64[] {0.5, 0.25}
          v:f64[] = store w[0], x
          yield v
        }
        """, Copies::run, """
        fn f(x:f64) {
          w:f64[] = table f64[] {0.5, 0.25}
          w.1:f64[] = copy w
          v:f64[] = store w.1[0], x
          yield v
        }
        """);
  }

  @Test
  void theVerifierWantsTablesLeftAloneAndOfOneType() {
    for (String body : List.of("v:f64[] = store w[0], x  yield v", "yield w")) {
      Func f = Parser.parse("fn f(x:f64) { w:f64[] = table f64[] {0.5}  " + body + " }");
      assertThrows(IllegalStateException.class, () -> Verifier.check(f), body);
    }
    for (String elements : List.of("{0.5, 1}", "{{0.5}}")) {
      Func f = Parser.parse("fn f(x:f64) { w:f64[] = table f64[] " + elements + "  yield x }");
      assertThrows(IllegalStateException.class, () -> Verifier.check(f), elements);
    }
  }

  @Test
  void elementsAreReadAgain() {
    for (Func f : List.of(Parser.parse(SUM), Tables.run(Parser.parse(SUM)))) {
      String tapes = Printer.print(Vjp.gradient(f, List.of(0), false, Analyses.on().off("fusion"), Map.of()));
      assertEquals(0, tapes.split(" = store ").length - 1, tapes);
    }
  }

  @Test
  void bothHalvesOfAPullbackHaveTheTable() {
    Split s = Passes.pullback(Parser.parse(SUM), Map.of(), List.of(0), Options.none());
    for (Func half : List.of(s.forward().main(), s.pullback().main())) {
      assertEquals(1, half.body().eqns().stream().filter(e -> e.op() instanceof Op.Table).count(), Printer.print(half));
    }
  }
}
