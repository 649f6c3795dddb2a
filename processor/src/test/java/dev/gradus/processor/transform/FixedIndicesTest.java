package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;

import org.junit.jupiter.api.Test;

/** Arithmetic of indices in front of the loops in which it does not change. */
class FixedIndicesTest {
  @Test
  void whatDoesNotChangeMovesOutAndWhatMayTrapStays() {
    becomes("""
        fn f(c:f64[]!, n:i32, w:i32) {
          c.1:f64[] = for 0 .. n carry [c] (i:i32, c.2:f64[]) {
            c.3:f64[] = for 0 .. n carry [c.2] (j:i32, c.4:f64[]) {
              k:i32 = mul i, w
              q:i32 = div n, w
              at:i32 = add k, j
              p:i32 = add at, q
              x:f64 = sin 2.0
              c.5:f64[] = store c.4[p], x
              yield c.5
            }
            yield c.3
          }
          yield c.1
        }""", FixedIndices::run, """
        fn f(c:f64[]!, n:i32, w:i32) {
          c.1:f64[] = for 0 .. n carry [c] (i:i32, c.2:f64[]) {
            k:i32 = mul i, w
            c.3:f64[] = for 0 .. n carry [c.2] (j:i32, c.4:f64[]) {
              q:i32 = div n, w
              at:i32 = add k, j
              p:i32 = add at, q
              x:f64 = sin 2.0
              c.5:f64[] = store c.4[p], x
              yield c.5
            }
            yield c.3
          }
          yield c.1
        }""");
  }
}
