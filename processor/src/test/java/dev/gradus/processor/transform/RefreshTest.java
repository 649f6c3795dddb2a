package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Var;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Copies of code that may stand beside the original, and reading other atoms in place. */
class RefreshTest {
  private static final Func LOOP = Parser.parse("""
      fn f(x:f64, n:i32) {
        y:f64 = sin x
        s:f64 = for 0 .. n carry [y] (i:i32, s.1:f64) {
          t:f64 = mul s.1, x
          yield t
        }
        yield s
      }
      """);

  @Test
  void aCopyReadsTheSameAndSharesNoBinder() {
    Refresh.Copied copy = Refresh.region(LOOP.body(), Map.of());
    assertEquals(Printer.print(LOOP), Printer.print(LOOP.withBody(copy.region())));
    assertTrue(Collections.disjoint(FreeVars.boundIn(LOOP.body()), FreeVars.boundIn(copy.region())));
    assertEquals(copy.region().results().getFirst(), copy.names().get((Var) LOOP.results().getFirst()));
  }

  @Test
  void givenAtomsAreRead() {
    Refresh.CopiedEqns copy = Refresh.eqns(LOOP.body().eqns(), Map.of(LOOP.params().getFirst(), Lit.of(2.0)));
    assertEquals(Lit.of(2.0), copy.eqns().getFirst().op().args().getFirst());
    Atom s = copy.of(LOOP.results().getFirst());
    assertEquals(copy.eqns().getLast().result(), s);
    assertNotEquals(LOOP.results().getFirst(), s);
  }

  @Test
  void substitutionFollowsChainsIntoRegions() {
    Var x = LOOP.params().getFirst();
    Var z = Var.like(x);
    Func f = LOOP.withBody(Substitute.apply(LOOP.body(), Map.of(x, z, z, Lit.of(3.0))));
    assertEquals(Printer.print(LOOP).replace("sin x", "sin 3.0").replace("s.1, x", "s.1, 3.0"), Printer.print(f));
  }
}
