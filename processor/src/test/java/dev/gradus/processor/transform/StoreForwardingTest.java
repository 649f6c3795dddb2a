package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static dev.gradus.processor.transform.IrText.staysAsItIs;

import org.junit.jupiter.api.Test;

class StoreForwardingTest {
  @Test
  void loadGivesWhatWasStored() {
    becomes("""
        fn f(a:f64[]!, i:i32, v:f64) {
          j:i32 = add i, 1
          b:f64[] = store a[i], v
          c:f64[] = store b[j], 2.0
          x:f64 = load c[i]
          yield c, x
        }""", StoreForwarding::run, """
        fn f(a:f64[]!, i:i32, v:f64) {
          j:i32 = add i, 1
          b:f64[] = store a[i], v
          c:f64[] = store b[j], 2.0
          yield c, v
        }""");
  }

  @Test
  void additionToWhatWasStoredIsOneStore() {
    becomes("""
        fn f(a:f64[]!, i:i32, v:f64) {
          j:i32 = sub i, 1
          b:f64[] = store a[i], 0.0
          c:f64[] = addat b[j], v
          d:f64[] = addat c[i], v
          yield d
        }""", StoreForwarding::run, """
        fn f(a:f64[]!, i:i32, v:f64) {
          j:i32 = sub i, 1
          c:f64[] = addat a[j], v
          t:f64 = add 0.0, v
          d:f64[] = store c[i], t
          yield d
        }""");
  }

  @Test
  void additionStoredOverGoes() {
    becomes("""
        fn f(a:f64[]!, i:i32, v:f64) {
          b:f64[] = addat a[i], v
          c:f64[] = store b[i], 0.0
          yield c
        }""", StoreForwarding::run, """
        fn f(a:f64[]!, i:i32, v:f64) {
          c:f64[] = store a[i], 0.0
          yield c
        }""");
  }

  @Test
  void loopOverLargerIndicesIsPassedBy() {
    becomes("""
        fn f(a:f64[]!, n:i32) {
          b:f64[] = for 1 .. n carry [a] (i:i32, c:f64[]) {
            x:f64 = load c[i]
            d:f64[] = store c[i], x
            yield d
          }
          y:f64 = load b[0]
          yield b, y
        }""", StoreForwarding::run, """
        fn f(a:f64[]!, n:i32) {
          y:f64 = load a[0]
          b:f64[] = for 1 .. n carry [a] (i:i32, c:f64[]) {
            x:f64 = load c[i]
            d:f64[] = store c[i], x
            yield d
          }
          yield b, y
        }""");
  }

  @Test
  void firstAdditionsToAFreshCotangentAreStores() {
    becomes("""
        fn f(x:f64[], n:i32) {
          a:f64[] = new f64[](n)
          b:f64[] = for 0 .. n carry [a] (i:i32, c:f64[]) {
            v:f64 = load x[i]
            d:f64[] = addat c[i], v
            yield d
          }
          yield b
        }""", f -> f.withBody(StoreForwarding.cotangents(f.body(), f.body())), """
        fn f(x:f64[], n:i32) {
          a:f64[] = new f64[](n)
          b:f64[] = for 0 .. n carry [a] (i:i32, c:f64[]) {
            v:f64 = load x[i]
            d:f64[] = store c[i], v
            yield d
          }
          yield b
        }""");
  }

  @Test
  void indicesThatMayBeEqualStopTheSearch() {
    staysAsItIs("""
        fn f(a:f64[]!, i:i32, j:i32, v:f64) {
          b:f64[] = store a[i], v
          c:f64[] = store b[j], 2.0
          x:f64 = load c[i]
          yield c, x
        }""", StoreForwarding::run);
  }

  @Test
  void elementReadInBetweenStays() {
    staysAsItIs("""
        fn f(a:f64[]!, i:i32, j:i32, v:f64) {
          b:f64[] = store a[i], v
          x:f64 = load b[j]
          c:f64[] = store b[i], x
          yield c
        }""", StoreForwarding::run);
  }

  @Test
  void whatTheCallerSeesIsStoredBeforeWhatMayTrap() {
    staysAsItIs("""
        fn f(a:f64[]!, x:f64[]) {
          b:f64[] = store a[0], 1.0
          v:f64 = load x[3]
          c:f64[] = store b[0], v
          yield c
        }""", StoreForwarding::inSight);
  }
}
