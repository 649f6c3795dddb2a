package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;

import dev.gradus.processor.ir.Func;
import org.junit.jupiter.api.Test;

/** One rewrite each, tidied by dead code so that only what is left shows. */
class SimplifyTest {
  private static Func tidy(Func f) {
    return DeadCode.run(Simplify.run(f));
  }

  @Test
  void additionOfANegativeIsSubtraction() {
    becomes("""
        fn f(x:f64, y:f64) {
          n:f64 = neg y
          a:f64 = add x, n
          b:f64 = add n, x
          c:f64 = sub x, n
          d:f64 = neg n
          e:f64 = mul x, -1.0
          yield a, b, c, d, e
        }
        """, SimplifyTest::tidy, """
        fn f(x:f64, y:f64) {
          a:f64 = sub x, y
          b:f64 = sub x, y
          c:f64 = add x, y
          e:f64 = neg x
          yield a, b, c, y, e
        }
        """);
  }

  @Test
  void floatsKeepWhatWouldOnlyAlmostBeTheSame() {
    staysAsItIs("""
        fn f(x:f64, y:f64) {
          a:f64 = add x, 0.0
          b:f64 = mul x, 0.0
          c:f64 = sub x, x
          d:f64 = sub x, y
          e:f64 = add d, y
          g:f64 = neg d
          h:f64 = div x, x
          i:bool = eq x, x
          j:bool = lt x, y
          k:bool = not j
          yield a, b, c, e, g, h, i, k
        }
        """, SimplifyTest::tidy);
  }

  @Test
  void integersCancel() {
    becomes("""
        fn f(i:i32, n:i32) {
          a:i32 = add i, 1
          b:i32 = sub a, 1
          c:i32 = add 2, a
          last:i32 = sub n, 1
          back:i32 = sub last, i
          d:i32 = sub last, back
          e:i32 = sub c, a
          g:i32 = sub a, 3
          h:i32 = add back, i
          yield b, c, d, e, g, h
        }
        """, SimplifyTest::tidy, """
        fn f(i:i32, n:i32) {
          c:i32 = add i, 3
          last:i32 = sub n, 1
          g:i32 = sub i, 2
          yield i, c, i, 2, g, last
        }
        """);
  }

  @Test
  void logicOfBranchesBecomesLogic() {
    becomes("""
        fn f(x:i32, y:i32, c:bool) {
          less:bool = lt x, y
          a:bool = if less { yield false } else { yield true }
          b:bool = if c { yield less } else { yield false }
          d:bool = if c { yield true } else { yield less }
          e:i32 = if a { yield x } else { yield y }
          yield a, b, d, e
        }
        """, SimplifyTest::tidy, """
        fn f(x:i32, y:i32, c:bool) {
          less:bool = lt x, y
          a:bool = ge x, y
          b:bool = and c, less
          d:bool = or c, less
          e:i32 = select less, y, x
          yield a, b, d, e
        }
        """);
  }

  @Test
  void aKnownBranchIsItsArm() {
    becomes("""
        fn f(x:f64) {
          c:bool = lt 1, 2
          y:f64 = if c { z:f64 = sin x yield z } else { yield 0.0 }
          yield y
        }
        """, SimplifyTest::tidy, "fn f(x:f64) { z:f64 = sin x  yield z }");
  }

  @Test
  void armsThatAgreeNeedNoBranch() {
    becomes("""
        fn f(a:f64[]!, c:bool, i:i32) {
          b:f64[], x:f64 = if c { y:f64 = load a[i] yield a, y } else { yield a, 0.0 }
          d:f64[] = store b[i], x
          yield d
        }
        """, SimplifyTest::tidy, """
        fn f(a:f64[]!, c:bool, i:i32) {
          x:f64 = if c { y:f64 = load a[i] yield y } else { yield 0.0 }
          d:f64[] = store a[i], x
          yield d
        }
        """);
  }

  @Test
  void unchangedCarriesLeaveTheLoop() {
    becomes("""
        fn f(a:f64[], n:i32, x:f64) {
          b:f64[], y:f64, k:i32, s:f64 = for 0 .. n carry [a, x, 3, 0.0] (i:i32, b.0:f64[], y.0:f64, k.0:i32, s.0:f64) {
            t:f64 = load b.0[k.0]
            u:f64 = mul t, y.0
            v:f64 = add s.0, u
            yield b.0, y.0, 3, v
          }
          z:f64 = load b[k]
          yield s, z, y
        }
        """, SimplifyTest::tidy, """
        fn f(a:f64[], n:i32, x:f64) {
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.0:f64) {
            t:f64 = load a[3]
            u:f64 = mul t, x
            v:f64 = add s.0, u
            yield v
          }
          z:f64 = load a[3]
          yield s, z, x
        }
        """);
  }

  @Test
  void aCarryFoundUnchangedOnlyAfterAnotherLeavesToo() {
    becomes("""
        fn f(n:i32, x:f64) {
          y:f64, k:i32 = while carry [x, 0] (y.0:f64, k.0:i32) {
            t:bool = lt k.0, n
            yield t
          } do (y.1:f64, k.1:i32) {
            z:f64 = for 0 .. k.1 carry [y.1] (i:i32, z.0:f64) { yield z.0 }
            k.2:i32 = add k.1, 1
            yield z, k.2
          }
          yield y, k
        }
        """, SimplifyTest::tidy, """
        fn f(n:i32, x:f64) {
          k:i32 = while carry [0] (k.0:i32) {
            t:bool = lt k.0, n
            yield t
          } do (k.1:i32) {
            k.2:i32 = add k.1, 1
            yield k.2
          }
          yield x, k
        }
        """);
  }

  @Test
  void loopsThatNeverRunAreTheirInitialValues() {
    becomes("""
        fn f(a:f64[]!, x:f64, n:i32) {
          b:f64[] = for 3 .. 3 carry [a] (i:i32, b.0:f64[]) { b.1:f64[] = store b.0[i], x yield b.1 }
          y:f64 = for n .. n carry [x] (j:i32, y.0:f64) { y.1:f64 = sin y.0 yield y.1 }
          z:f64 = while carry [y] (z.0:f64) { yield false } do (z.1:f64) { z.2:f64 = sin z.1 yield z.2 }
          yield b, z
        }
        """, SimplifyTest::tidy, "fn f(a:f64[]!, x:f64, n:i32) { yield a, x }");
  }

  @Test
  void lengthsComeFromAllocationsThroughStoresAndLoops() {
    becomes("""
        fn f(n:i32, a:f64[]) {
          b:f64[] = new f64[](n)
          c:f64[] = for 0 .. n carry [b] (i:i32, c.0:f64[]) {
            k:i32 = length c.0
            l:i32 = sub k, 1
            x:f64 = load c.0[l]
            c.1:f64[] = store c.0[i], x
            yield c.1
          }
          m:i32 = length c
          z:f64[] = zeroslike c
          p:i32 = length a
          d:f64[] = copy a
          q:i32 = length d
          w:f64[] = zeroslike d
          yield c, m, z, d, q, w
        }
        """, SimplifyTest::tidy, """
        fn f(n:i32, a:f64[]) {
          b:f64[] = new f64[](n)
          c:f64[] = for 0 .. n carry [b] (i:i32, c.0:f64[]) {
            l:i32 = sub n, 1
            x:f64 = load c.0[l]
            c.1:f64[] = store c.0[i], x
            yield c.1
          }
          z:f64[] = new f64[](n)
          p:i32 = length a
          d:f64[] = copy a
          w:f64[] = new f64[](p)
          yield c, n, z, d, p, w
        }
        """);
  }

  @Test
  void aSwapHidesLengths() {
    staysAsItIs("""
        fn f(n:i32, k:i32) {
          a:f64[] = new f64[](n)
          b:f64[] = new f64[](k)
          c:f64[], d:f64[] = for 0 .. n carry [a, b] (i:i32, p:f64[], q:f64[]) { yield q, p }
          l:i32 = length c
          yield c, d, l
        }
        """, SimplifyTest::tidy);
  }

  @Test
  void conversionsThereAndBackGo() {
    becomes("""
        fn f(x:f32, i:i32, y:f64) {
          a:f64 = to_f64 x
          b:f32 = to_f32 a
          c:i64 = to_i64 i
          d:i32 = to_i32 c
          e:f64 = to_f64 i
          g:i32 = to_i32 e
          h:f32 = to_f32 y
          k:f64 = to_f64 h
          yield b, d, g, k
        }
        """, SimplifyTest::tidy, """
        fn f(x:f32, i:i32, y:f64) {
          h:f32 = to_f32 y
          k:f64 = to_f64 h
          yield x, i, i, k
        }
        """);
  }
}
