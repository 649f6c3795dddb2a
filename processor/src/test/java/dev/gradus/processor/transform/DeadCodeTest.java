package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes and what must stay. What {@link Bounds} proves is seen by what goes. */
class DeadCodeTest {
  @Test
  void unusedArithmeticGoes() {
    becomes("fn f(x:f64) { y:f64 = sin x  z:f64 = mul y, y  yield x }", DeadCode::run, "fn f(x:f64) { yield x }");
  }

  @Test
  void trapsAreEffects() {
    staysAsItIs("""
        fn f(a:f64[], m:f64[][], i:i32, n:i32, j:i32) {
          x:f64 = load a[i]
          k:i32 = div 7, n
          d:f64[] = new f64[](j)
          l:i32 = length m[n]
          yield
        }
        """, DeadCode::run);
  }

  @Test
  void aReadThatTheNextOperationRepeatsGoes() {
    becomes("""
        fn f(a:f64[]!, m:f64[][], i:i32, j:i32) {
          x:f64 = load a[i]
          a.1:f64[] = store a[i], 2.0
          row:f64[] = load m[i]
          y:f64 = load m[i, j]
          yield a.1, y
        }
        """, DeadCode::run, """
        fn f(a:f64[]!, m:f64[][], i:i32, j:i32) {
          a.1:f64[] = store a[i], 2.0
          y:f64 = load m[i, j]
          yield a.1, y
        }
        """);
    staysAsItIs("""
        fn f(a:f64[], b:f64[], i:i32, j:i32) {
          x:f64 = load a[i]
          y:f64 = load b[j]
          z:f64 = load a[i]
          yield z
        }
        """, DeadCode::run);
  }

  /** Of reads that nobody wants one stays for them all. */
  @Test
  void whatIsRepeatedInVainStaysOnce() {
    becomes("""
        fn f(a:f64[], i:i32) {
          x:f64 = load a[i]
          y:f64 = load a[i]
          yield
        }
        """, DeadCode::run, """
        fn f(a:f64[], i:i32) {
          x:f64 = load a[i]
          yield
        }
        """);
  }

  /** Before the check {@code y[i]} may be out of range, after it not. */
  @Test
  void whatComesAfterAnExceptionKnowsThatItWasNotThrown() {
    String loop = """
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            t:f64 = load x[i]
        %s    s.2:f64 = add s.1, t
            yield s.2
          }
        """;
    String program = """
        fn f(x:f64[], y:f64[]) {
          n:i32 = length x
          m:i32 = length y
          c:bool = ne n, m
        %s  yield s
        }
        """;
    String check = """
          if c {
            throw p.Refused()
            yield
          } else { yield }
        """;
    String load = "    u:f64 = load y[i]\n";
    becomes(program.formatted(check + loop.formatted(load)), DeadCode::run, program.formatted(check + loop.formatted("")));
    becomes(program.formatted(loop.formatted(load) + check), DeadCode::run, program.formatted(loop.formatted(load) + check));
  }

  @Test
  void aCarryThatOnlyFeedsItselfGoes() {
    becomes("""
        fn f(n:i32) {
          s:f64, t:f64, u:f64 = for 0 .. n carry [0.0, 1.0, 2.0] (i:i32, s.0:f64, t.0:f64, u.0:f64) {
            s.1:f64 = add s.0, 1.0
            t.1:f64 = mul t.0, u.0
            u.1:f64 = add t.0, s.0
            yield s.1, t.1, u.1
          }
          yield s
        }
        """, DeadCode::run, """
        fn f(n:i32) {
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.0:f64) {
            s.1:f64 = add s.0, 1.0
            yield s.1
          }
          yield s
        }
        """);
  }

  @Test
  void aConditionKeepsItsCarries() {
    becomes("""
        fn f(x:f64) {
          a:f64, b:f64, c:f64 = while carry [x, 0.0, 0.0] (a.0:f64, b.0:f64, c.0:f64) {
            t:bool = lt b.0, 3.0
            yield t
          } do (a.1:f64, b.1:f64, c.1:f64) {
            a.2:f64 = mul a.1, 2.0
            b.2:f64 = add b.1, 1.0
            c.2:f64 = add c.1, a.1
            yield a.2, b.2, c.2
          }
          yield a
        }
        """, DeadCode::run, """
        fn f(x:f64) {
          a:f64, b:f64 = while carry [x, 0.0] (a.0:f64, b.0:f64) {
            t:bool = lt b.0, 3.0
            yield t
          } do (a.1:f64, b.1:f64) {
            a.2:f64 = mul a.1, 2.0
            b.2:f64 = add b.1, 1.0
            yield a.2, b.2
          }
          yield a
        }
        """);
  }

  @Test
  void aBranchKeepsWhatMayTrapWithoutItsResults() {
    becomes("""
        fn f(a:f64[], c:bool, i:i32) {
          x:f64, y:f64 = if c { u:f64 = load a[i]  v:f64 = sin u  yield u, v } else { yield 0.0, 1.0 }
          yield c
        }
        """, DeadCode::run, """
        fn f(a:f64[], c:bool, i:i32) {
          if c { u:f64 = load a[i]  yield } else { yield }
          yield c
        }
        """);
  }

  @Test
  void aLoopIndexWithinALengthIsHarmless() {
    becomes("""
        fn f(a:f64[]) {
          n:i32 = length a
          for 0 .. n carry [] (i:i32) { x:f64 = load a[i] yield }
          last:i32 = sub n, 1
          for 1 .. last carry [] (j:i32) {
            k:i32 = sub j, 1
            l:i32 = add j, 1
            m:i32 = sub last, j
            p:f64 = load a[k]
            q:f64 = load a[l]
            r:f64 = load a[m]
            yield
          }
          yield n
        }
        """, DeadCode::run, "fn f(a:f64[]) { n:i32 = length a  yield n }");
  }

  @Test
  void oneTooManyIsNotHarmless() {
    becomes("""
        fn f(a:f64[]) {
          n:i32 = length a
          for 0 .. n carry [] (i:i32) {
            k:i32 = sub i, 1
            l:i32 = add i, 1
            x:f64 = load a[k]
            y:f64 = load a[l]
            yield
          }
          yield n
        }
        """, DeadCode::run, """
        fn f(a:f64[]) {
          n:i32 = length a
          for 0 .. n carry [] (i:i32) {
            k:i32 = sub i, 1
            l:i32 = add i, 1
            x:f64 = load a[k]
            y:f64 = load a[l]
            yield
          }
          yield n
        }
        """);
  }

  @Test
  void testsBeforeAnAccessCount() {
    becomes("""
        fn f(a:f64[], i:i32) {
          n:i32 = length a
          low:bool = ge i, 0
          high:bool = lt i, n
          both:bool = and low, high
          if both { x:f64 = load a[i] yield } else { yield }
          if low { y:f64 = load a[i] yield } else { yield }
          yield n
        }
        """, DeadCode::run, """
        fn f(a:f64[], i:i32) {
          n:i32 = length a
          low:bool = ge i, 0
          if low { y:f64 = load a[i] yield } else { yield }
          yield n
        }
        """);
  }

  @Test
  void theSecondAccessIsHarmless() {
    becomes("""
        fn f(a:f64[], i:i32) {
          x:f64 = load a[i]
          b:f64[] = zeroslike a
          c:f64[] = addat b[i], x
          yield i
        }
        """, DeadCode::run, "fn f(a:f64[], i:i32) { x:f64 = load a[i]  yield i }");
  }

  @Test
  void triangularLoopsAreHarmless() {
    becomes("""
        fn f(n:i32) {
          l:i32 = max n, 0
          m:f64[][] = new f64[][](l, l)
          for 0 .. n carry [] (i:i32) {
            from:i32 = add i, 1
            for from .. n carry [] (j:i32) {
              x:f64 = load m[i, j]
              d:i32 = sub j, i
              e:i32 = sub d, 1
              y:f64 = load m[e, j]
              yield
            }
            yield
          }
          yield n
        }
        """, DeadCode::run, "fn f(n:i32) { yield n }");
  }

  @Test
  void aLengthThatMightWrapAroundIsNotTrusted() {
    staysAsItIs("""
        fn f(n:i32) {
          a:f64[] = new f64[](n)
          m:i32 = add n, 1
          k:i32 = sub m, 2
          b:f64[] = new f64[](m)
          x:f64 = load a[k]
          yield n
        }
        """, DeadCode::run);
  }

  @Test
  void aStoreIntoAnUnusedArrayGoesThroughLoops() {
    becomes("""
        fn f(a:f64[]) {
          b:f64[] = zeroslike a
          n:i32 = length a
          s:f64, c:f64[] = for 0 .. n carry [0.0, b] (i:i32, s.0:f64, p:f64[]) {
            x:f64 = load a[i]
            q:f64[] = store p[i], x
            s.1:f64 = add s.0, x
            yield s.1, q
          }
          yield s
        }
        """, DeadCode::run, """
        fn f(a:f64[]) {
          n:i32 = length a
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.0:f64) {
            x:f64 = load a[i]
            s.1:f64 = add s.0, x
            yield s.1
          }
          yield s
        }
        """);
  }

  @Test
  void aSwappedBufferKeepsNoShape() {
    staysAsItIs("""
        fn f(n:i32, k:i32) {
          a:f64[] = new f64[](n)
          b:f64[] = new f64[](k)
          c:f64[], d:f64[] = for 0 .. n carry [a, b] (i:i32, p:f64[], q:f64[]) {
            x:f64 = load p[i]
            yield q, p
          }
          yield n
        }
        """, DeadCode::run);
  }

  @Test
  void tenThousandEquationsTakeNoTime() {
    Func f = Builder.func("f", List.of(Var.fresh("a", new ValueType(ValueType.F64.kind(), 1))), b -> List.of(Lit.of(0)));
    Var a = f.params().getFirst();
    Func big = Builder.func("f", List.of(a), b -> {
      Var n = b.length(a);
      Atom x = Lit.of(1.0);
      for (int k = 0; k < 2000; k++) {
        x = b.add(b.load(a, Lit.of(k % 50)), x);
        b.loop("i", Lit.of(0), n, false, List.of("s"), List.of(x), (i, carries) -> List.of(b.mul(carries.getFirst(), b.load(a, i))));
      }
      return List.of(n);
    });
    assertTimeout(Duration.ofSeconds(5), () -> assertEquals(51, DeadCode.run(big).body().eqns().size()));
  }
}
