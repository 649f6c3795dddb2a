package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import org.junit.jupiter.api.Test;

/** Where ownership needs a copy, and where it does not. */
class CopiesTest {
  @Test
  void whatIsReadAfterItsStoreIsCopied() {
    becomes("""
        fn f(a:f64[]!, i:i32) {
          b:f64[] = store a[i], 1.0
          x:f64 = load a[i]
          yield b, x
        }
        """, Copies::run, """
        fn f(a:f64[]!, i:i32) {
          a.1:f64[] = copy a
          b:f64[] = store a.1[i], 1.0
          x:f64 = load a[i]
          yield b, x
        }
        """);
  }

  @Test
  void parametersAreBorrowedAndResultsAreOwned() {
    becomes("""
        fn f(a:f64[], b:f64[]) {
          c:f64[] = addat a[0], 1.0
          yield c, b
        }
        """, Copies::run, """
        fn f(a:f64[], b:f64[]) {
          a.1:f64[] = copy a
          c:f64[] = addat a.1[0], 1.0
          b.1:f64[] = copy b
          yield c, b.1
        }
        """);
  }

  @Test
  void anArrayIsYieldedOnce() {
    becomes("fn f(a:f64[]!) { yield a, a }", Copies::run, "fn f(a:f64[]!) { a.1:f64[] = copy a  yield a, a.1 }");
  }

  @Test
  void aLoopBodyMayNotConsumeWhatItCaptures() {
    becomes("""
        fn f(n:i32) {
          a:f64[] = new f64[](3)
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.0:f64) {
            b:f64[] = addat a[0], s.0
            x:f64 = load b[0]
            yield x
          }
          yield s
        }
        """, Copies::run, """
        fn f(n:i32) {
          a:f64[] = new f64[](3)
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.0:f64) {
            a.1:f64[] = copy a
            b:f64[] = addat a.1[0], s.0
            x:f64 = load b[0]
            yield x
          }
          yield s
        }
        """);
  }

  @Test
  void aCarryThatTheBodyAlsoReadsFromOutsideStartsAsACopy() {
    becomes("""
        fn f(a:f64[]!, n:i32) {
          b:f64[] = for 0 .. n carry [a] (i:i32, c:f64[]) {
            x:f64 = load a[i]
            d:f64[] = addat c[0], x
            yield d
          }
          yield b
        }
        """, Copies::run, """
        fn f(a:f64[]!, n:i32) {
          a.1:f64[] = copy a
          b:f64[] = for 0 .. n carry [a.1] (i:i32, c:f64[]) {
            x:f64 = load a[i]
            d:f64[] = addat c[0], x
            yield d
          }
          yield b
        }
        """);
  }

  @Test
  void aRowThatOutlivesItsArrayIsCopiedWhereItIsLoaded() {
    becomes("""
        fn f(m:f64[][]!) {
          row:f64[] = load m[0]
          m.1:f64[][] = store m[1, 0], 1.0
          x:f64 = load row[0]
          yield m.1, x
        }
        """, Copies::run, """
        fn f(m:f64[][]!) {
          row:f64[] = load m[0]
          row.1:f64[] = copy row
          m.1:f64[][] = store m[1, 0], 1.0
          x:f64 = load row.1[0]
          yield m.1, x
        }
        """);
  }

  @Test
  void aRowOfAnotherPlaceMayNotBeGivenAway() {
    becomes("""
        fn f(m:f64[][]!) {
          row:f64[] = load m[0]
          m.1:f64[][] = store m[1], row
          yield m.1
        }
        """, Copies::run, """
        fn f(m:f64[][]!) {
          row:f64[] = load m[0]
          row.1:f64[] = copy row
          m.1:f64[][] = store m[1], row.1
          yield m.1
        }
        """);
  }

  @Test
  void eachArmMayConsumeOnceWhatIsNotNeededAfterwards() {
    staysAsItIs("""
        fn f(a:f64[]!, c:bool) {
          b:f64[] = if c { d:f64[] = store a[0], 1.0 yield d } else { yield a }
          yield b
        }
        """, Copies::run);
  }

  @Test
  void anArmCopiesWhatIsNeededAfterwards() {
    becomes("""
        fn f(a:f64[]!, c:bool) {
          b:f64[] = if c { d:f64[] = store a[0], 1.0 yield d } else { z:f64[] = zeroslike a yield z }
          yield a, b
        }
        """, Copies::run, """
        fn f(a:f64[]!, c:bool) {
          b:f64[] = if c { a.1:f64[] = copy a  d:f64[] = store a.1[0], 1.0 yield d } else { z:f64[] = zeroslike a yield z }
          yield a, b
        }
        """);
  }

  @Test
  void aConditionOnlyLooksAtTheCarries() {
    becomes("""
        fn f(a:f64[]!) {
          b:f64[] = while carry [a] (p:f64[]) {
            q:f64[] = addat p[0], 1.0
            x:f64 = load q[0]
            t:bool = lt x, 3.0
            yield t
          } do (r:f64[]) { s:f64[] = addat r[0], 1.0 yield s }
          yield b
        }
        """, Copies::run, """
        fn f(a:f64[]!) {
          b:f64[] = while carry [a] (p:f64[]) {
            p.1:f64[] = copy p
            q:f64[] = addat p.1[0], 1.0
            x:f64 = load q[0]
            t:bool = lt x, 3.0
            yield t
          } do (r:f64[]) { s:f64[] = addat r[0], 1.0 yield s }
          yield b
        }
        """);
  }

  @Test
  void cleanCodeStaysAsItIs() {
    String swap = """
        fn f(n:i32) {
          a:f64[] = new f64[](n)
          b:f64[] = new f64[](n)
          a.1:f64[], b.1:f64[] = for 0 .. n carry [a, b] (i:i32, p:f64[], q:f64[]) {
            x:f64 = load q[i]
            p.1:f64[] = store p[i], x
            yield q, p.1
          }
          yield a.1, b.1
        }
        """;
    Func f = Parser.parse(swap);
    assertEquals(0, Copies.count(f, Copies.run(f)));
    staysAsItIs(swap, Copies::run);
  }
}
