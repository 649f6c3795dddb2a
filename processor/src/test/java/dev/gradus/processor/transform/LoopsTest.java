package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;

import org.junit.jupiter.api.Test;

class LoopsTest {
  @Test
  void fixedElementLivesInAScalar() {
    becomes("""
        fn f(a:f64[]!, x:f64[]) {
          n:i32 = length x
          m:i32 = length a
          r:f64[] = for 0 .. m carry [a] (i:i32, b:f64[]) {
            c:f64[] = for 0 .. n carry [b] (j:i32, d:f64[]) {
              v:f64 = load x[j]
              e:f64[] = addat d[i], v
              yield e
            }
            yield c
          }
          yield r
        }""", Loops::run, """
        fn f(a:f64[]!, x:f64[]) {
          n:i32 = length x
          m:i32 = length a
          r:f64[] = for 0 .. m carry [a] (i:i32, b:f64[]) {
            d:f64 = load b[i]
            d.1:f64 = for 0 .. n carry [d] (j:i32, d.2:f64) {
              v:f64 = load x[j]
              d.3:f64 = add d.2, v
              yield d.3
            }
            c:f64[] = store b[i], d.1
            yield c
          }
          yield r
        }""");
  }

  @Test
  void readsThatDoNotChangeMoveOutUnderAGuard() {
    becomes("""
        fn f(x:f64[], k:i32, n:i32) {
          s:f64 = for 0 .. n carry [0.0] (j:i32, s.1:f64) {
            v:f64 = load x[k]
            e:f64 = exp v
            s.2:f64 = add s.1, e
            yield s.2
          }
          yield s
        }""", Loops::run, """
        fn f(x:f64[], k:i32, n:i32) {
          t:bool = lt 0, n
          s:f64 = if t {
            v:f64 = load x[k]
            e:f64 = exp v
            s.1:f64 = for 0 .. n carry [0.0] (j:i32, s.2:f64) {
              s.3:f64 = add s.2, e
              yield s.3
            }
            yield s.1
          } else { yield 0.0 }
          yield s
        }""");
  }

  @Test
  void storesNobodyReadsGo() {
    becomes("""
        fn f(a:f64[]!) {
          n:i32 = length a
          b:f64[], s:f64 = for 0 .. n carry [a, 0.0] (i:i32, c:f64[], s.1:f64) {
            x:f64 = load c[i]
            s.2:f64 = add s.1, x
            d:f64[] = store c[i], 0.0
            yield d, s.2
          }
          yield s
        }""", f -> DeadCode.run(Simplify.run(Loops.run(f))), """
        fn f(a:f64[]!) {
          n:i32 = length a
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            x:f64 = load a[i]
            s.2:f64 = add s.1, x
            yield s.2
          }
          yield s
        }""");
  }

  @Test
  void storesReadByTheNextIterationStay() {
    staysAsItIs("""
        fn f(a:f64[]!) {
          n:i32 = length a
          b:f64[], s:f64 = for 1 .. n carry [a, 0.0] (i:i32, c:f64[], s.1:f64) {
            j:i32 = sub i, 1
            x:f64 = load c[j]
            s.2:f64 = add s.1, x
            d:f64[] = store c[i], s.2
            yield d, s.2
          }
          yield s
        }""", Loops::run);
  }

  @Test
  void whatTheCallerSeesIsStoredBeforeWhatMayTrap() {
    staysAsItIs("""
        fn f(a:f64[]!, x:f64[], n:i32) {
          b:f64[] = for 0 .. n carry [a] (i:i32, c:f64[]) {
            v:f64 = load x[i]
            d:f64[] = addat c[0], v
            yield d
          }
          yield b
        }""", Loops::inSight);
    staysAsItIs("""
        fn f(a:f64[]!, x:f64[], n:i32) {
          b:f64[] = for 0 .. n carry [a] (i:i32, c:f64[]) {
            d:f64[] = store c[i], 1.0
            v:f64 = load x[5]
            e:f64[] = store d[i], v
            yield e
          }
          yield b
        }""", Loops::inSight);
  }

  @Test
  void whatTheCallerSeesMayBeKeptInAScalarWhereNothingTraps() {
    becomes("""
        fn f(a:f64[]!, x:f64) {
          b:f64[] = for 0 .. 9 carry [a] (i:i32, c:f64[]) {
            d:f64[] = addat c[0], x
            yield d
          }
          yield b
        }""", Loops::inSight, """
        fn f(a:f64[]!, x:f64) {
          c:f64 = load a[0]
          c.1:f64 = for 0 .. 9 carry [c] (i:i32, c.2:f64) {
            c.3:f64 = add c.2, x
            yield c.3
          }
          b:f64[] = store a[0], c.1
          yield b
        }""");
  }
}
