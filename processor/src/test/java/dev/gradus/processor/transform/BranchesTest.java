package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;

import org.junit.jupiter.api.Test;

class BranchesTest {
  @Test
  void theSecondFindsTheValuesOfTheFirst() {
    becomes("""
        fn f(c:bool, x:f64) {
          y:f64, t:f64 = if c {
            s:f64 = sin x
            u:f64 = mul s, x
            yield u, s
          } else { yield x, 0.0 }
          z:f64 = if c {
            v:f64 = mul t, 2.0
            yield v
          } else { yield 1.0 }
          yield y, z
        }""", Branches::run, """
        fn f(c:bool, x:f64) {
          y:f64, z:f64 = if c {
            s:f64 = sin x
            u:f64 = mul s, x
            v:f64 = mul s, 2.0
            yield u, v
          } else { yield x, 1.0 }
          yield y, z
        }""");
  }

  @Test
  void arithmeticInBetweenMovesAside() {
    becomes("""
        fn f(c:bool, x:f64) {
          y:f64 = if c {
            s:f64 = sin x
            yield s
          } else { yield x }
          k:f64 = mul x, 3.0
          w:f64 = mul y, 2.0
          z:f64 = if c {
            v:f64 = mul k, y
            yield v
          } else { yield 1.0 }
          yield w, z
        }""", Branches::run, """
        fn f(c:bool, x:f64) {
          k:f64 = mul x, 3.0
          y:f64, z:f64 = if c {
            s:f64 = sin x
            v:f64 = mul k, s
            yield s, v
          } else { yield x, 1.0 }
          w:f64 = mul y, 2.0
          yield w, z
        }""");
  }

  @Test
  void pairsInTheArmsAreJoinedToo() {
    becomes("""
        fn f(c:bool, d:bool, x:f64) {
          y:f64 = if c { yield x } else {
            p:f64 = if d {
              s:f64 = sin x
              yield s
            } else { yield x }
            yield p
          }
          z:f64 = if c { yield 0.0 } else {
            q:f64 = if d {
              v:f64 = cos x
              yield v
            } else { yield 1.0 }
            yield q
          }
          yield y, z
        }""", Branches::run, """
        fn f(c:bool, d:bool, x:f64) {
          y:f64, z:f64 = if c { yield x, 0.0 } else {
            p:f64, q:f64 = if d {
              s:f64 = sin x
              v:f64 = cos x
              yield s, v
            } else { yield x, 1.0 }
            yield p, q
          }
          yield y, z
        }""");
  }

  /** An array may be given on: the first branch's, stored into by the second. */
  @Test
  void anArrayIsYieldedOnce() {
    becomes("""
        fn f(c:bool, a:f64[]!, x:f64) {
          b:f64[] = if c {
            s:f64[] = store a[0], x
            yield s
          } else { yield a }
          d:f64[] = if c { yield b } else {
            t:f64[] = store b[1], x
            yield t
          }
          yield d
        }""", Branches::run, """
        fn f(c:bool, a:f64[]!, x:f64) {
          d:f64[] = if c {
            s:f64[] = store a[0], x
            yield s
          } else {
            t:f64[] = store a[1], x
            yield t
          }
          yield d
        }""");
  }

  @Test
  void whatMayFailKeepsItsOrder() {
    staysAsItIs("""
        fn f(c:bool, a:f64[], i:i32) {
          y:f64 = if c {
            s:f64 = load a[0]
            yield s
          } else { yield 1.0 }
          k:f64 = load a[i]
          z:f64 = if c {
            v:f64 = load a[1]
            yield v
          } else { yield k }
          yield y, z
        }""", Branches::run);
  }

  @Test
  void whatTheSecondNeedsOfTheFirstByWayOfSomethingElse() {
    staysAsItIs("""
        fn f(c:bool, x:f64) {
          y:f64 = if c {
            s:f64 = sin x
            yield s
          } else { yield 1.0 }
          k:f64 = mul y, y
          z:f64 = if c { yield k } else {
            v:f64 = cos x
            yield v
          }
          yield y, z
        }""", Branches::run);
  }
}
