package dev.gradus.processor.transform;

import org.junit.jupiter.api.Test;

/** IR text in, IR text out. */
class ParallelLoopsTest {
  private static void becomes(String in, String out) {
    IrText.becomes(in, f -> DeadCode.run(Simplify.run(ParallelLoops.run(f))), out);
  }

  private static void stays(String text) {
    becomes(text, text);
  }

  @Test
  void aLoopThatWritesItsOwnElementIsAMap() {
    becomes("""
        fn axpy(a:f64, x:f64[], y:f64[]!) {
          n:i32 = length x
          y.1:f64[] = for 0 .. n carry [y] (i:i32, y.2:f64[]) {
            t:f64 = load x[i]
            t.1:f64 = mul a, t
            y.3:f64[] = addat y.2[i], t.1
            yield y.3
          }
          yield y.1
        }
        """, """
        fn axpy(a:f64, x:f64[], y:f64[]!) {
          n:i32 = length x
          y.1:f64[] = each 0 .. n into [y] (i:i32, y.2:f64) {
            t:f64 = load x[i]
            t.1:f64 = mul a, t
            y.3:f64 = add y.2, t.1
            yield y.3
          }
          yield y.1
        }
        """);
  }

  @Test
  void aLoopOverRowsHandsEachRowToTheLoopInIt() {
    becomes("""
        fn rows(x:f64[][], n:i32, m:i32) {
          c:f64[][] = new f64[][](n, m)
          c.1:f64[][] = for 0 .. n carry [c] (i:i32, c.2:f64[][]) {
            c.3:f64[][] = for 0 .. m carry [c.2] (j:i32, c.4:f64[][]) {
              t:f64 = load x[i, j]
              t.1:f64 = mul t, 2.0
              c.5:f64[][] = store c.4[i, j], t.1
              yield c.5
            }
            yield c.3
          }
          yield c.1
        }
        """, """
        fn rows(x:f64[][], n:i32, m:i32) {
          c:f64[][] = new f64[][](n, m)
          c.1:f64[][] = each 0 .. n into [c] (i:i32, c.2:f64[]) {
            c.3:f64[] = each 0 .. m into [c.2] (j:i32, c.4:f64) {
              t:f64 = load x[i, j]
              t.1:f64 = mul t, 2.0
              yield t.1
            }
            yield c.3
          }
          yield c.1
        }
        """);
  }

  @Test
  void aSumIsAReductionAlsoWhereAConditionHolds() {
    becomes("""
        fn positive(x:f64[]) {
          n:i32 = length x
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            t:f64 = load x[i]
            c:bool = gt t, 0.0
            s.2:f64 = if c {
              r:f64 = sqrt t
              s.3:f64 = sub s.1, r
              yield s.3
            } else { yield s.1 }
            yield s.2
          }
          yield s
        }
        """, """
        fn positive(x:f64[]) {
          n:i32 = length x
          s:f64 = each 0 .. n by [add 0.0] (i:i32) {
            t:f64 = load x[i]
            c:bool = gt t, 0.0
            s.1:f64 = if c {
              r:f64 = sqrt t
              t.1:f64 = neg r
              yield t.1
            } else { yield -0.0 }
            yield s.1
          }
          yield s
        }
        """);
  }

  @Test
  void aLoopThatDoesBothIsOneOperation() {
    becomes("""
        fn softmax(x:f64[]) {
          n:i32 = length x
          y:f64[] = new f64[](n)
          y.1:f64[], s:f64 = for 0 .. n carry [y, 0.0] (i:i32, y.2:f64[], s.1:f64) {
            t:f64 = load x[i]
            e:f64 = exp t
            y.3:f64[] = store y.2[i], e
            s.2:f64 = add s.1, e
            yield y.3, s.2
          }
          yield y.1, s
        }
        """, """
        fn softmax(x:f64[]) {
          n:i32 = length x
          y:f64[] = new f64[](n)
          y.1:f64[], s:f64 = each 0 .. n into [y] by [add 0.0] (i:i32, y.2:f64) {
            t:f64 = load x[i]
            e:f64 = exp t
            yield e, e
          }
          yield y.1, s
        }
        """);
  }

  @Test
  void arraysThatIterationsOnlyAddToAreAccumulators() {
    becomes("""
        fn loss(x:f64[][], w:f64[]) {
          n:i32 = length x
          m:i32 = length w
          ctW:f64[] = new f64[](m)
          ctW.1:f64[] = for 0 .. n carry [ctW] (i:i32, ctW.2:f64[]) {
            ctW.3:f64[] = for 0 .. m carry [ctW.2] (j:i32, ctW.4:f64[]) {
              t:f64 = load x[i, j]
              ctW.5:f64[] = addat ctW.4[j], t
              yield ctW.5
            }
            yield ctW.3
          }
          yield ctW.1
        }
        """, """
        fn loss(x:f64[][], w:f64[]) {
          n:i32 = length x
          m:i32 = length w
          ctW:f64[] = new f64[](m)
          ctW.1:f64[] = each 0 .. n add [ctW] (i:i32, ctW.2:f64[]) {
            ctW.3:f64[] = each 0 .. m add [ctW.2] (j:i32, ctW.4:f64[]) {
              t:f64 = load x[i, j]
              ctW.5:f64[] = addat ctW.4[j], t
              yield ctW.5
            }
            yield ctW.3
          }
          yield ctW.1
        }
        """);
  }

  @Test
  void whatIsWrittenElsewhereThanAtTheIndexIsCountedByTheElement() {
    becomes("""
        fn shifted(x:f64[]) {
          n:i32 = length x
          y:f64[] = new f64[](n)
          h:i32 = sub n, 1
          y.1:f64[] = for 0 .. h carry [y] (i:i32, y.2:f64[]) {
            t:f64 = load x[i]
            j:i32 = add i, 1
            y.3:f64[] = store y.2[j], t
            yield y.3
          }
          yield y.1
        }
        """, """
        fn shifted(x:f64[]) {
          n:i32 = length x
          y:f64[] = new f64[](n)
          h:i32 = sub n, 1
          t:i32 = max h, 0
          t.1:i32 = add t, 1
          y.1:f64[] = each 1 .. t.1 into [y] (i:i32, y.2:f64) {
            i.1:i32 = sub i, 1
            t.2:f64 = load x[i.1]
            yield t.2
          }
          yield y.1
        }
        """);
  }

  @Test
  void aPrefixSumStays() {
    stays("""
        fn prefix(x:f64[]!) {
          n:i32 = length x
          x.1:f64[] = for 1 .. n carry [x] (i:i32, x.2:f64[]) {
            j:i32 = sub i, 1
            t:f64 = load x.2[j]
            x.3:f64[] = addat x.2[i], t
            yield x.3
          }
          yield x.1
        }
        """);
  }
}
