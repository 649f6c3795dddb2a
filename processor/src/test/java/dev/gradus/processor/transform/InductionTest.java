package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;

import dev.gradus.processor.ir.Func;
import org.junit.jupiter.api.Test;

class InductionTest {
  private static Func tidy(Func f) {
    return DeadCode.run(Simplify.run(Induction.run(f)));
  }

  @Test
  void counterIsFormulaOfTheIndex() {
    becomes("""
        fn f(a:f64[], p0:i32, n:i32) {
          s:f64, p:i32 = for 0 .. n carry [0.0, p0] (i:i32, s.1:f64, p.1:i32) {
            x:f64 = load a[p.1]
            s.2:f64 = add s.1, x
            p.2:i32 = add p.1, 3
            yield s.2, p.2
          }
          yield s, p
        }""", InductionTest::tidy, """
        fn f(a:f64[], p0:i32, n:i32) {
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            t:i32 = mul 3, i
            p:i32 = add p0, t
            x:f64 = load a[p]
            s.2:f64 = add s.1, x
            yield s.2
          }
          t.1:i32 = max n, 0
          t.2:i32 = mul 3, t.1
          p.1:i32 = add p0, t.2
          yield s, p.1
        }""");
  }

  @Test
  void countingDownFromTheTopOfADescendingLoop() {
    becomes("""
        fn f(a:f64[], n:i32) {
          s:f64, p:i32 = for down 0 .. n carry [0.0, 0] (i:i32, s.1:f64, p.1:i32) {
            x:f64 = load a[p.1]
            s.2:f64 = add s.1, x
            p.2:i32 = add p.1, 1
            yield s.2, p.2
          }
          yield s
        }""", InductionTest::tidy, """
        fn f(a:f64[], n:i32) {
          s:f64 = for down 0 .. n carry [0.0] (i:i32, s.1:f64) {
            t:i32 = sub n, 1
            t.1:i32 = sub t, i
            x:f64 = load a[t.1]
            s.2:f64 = add s.1, x
            yield s.2
          }
          yield s
        }""");
  }

  @Test
  void stepThatChangesStaysACarry() {
    staysAsItIs("""
        fn f(q:i32[], n:i32) {
          p:i32 = for 0 .. n carry [0] (i:i32, p.1:i32) {
            step:i32 = load q[i]
            p.2:i32 = add p.1, step
            yield p.2
          }
          yield p
        }""", Induction::run);
  }
}
