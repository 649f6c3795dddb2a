package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Program;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Zeros of the path taken are stronger than infinite slopes, and where there can be none nothing is guarded. */
class StrongZeroTest {
  private static final String ROOT_THEN_ZERO = """
      fn f(x:f64) {
        root:f64 = sqrt x
        low:bool = le x, 0.0
        y:f64 = if low { yield 0.0 } else { yield root }
        s:f64 = add y, x
        yield s
      }""";

  private static Func vjp(String program, Analyses analyses) {
    return Recursion.vjp(new Program(Parser.parse(program), Map.of()), List.of(0), analyses).main();
  }

  private static double slope(Func vjp, double x) {
    return (double) Interpreter.run(vjp, Map.of(), 1000L, new Object[] {x, 1.0})[1];
  }

  private static boolean isGuarded(Func f) {
    return FreeVars.eqnsIn(f.body()).stream().anyMatch(e -> e.op() instanceof Op.Apply a && a.prim().isStrong());
  }

  @Test
  void whatIsNotUsedPassesNothingOn() {
    Func vjp = vjp(ROOT_THEN_ZERO, Analyses.on());
    assertTrue(isGuarded(vjp));
    assertEquals(1, slope(vjp, 0));
    assertEquals(1.25, slope(vjp, 4));
    assertEquals(1, slope(vjp(ROOT_THEN_ZERO, Analyses.on().off("usage")), 0));
  }

  /** Derivatives of {@code sqrt(x) + x} at 4, and of {@code x} at 0. */
  @Test
  void everyOrderIsRight() {
    double[] at4 = {1.25, -1 / 32.0, 3 / 256.0, -15 / 2048.0, 105 / 16384.0};
    Func f = Parser.parse(ROOT_THEN_ZERO);
    for (int k = 0; k < at4.length; k++) {
      f = Passes.gradient(f, Map.of(), List.of(0), false, Options.none()).main();
      assertEquals(at4[k], (double) Interpreter.run(f, Map.of(), 1000L, new Object[] {4.0})[0], 1e-15);
      assertEquals(k == 0 ? 1 : 0, (double) Interpreter.run(f, Map.of(), 1000L, new Object[] {0.0})[0]);
    }
  }

  /** The sabotage: without guards the slope is no number. */
  @Test
  void itIsSeenIfNothingIsGuarded() {
    Analyses on = Analyses.on();
    Analyses careless = new Analyses(on.activity(), on.consumed(), on.finalElements(), on.orderFree(), on.replayCost(), on.fuse(), on.privatise(),
        on.induction(), (f, wanted) -> new StrongZero(FreeVars.boundIn(f.body()), Set.of()));
    assertEquals(Double.NaN, slope(vjp(ROOT_THEN_ZERO, careless), 0));
  }

  @Test
  void codeThatUsesWhatItComputesIsNotGuarded() {
    assertFalse(isGuarded(vjp("fn f(x:f64) { root:f64 = sqrt x   l:f64 = log root   s:f64 = div l, x   yield s }", Analyses.on())));
    assertFalse(isGuarded(vjp("""
        fn f(x:f64, n:i32) {
          s:f64 = for 0 .. n carry [x] (i:i32, s.1:f64) {
            r:f64 = sqrt s.1
            yield r
          }
          yield s
        }""", Analyses.on())));
  }
}
