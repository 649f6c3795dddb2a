package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Laws;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Chains of maps and reductions without arrays in between. */
class FuseEachTest {
  private static final int CHAINS = 1000;

  private static void becomes(String in, String out) {
    IrText.becomes(in, f -> DeadCode.run(CommonSubexpressions.run(Simplify.run(FuseEach.run(f)))), out);
  }

  private static void stays(String text) {
    becomes(text, text);
  }

  @Test
  void aChainOfMapsIsOne() {
    becomes("""
        fn chain(x:f64[]) {
          n:i32 = length x
          u:f64[] = new f64[](n)
          u.1:f64[] = each 0 .. n into [u] (i:i32, e:f64) {
            t:f64 = load x[i]
            t.1:f64 = exp t
            yield t.1
          }
          v:f64[] = new f64[](n)
          v.1:f64[] = each 0 .. n into [v] (i.1:i32, e.1:f64) {
            t.2:f64 = load u.1[i.1]
            t.3:f64 = add t.2, 1.0
            yield t.3
          }
          w:f64[] = new f64[](n)
          w.1:f64[] = each 0 .. n into [w] (i.2:i32, e.2:f64) {
            t.4:f64 = load v.1[i.2]
            t.5:f64 = log t.4
            yield t.5
          }
          yield w.1
        }
        """, """
        fn chain(x:f64[]) {
          n:i32 = length x
          w:f64[] = new f64[](n)
          w.1:f64[] = each 0 .. n into [w] (i:i32, e:f64) {
            t:f64 = load x[i]
            t.1:f64 = exp t
            t.2:f64 = add t.1, 1.0
            t.3:f64 = log t.2
            yield t.3
          }
          yield w.1
        }
        """);
  }

  @Test
  void aMapThatIsOnlySummedIsNotMade() {
    becomes("""
        fn dot(x:f64[], y:f64[]) {
          n:i32 = length x
          p:f64[] = new f64[](n)
          p.1:f64[] = each 0 .. n into [p] (i:i32, e:f64) {
            t:f64 = load x[i]
            t.1:f64 = load y[i]
            t.2:f64 = mul t, t.1
            yield t.2
          }
          s:f64 = each 0 .. n by [add 0.0] (i.1:i32) {
            t.3:f64 = load p.1[i.1]
            yield t.3
          }
          yield s
        }
        """, """
        fn dot(x:f64[], y:f64[]) {
          n:i32 = length x
          s:f64 = each 0 .. n by [add 0.0] (i:i32) {
            t:f64 = load x[i]
            t.1:f64 = load y[i]
            t.2:f64 = mul t, t.1
            yield t.2
          }
          yield s
        }
        """);
  }

  @Test
  void anArrayThatIsOverwrittenTwiceIsOverwrittenOnce() {
    becomes("""
        fn twice(x:f64[]!) {
          n:i32 = length x
          x.1:f64[] = each 0 .. n into [x] (i:i32, e:f64) {
            t:f64 = exp e
            yield t
          }
          x.2:f64[] = each 0 .. n into [x.1] (j:i32, e.1:f64) {
            t.1:f64 = mul e.1, 2.0
            yield t.1
          }
          yield x.2
        }
        """, """
        fn twice(x:f64[]!) {
          n:i32 = length x
          x.1:f64[] = each 0 .. n into [x] (j:i32, e:f64) {
            t:f64 = exp e
            t.1:f64 = mul t, 2.0
            yield t.1
          }
          yield x.1
        }
        """);
  }

  @Test
  void rowsAreJoinedFromOutsideIn() {
    becomes("""
        fn rows(a:f64[][], n:i32, m:i32) {
          c:f64[][] = new f64[][](n, m)
          c.1:f64[][] = each 0 .. n into [c] (i:i32, row:f64[]) {
            row.1:f64[] = each 0 .. m into [row] (j:i32, e:f64) {
              t:f64 = load a[i, j]
              t.1:f64 = sin t
              yield t.1
            }
            yield row.1
          }
          y:f64[] = new f64[](n)
          y.1:f64[] = each 0 .. n into [y] (i.1:i32, e.1:f64) {
            s:f64 = each 0 .. m by [add 0.0] (j.1:i32) {
              t.2:f64 = load c.1[i.1, j.1]
              yield t.2
            }
            yield s
          }
          yield y.1
        }
        """, """
        fn rows(a:f64[][], n:i32, m:i32) {
          c:f64[][] = new f64[][](n, m)
          y:f64[] = new f64[](n)
          y.1:f64[] = each 0 .. n into [y] (i:i32, e:f64) {
            s:f64 = each 0 .. m by [add 0.0] (j:i32) {
              t:f64 = load a[i, j]
              t.1:f64 = sin t
              yield t.1
            }
            yield s
          }
          yield y.1
        }
        """);
  }

  @Test
  void whatIsReadElsewhereIsMade() {
    stays("""
        fn neighbours(x:f64[]) {
          n:i32 = length x
          u:f64[] = new f64[](n)
          u.1:f64[] = each 0 .. n into [u] (i:i32, e:f64) {
            t:f64 = load x[i]
            t.1:f64 = exp t
            yield t.1
          }
          s:f64 = each 0 .. n by [add 0.0] (j:i32) {
            h:i32 = div j, 2
            t.2:f64 = load u.1[h]
            yield t.2
          }
          yield s
        }
        """);
  }

  @Test
  void exceptionsThatCanBeToldApartKeepTheirOrder() {
    stays("""
        fn order(x:f64[], k:i32[]) {
          n:i32 = length x
          u:i32[] = new i32[](n)
          u.1:i32[] = each 0 .. n into [u] (i:i32, e:i32) {
            t:i32 = load k[i]
            yield t
          }
          s:i32 = each 0 .. n by [add 0] (j:i32) {
            t.1:i32 = load u.1[j]
            t.2:i32 = div 100, t.1
            yield t.2
          }
          yield s
        }
        """);
  }

  // ---- any chain ----

  /** Maps into fresh arrays and in place, reductions, ranges that do not match, neighbours, divisions and indices that may trap. */
  @Test
  void whateverIsJoinedMeansTheSame() {
    long joined = 0;
    for (long seed = 0; seed < CHAINS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Func chain = chain(random);
      joined += parallel(chain) - parallel(FuseEach.run(chain));
      var args = new ArrayList<Object[]>();
      for (int run = 0; run < 6; run++) args.add(arguments(random));
      Laws.preserves("FuseEach", true, f -> Copies.run(FuseEach.run(f))).check(chain, args);
      Laws.preserves("FuseEach", true, f -> Copies.run(DeadCode.run(Simplify.run(FuseEach.run(f))))).check(chain, args);
    }
    assertTrue(joined > CHAINS / 4, joined + " joined");
  }

  private static long parallel(Func f) {
    return FreeVars.eqnsIn(f.body()).stream().filter(e -> e.op() instanceof Op.Parallel).count();
  }

  private static Func chain(SplittableRandom random) {
    var text = new StringBuilder("fn f(x:f64[], y:f64[]!, k:i32[], m:i32) {\nn:i32 = length x\n");
    var arrays = new ArrayList<>(List.of("x", "y"));
    var results = new ArrayList<String>();
    String last = "x";
    for (int step = 0; step < 4; step++) {
      String range = random.nextInt(5) == 0 ? "1 .. n" : random.nextInt(8) == 0 ? "0 .. m" : "0 .. n";
      boolean sum = random.nextInt(4) == 0;
      boolean histogram = sum && random.nextBoolean();
      boolean inPlace = !sum && !last.equals("x") && random.nextInt(3) == 0;
      String made = "w" + step;
      if (histogram) {
        results.add("s" + step);
        text.append("p%d:f64[] = new f64[](3) s%d:f64[] = each %s add [p%d] (i%d:i32, o%d:f64[]) {\n".formatted(step, step, range, step, step, step));
      } else if (sum) {
        results.add("s" + step);
        text.append("s%d:f64 = each %s by [add 0.0] (i%d:i32) {\n".formatted(step, range, step));
      } else {
        String into = inPlace ? last : random.nextInt(8) == 0 && arrays.remove("y") ? "y" : "z" + step;
        if (into.startsWith("z")) text.append("%s:f64[] = new f64[](%s)\n".formatted(into, random.nextInt(6) == 0 ? "m" : "n"));
        arrays.remove(into);
        text.append("%s:f64[] = each %s into [%s] (i%d:i32, e%d:f64) {\n".formatted(made, range, into, step, step));
      }
      boolean readsOld = inPlace || !sum && random.nextInt(4) == 0;
      String value = body(random, step, arrays, inPlace ? arrays.getLast() : last, readsOld ? "e" + step : "0.5");
      String adds = "j%1$d:i32 = rem i%1$d, 3 g%1$d:f64[] = addat o%1$d[j%1$d], d%1$d yield g%1$d }\n".formatted(step);
      text.append(histogram ? value.replaceFirst("yield .*\\R?", adds) : value);
      if (sum) continue;
      arrays.add(made);
      last = made;
    }
    results.add(last);
    if (random.nextInt(6) == 0) results.add(arrays.get(random.nextInt(arrays.size())));
    text.append("yield ").append(String.join(", ", results.stream().distinct().toList())).append("\n}");
    return Verifier.check(Copies.run(Parser.parse(text.toString())));
  }

  private static String body(SplittableRandom random, int step, List<String> arrays, String last, String old) {
    String i = "i" + step;
    String other = arrays.get(random.nextInt(arrays.size()));
    var text = new StringBuilder("a%d:f64 = load %s[%s]\n".formatted(step, random.nextInt(5) == 0 ? other : last, i));
    switch (random.nextInt(7)) {
      case 0 -> text.append("h%1$d:i32 = div %2$s, 2 b%1$d:f64 = load %3$s[h%1$d]\n".formatted(step, i, other));
      case 1 -> text.append("h%1$d:i32 = load k[%2$s] q%1$d:i32 = div 7, h%1$d b%1$d:f64 = to_f64 q%1$d\n".formatted(step, i));
      case 2 -> text.append("h%1$d:i32 = load k[%2$s] b%1$d:f64 = load x[h%1$d]\n".formatted(step, i));
      case 3 -> text.append("h%1$d:i32 = length %2$s b%1$d:f64 = to_f64 h%1$d\n".formatted(step, last));
      default -> text.append("b%d:f64 = load %s[%s]\n".formatted(step, other, i));
    }
    return text.append("c%1$d:f64 = mul a%1$d, b%1$d d%1$d:f64 = add c%1$d, %2$s yield d%1$d }\n".formatted(step, old)).toString();
  }

  private static Object[] arguments(SplittableRandom random) {
    int n = random.nextInt(4);
    int m = random.nextInt(3) == 0 ? random.nextInt(6) - 1 : n;
    return new Object[] {random.doubles(n).toArray(), random.doubles(random.nextInt(4) == 0 ? random.nextInt(4) : n).toArray(),
        random.ints(random.nextInt(4) == 0 ? random.nextInt(4) : n, random.nextInt(3) - 1, 3).toArray(), m};
  }
}
