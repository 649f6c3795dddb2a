package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;

import org.junit.jupiter.api.Test;

class PrivatiseTest {
  private static final String SCRATCH = """
      fn f(x:f64[][], n:i32, d:i32) {
        c:f64[] = new f64[](d)
        s:f64, c.1:f64[] = for 0 .. n carry [0.0, c] (i:i32, s.1:f64, c.2:f64[]) {
          c.3:f64[] = for 0 .. %s carry [c.2] (j:i32, c.4:f64[]) {
            v:f64 = load x[i, j]
            c.5:f64[] = store c.4[j], v
            yield c.5
          }
          y:f64 = load c.3[0]
          s.2:f64 = add s.1, y
          yield s.2, c.3
        }
        yield s
      }""";

  @Test
  void scratchArrayStartsAfreshInEveryIteration() {
    becomes(SCRATCH.formatted("d"), f -> DeadCode.run(Privatise.run(f)), """
        fn f(x:f64[][], n:i32, d:i32) {
          c:f64[] = new f64[](d)
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            c.1:f64[] = new f64[](d)
            c.2:f64[] = for 0 .. d carry [c.1] (j:i32, c.3:f64[]) {
              v:f64 = load x[i, j]
              c.4:f64[] = store c.3[j], v
              yield c.4
            }
            y:f64 = load c.2[0]
            s.2:f64 = add s.1, y
            yield s.2
          }
          yield s
        }""");
  }

  @Test
  void arrayFilledInPartKeepsItsOldElements() {
    staysAsItIs(SCRATCH.formatted("n"), Privatise::run);
  }

  @Test
  void arrayReadWhileItIsFilledKeepsItsOldElements() {
    staysAsItIs(SCRATCH.formatted("d").replace("load x[i, j]", "load c.4[j]"), Privatise::run);
  }

  @Test
  void firstElementByItselfThenTheRest() {
    becomes("""
        fn f(x:f64[], n:i32, d:i32) {
          c:f64[] = new f64[](d)
          c.1:f64[] = for 0 .. n carry [c] (i:i32, c.2:f64[]) {
            c.3:f64[] = store c.2[0], 2.0
            c.4:f64[] = for 1 .. d carry [c.3] (j:i32, c.5:f64[]) {
              v:f64 = load x[j]
              c.6:f64[] = store c.5[j], v
              yield c.6
            }
            yield c.4
          }
          yield c.1
        }""", Privatise::run, """
        fn f(x:f64[], n:i32, d:i32) {
          c:f64[] = new f64[](d)
          c.1:f64[] = for 0 .. n carry [c] (i:i32, c.2:f64[]) {
            c.3:f64[] = new f64[](d)
            c.4:f64[] = store c.3[0], 2.0
            c.5:f64[] = for 1 .. d carry [c.4] (j:i32, c.6:f64[]) {
              v:f64 = load x[j]
              c.7:f64[] = store c.6[j], v
              yield c.7
            }
            yield c.5
          }
          yield c.1
        }""");
  }
}
