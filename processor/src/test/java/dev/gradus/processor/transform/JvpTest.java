package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Verifier;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Tangents of each operation, and no tangents where nothing varies. */
class JvpTest {
  private static UnaryOperator<Func> jvp(Integer... wrt) {
    return f -> Jvp.run(f, List.of(wrt));
  }

  @Test
  void eachEquationIsFollowedByItsTangent() {
    becomes("fn f(x:f64, y:f64) { t:f64 = mul x, y  u:f64 = sin t  yield u }", jvp(0, 1), """
        fn f(x:f64, y:f64, dx:f64, dy:f64) {
          t:f64 = mul x, y
          dt:f64 = mul dx, y
          dt.1:f64 = mul dy, x
          dt.2:f64 = add dt, dt.1
          u:f64 = sin t
          du:f64 = cos t
          du.1:f64 = mul dt.2, du
          yield u, du.1
        }
        """);
  }

  @Test
  void whatDoesNotVaryHasNoTangent() {
    becomes("""
        fn f(x:f64, y:f64, n:i32) {
          t:f64 = exp y
          k:i32 = add n, 1
          u:f64 = mul x, t
          yield t, k, u
        }
        """, jvp(0), """
        fn f(x:f64, y:f64, n:i32, dx:f64) {
          t:f64 = exp y
          k:i32 = add n, 1
          u:f64 = mul x, t
          du:f64 = mul dx, t
          yield t, k, u, 0.0, du
        }
        """);
  }

  @Test
  void theTangentOfAnArrayGoesWithIt() {
    becomes("""
        fn f(x:f64, n:i32) {
          a:f64[] = new f64[](n)
          b:f64[] = for 0 .. n carry [a] (i:i32, p:f64[]) {
            q:f64[] = store p[i], x
            r:f64[] = addat q[0], 2.0
            yield r
          }
          yield b
        }
        """, jvp(0), """
        fn f(x:f64, n:i32, dx:f64) {
          a:f64[] = new f64[](n)
          da:f64[] = zeroslike a
          b:f64[], db:f64[] = for 0 .. n carry [a, da] (i:i32, p:f64[], dp:f64[]) {
            q:f64[] = store p[i], x
            dq:f64[] = store dp[i], dx
            r:f64[] = addat q[0], 2.0
            yield r, dq
          }
          yield b, db
        }
        """);
  }

  @Test
  void anArmWithoutTangentGivesZero() {
    becomes("""
        fn f(x:f64, c:bool) {
          y:f64 = if c { t:f64 = sqrt x yield t } else { yield 1.0 }
          yield y
        }
        """, jvp(0), """
        fn f(x:f64, c:bool, dx:f64) {
          y:f64, dy:f64 = if c {
            t:f64 = sqrt x
            dt:f64 = mul dx, 0.5
            dt.1:f64 = div dt, t
            yield t, dt.1
          } else { yield 1.0, 0.0 }
          yield y, dy
        }
        """);
  }

  @Test
  void conversionsConvertTangents() {
    becomes("fn f(x:f64) { y:f32 = to_f32 x  k:i32 = to_i32 y  z:f64 = to_f64 k  yield y, z }", jvp(0), """
        fn f(x:f64, dx:f64) {
          y:f32 = to_f32 x
          dy:f32 = to_f32 dx
          k:i32 = to_i32 y
          z:f64 = to_f64 k
          yield y, z, dy, 0.0
        }
        """);
  }

  @Test
  void newtonsIterationHasTheDerivativeOfTheRoot() {
    Func f = Verifier.check(Jvp.run(Parser.parse("""
        fn cubeRoot(a:f64) {
          x:f64, e:f64 = while carry [1.0, 1.0] (x.0:f64, e.0:f64) {
            t:bool = gt e.0, 1.0E-14
            yield t
          } do (x.1:f64, e.1:f64) {
            q:f64 = mul x.1, x.1
            r:f64 = div a, q
            s:f64 = sub r, x.1
            u:f64 = div s, 3.0
            x.2:f64 = add x.1, u
            v:f64 = abs u
            yield x.2, v
          }
          yield x
        }
        """), List.of(0)));
    Object[] results = Interpreter.run(f, 8.0, 1.0);
    assertEquals(2, (double) results[0], 1e-14);
    assertEquals(1 / 12.0, (double) results[1], 1e-14);
  }

  @Test
  void appliedTwiceItIsTheSecondDerivative() {
    Func f = Parser.parse("fn cube(x:f64) { q:f64 = mul x, x  c:f64 = mul q, x  yield c }");
    Func twice = Verifier.check(Jvp.run(Verifier.check(Jvp.run(f, List.of(0))), List.of(0)));
    assertArrayEquals(new Object[] {8.0, 12.0, 12.0, 12.0}, Interpreter.run(twice, 2.0, 1.0, 1.0));
  }
}
