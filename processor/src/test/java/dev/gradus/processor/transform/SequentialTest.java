package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Laws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What maps, reductions and contractions mean, as loops. */
class SequentialTest {
  @Test
  void aMapIsALoopThatCarriesWhatItWrites() {
    becomes("""
        fn axpy(a:f64, x:f64[], y:f64[]!) {
          n:i32 = length x
          y.1:f64[] = each 0 .. n into [y] (i:i32, e:f64) {
            v:f64 = load x[i]
            p:f64 = mul a, v
            s:f64 = add e, p
            yield s
          }
          yield y.1
        }""", f -> DeadCode.run(Sequential.run(f)), """
        fn axpy(a:f64, x:f64[], y:f64[]!) {
          n:i32 = length x
          y.1:f64[] = for 0 .. n carry [y] (i:i32, y.2:f64[]) {
            e:f64 = load y.2[i]
            v:f64 = load x[i]
            p:f64 = mul a, v
            s:f64 = add e, p
            y.3:f64[] = store y.2[i], s
            yield y.3
          }
          yield y.1
        }""");
  }

  @Test
  void aRowIsWrittenWhereItIs() {
    becomes("""
        fn shift(m:f64[][]!, c:f64) {
          n:i32 = length m
          m.1:f64[][] = each 0 .. n into [m] (i:i32, row:f64[]) {
            k:i32 = length row
            row.1:f64[] = each 0 .. k into [row] (j:i32, e:f64) {
              s:f64 = add e, c
              yield s
            }
            b:bool = gt c, 1.0
            row.2:f64[] = if b {
              z:f64[] = store row.1[0], c
              yield z
            } else { yield row.1 }
            yield row.2
          }
          yield m.1
        }""", f -> DeadCode.run(Sequential.run(f)), """
        fn shift(m:f64[][]!, c:f64) {
          n:i32 = length m
          m.1:f64[][] = for 0 .. n carry [m] (i:i32, m.2:f64[][]) {
            k:i32 = length m.2[i]
            m.3:f64[][] = for 0 .. k carry [m.2] (j:i32, m.4:f64[][]) {
              e:f64 = load m.4[i, j]
              s:f64 = add e, c
              m.5:f64[][] = store m.4[i, j], s
              yield m.5
            }
            b:bool = gt c, 1.0
            m.6:f64[][] = if b {
              m.7:f64[][] = store m.3[i, 0], c
              yield m.7
            } else { yield m.3 }
            yield m.6
          }
          yield m.1
        }""");
  }

  @Test
  void rowsThatChangePlacesAreCopied() {
    becomes("""
        fn swap(a:f64[][]!, b:f64[][]!, n:i32) {
          a.1:f64[][], b.1:f64[][] = each 0 .. n into [a, b] (i:i32, p:f64[], q:f64[]) { yield q, p }
          yield a.1, b.1
        }""", f -> DeadCode.run(Sequential.run(f)), """
        fn swap(a:f64[][]!, b:f64[][]!, n:i32) {
          a.1:f64[][], b.1:f64[][] = for 0 .. n carry [a, b] (i:i32, a.2:f64[][], b.2:f64[][]) {
            p:f64[] = load a.2[i]
            q:f64[] = load b.2[i]
            q.1:f64[] = copy q
            p.1:f64[] = load a.2[i]
            p.2:f64[] = copy p.1
            a.3:f64[][] = store a.2[i], q.1
            b.3:f64[][] = store b.2[i], p.2
            yield a.3, b.3
          }
          yield a.1, b.1
        }""");
  }

  @Test
  void aReductionCarriesItsResults() {
    becomes("""
        fn sums(x:f64[], n:i32) {
          s:f64, m:f64 = each 0 .. n by [add 0.0, max -Infinity] (i:i32) {
            e:f64 = load x[i]
            q:f64 = mul e, e
            yield q, e
          }
          yield s, m
        }""", f -> DeadCode.run(Sequential.run(f)), """
        fn sums(x:f64[], n:i32) {
          s:f64, m:f64 = for 0 .. n carry [0.0, -Infinity] (i:i32, s.1:f64, m.1:f64) {
            e:f64 = load x[i]
            q:f64 = mul e, e
            s.2:f64 = add s.1, q
            m.2:f64 = max m.1, e
            yield s.2, m.2
          }
          yield s, m
        }""");
  }

  @Test
  void aContractionIsANestOfLoopsInTheOrderOfMemory() {
    becomes("""
        fn product(c:f64[][]!, a:f64[][], b:f64[][], m:i32, k:i32, n:i32) {
          c.1:f64[][] = contract "ik,kj->ij" [m, k, n] c, a, b
          yield c.1
        }""", f -> DeadCode.run(Sequential.run(f)), """
        fn product(c:f64[][]!, a:f64[][], b:f64[][], m:i32, k:i32, n:i32) {
          t:bool = lt 0, n
          c.1:f64[][] = if t {
            c.2:f64[][] = for 0 .. m carry [c] (i:i32, c.3:f64[][]) {
              c.4:f64[][] = for 0 .. k carry [c.3] (k.1:i32, c.5:f64[][]) {
                c.6:f64[][] = for 0 .. n carry [c.5] (j:i32, c.7:f64[][]) {
                  x:f64 = load a[i, k.1]
                  y:f64 = load b[k.1, j]
                  t.1:f64 = mul x, y
                  c.8:f64[][] = addat c.7[i, j], t.1
                  yield c.8
                }
                yield c.6
              }
              yield c.4
            }
            yield c.2
          } else { yield c }
          yield c.1
        }""");
  }

  @Test
  void whatIsNotMappedGetsTheSumOfTheCotangentsOfAllIndices() {
    becomes("""
        fn loss(w:f64, x:f64[]) {
          n:i32 = length x
          r:f64[] = new f64[](n)
          r.1:f64[] = each 0 .. n into [r] (i:i32, e:f64) {
            v:f64 = load x[i]
            p:f64 = mul w, v
            yield p
          }
          s:f64 = each 0 .. n by [add 0.0] (i.1:i32) {
            v.1:f64 = load r.1[i.1]
            q:f64 = sin v.1
            yield q
          }
          yield s
        }""", f -> Passes.gradient(f, Map.of(), List.of(0, 1), false, Options.none()).main(), """
        fn loss(w:f64, x:f64[]) {
          n:i32 = length x
          r:f64[] = new f64[](n)
          r.1:f64[] = for 0 .. n carry [r] (i:i32, r.2:f64[]) {
            v:f64 = load x[i]
            p:f64 = mul w, v
            r.3:f64[] = store r.2[i], p
            yield r.3
          }
          ctR:f64[] = new f64[](n)
          ctR.1:f64[] = for 0 .. n carry [ctR] (i.1:i32, ctR.2:f64[]) {
            v.1:f64 = load r.1[i.1]
            ctV:f64 = cos v.1
            ctR.3:f64[] = store ctR.2[i.1], ctV
            yield ctR.3
          }
          ctX:f64[] = new f64[](n)
          ctX.1:f64[], ctW:f64 = for 0 .. n carry [ctX, 0.0] (i.2:i32, ctX.2:f64[], ctW.1:f64) {
            v.2:f64 = load x[i.2]
            ctP:f64 = load ctR.1[i.2]
            ctW.2:f64 = mul ctP, v.2
            ctW.3:f64 = add ctW.1, ctW.2
            ctV.1:f64 = mul ctP, w
            ctX.3:f64[] = store ctX.2[i.2], ctV.1
            yield ctX.3, ctW.3
          }
          yield ctW, ctX.1
        }""");
  }

  @Test
  void armsMayExchangeARowForAnotherArray() {
    Func f = Verifier.check(Parser.parse("""
        fn f(m:f64[][]!, c:f64[]) {
          n:i32 = length m
          r:f64[] = new f64[](n)
          r.1:f64[], m.1:f64[][] = each 0 .. n into [r, m] (i:i32, e:f64, row:f64[]) {
            x:f64 = load c[i]
            b:bool = lt 0.0, x
            k:i32 = length row
            w:f64[] = new f64[](k)
            w.1:f64[], row.1:f64[] = if b { yield row, w } else { yield w, row }
            y:f64 = load w.1[0]
            yield y, row.1
          }
          yield r.1, m.1
        }"""));
    Object[] args = {new double[][] {{1, 2}, {3, 4}}, new double[] {1, -1}};
    Laws.preserves("Sequential", true, g -> Copies.run(Sequential.run(g))).check(f, List.<Object[]>of(args));
  }
}
