package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;

import org.junit.jupiter.api.Test;

/** What is computed twice, and what only looks so. */
class CommonSubexpressionsTest {
  @Test
  void theFirstOfTwoServesBoth() {
    becomes("""
        fn f(x:f64, y:f64) {
          a:f64 = mul x, y
          b:f64 = mul y, x
          c:f64 = sin a
          d:f64 = sin b
          e:f64 = sub x, y
          g:f64 = sub y, x
          yield c, d, e, g
        }
        """, CommonSubexpressions::run, """
        fn f(x:f64, y:f64) {
          a:f64 = mul x, y
          c:f64 = sin a
          e:f64 = sub x, y
          g:f64 = sub y, x
          yield c, c, e, g
        }
        """);
  }

  @Test
  void whatRanBeforeALoopServesInside() {
    becomes("""
        fn f(x:f64, n:i32) {
          a:f64 = sin x
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.0:f64) {
            b:f64 = sin x
            t:f64 = add s.0, b
            yield t
          }
          yield a, s
        }
        """, CommonSubexpressions::run, """
        fn f(x:f64, n:i32) {
          a:f64 = sin x
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.0:f64) {
            t:f64 = add s.0, a
            yield t
          }
          yield a, s
        }
        """);
  }

  @Test
  void whatRanInOneArmDoesNotServeAnywhereElse() {
    staysAsItIs("""
        fn f(x:f64, c:bool) {
          y:f64 = if c { a:f64 = sin x yield a } else { b:f64 = sin x yield b }
          z:f64 = sin x
          yield y, z
        }
        """, CommonSubexpressions::run);
  }

  @Test
  void loadsOfOneValueAreEqualAndOfTwoAreNot() {
    becomes("""
        fn f(a:f64[]!, i:i32) {
          x:f64 = load a[i]
          y:f64 = load a[i]
          z:f64 = add x, y
          b:f64[] = store a[i], z
          u:f64 = load b[i]
          yield b, u
        }
        """, CommonSubexpressions::run, """
        fn f(a:f64[]!, i:i32) {
          x:f64 = load a[i]
          z:f64 = add x, x
          b:f64[] = store a[i], z
          u:f64 = load b[i]
          yield b, u
        }
        """);
  }

  @Test
  void allocationsAndCopiesAreNotShared() {
    staysAsItIs("""
        fn f(a:f64[]) {
          b:f64[] = copy a
          c:f64[] = copy a
          d:f64[] = new f64[](3)
          e:f64[] = new f64[](3)
          yield b, c, d, e
        }
        """, CommonSubexpressions::run);
  }

  @Test
  void zerosOfBothSignsDiffer() {
    staysAsItIs("""
        fn f(x:f64) {
          a:f64 = div x, 0.0
          b:f64 = div x, -0.0
          yield a, b
        }
        """, CommonSubexpressions::run);
  }
}
