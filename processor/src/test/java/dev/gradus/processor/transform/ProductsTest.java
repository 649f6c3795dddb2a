package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Laws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nests of loops that are products, and some that are nearly. */
class ProductsTest {
  private static final int NESTS = 600;

  private static void becomes(String in, String out) {
    IrText.becomes(in, f -> DeadCode.run(Simplify.run(ParallelLoops.run(f))), out);
  }

  @Test
  void theOrderOfTheLoopsDoesNotMatter() {
    for (String[] order : new String[][] {{"i", "j", "k"}, {"i", "k", "j"}, {"k", "j", "i"}, {"j", "k", "i"}}) {
      becomes("""
          fn mul(a:f64[][], b:f64[][], n:i32) {
            c:f64[][] = new f64[][](n, n)
            c.1:f64[][] = for 0 .. n carry [c] (%s:i32, c.2:f64[][]) {
              c.3:f64[][] = for 0 .. n carry [c.2] (%s:i32, c.4:f64[][]) {
                c.5:f64[][] = for 0 .. n carry [c.4] (%s:i32, c.6:f64[][]) {
                  x:f64 = load a[i, k]
                  y:f64 = load b[k, j]
                  z:f64 = mul x, y
                  c.7:f64[][] = addat c.6[i, j], z
                  yield c.7
                }
                yield c.5
              }
              yield c.3
            }
            yield c.1
          }
          """.formatted((Object[]) order), """
          fn mul(a:f64[][], b:f64[][], n:i32) {
            c:f64[][] = new f64[][](n, n)
            c.1:f64[][] = contract "ik,kj->ij" [n, n, n] c, a, b
            yield c.1
          }
          """);
    }
  }

  @Test
  void aSumThatStartsFromZeroIsAProductIntoZeros() {
    becomes("""
        fn mul(a:f64[][], b:f64[][]) {
          n:i32 = length a
          m:i32 = length b
          c:f64[][] = new f64[][](n, m)
          c.1:f64[][] = for 0 .. n carry [c] (i:i32, c.2:f64[][]) {
            c.3:f64[][] = for 0 .. m carry [c.2] (j:i32, c.4:f64[][]) {
              s:f64 = for 0 .. 8 carry [0.0] (k:i32, s.1:f64) {
                x:f64 = load a[i, k]
                y:f64 = load b[j, k]
                z:f64 = mul x, y
                s.2:f64 = add s.1, z
                yield s.2
              }
              c.5:f64[][] = store c.4[i, j], s
              yield c.5
            }
            yield c.3
          }
          yield c.1
        }
        """, """
        fn mul(a:f64[][], b:f64[][]) {
          n:i32 = length a
          m:i32 = length b
          c:f64[][] = new f64[][](n, m)
          c.1:f64[][] = contract "ik,jk->ij" [n, 8, m] c, a, b
          yield c.1
        }
        """);
  }

  @Test
  void aSumThatIsAddedAfterwardsRoundsOtherwise() {
    becomes("""
        fn mul(a:f64[][], x:f64[], y:f64[]!, m:i32) {
          n:i32 = length y
          y.1:f64[] = for 0 .. n carry [y] (i:i32, y.2:f64[]) {
            s:f64 = for 0 .. m carry [0.0] (k:i32, s.1:f64) {
              u:f64 = load a[i, k]
              v:f64 = load x[k]
              w:f64 = mul u, v
              s.2:f64 = add s.1, w
              yield s.2
            }
            y.3:f64[] = addat y.2[i], s
            yield y.3
          }
          yield y.1
        }
        """, """
        fn mul(a:f64[][], x:f64[], y:f64[]!, m:i32) {
          n:i32 = length y
          y.1:f64[] = each 0 .. n into [y] (i:i32, y.2:f64) {
            s:f64 = each 0 .. m by [add 0.0] (k:i32) {
              u:f64 = load a[i, k]
              v:f64 = load x[k]
              w:f64 = mul u, v
              yield w
            }
            y.3:f64 = add y.2, s
            yield y.3
          }
          yield y.1
        }
        """);
  }

  @Test
  void whatTheNestReadsBeforeItsInnerLoopIsReadEvenIfThatDoesNotRun() {
    becomes("""
        fn mul(a:f64[][], x:f64[][], y:f64[][]!, n:i32, m:i32) {
          y.1:f64[][] = for 0 .. n carry [y] (i:i32, y.2:f64[][]) {
            y.3:f64[][] = for 0 .. n carry [y.2] (k:i32, y.4:f64[][]) {
              u:f64 = load a[i, k]
              y.5:f64[][] = for 0 .. m carry [y.4] (j:i32, y.6:f64[][]) {
                v:f64 = load x[k, j]
                w:f64 = mul u, v
                y.7:f64[][] = addat y.6[i, j], w
                yield y.7
              }
              yield y.5
            }
            yield y.3
          }
          yield y.1
        }
        """, """
        fn mul(a:f64[][], x:f64[][], y:f64[][]!, n:i32, m:i32) {
          t:bool = lt 0, m
          y.1:f64[][] = if t {
            y.2:f64[][] = contract "ik,kj->ij" [n, n, m] y, a, x
            yield y.2
          } else {
            y.3:f64[][] = for 0 .. n carry [y] (i:i32, y.4:f64[][]) {
              y.5:f64[][] = for 0 .. n carry [y.4] (k:i32, y.6:f64[][]) {
                u:f64 = load a[i, k]
                y.7:f64[][] = for 0 .. m carry [y.6] (j:i32, y.8:f64[][]) {
                  v:f64 = load x[k, j]
                  w:f64 = mul u, v
                  y.9:f64[][] = addat y.8[i, j], w
                  yield y.9
                }
                yield y.7
              }
              yield y.5
            }
            yield y.3
          }
          yield y.1
        }
        """);
  }

  /**
   * Products in every order of the loops, with transposed operands, the sum in the array or in a scalar, with sizes from zero to three and
   * arrays that do or do not fit: what is found computes the same bits, and traps where the nest does.
   */
  @Test
  void whateverItIsItMeansTheSame() {
    int products = 0;
    for (long seed = 0; seed < NESTS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Func nest = nest(random);
      Func found = Verifier.check(Copies.run(ParallelLoops.run(nest)));
      if (FreeVars.eqnsIn(found.body()).stream().anyMatch(e -> e.op() instanceof Op.Contract)) products++;
      var args = new ArrayList<Object[]>();
      for (int run = 0; run < 6; run++) args.add(arguments(random, run < 3));
      Laws.preservesButForTheFirstTrap("ParallelLoops", ParallelLoops::run).check(nest, args);
      Laws.preservesButForTheFirstTrap("Sequential of ParallelLoops", f -> Sequential.run(ParallelLoops.run(f))).check(nest, args);
    }
    assertTrue(products > NESTS / 4, products + " products");
  }

  /** {@code c[i][j] += a[i][k]*b[k][j]}, or so. */
  private static Func nest(SplittableRandom random) {
    var order = new ArrayList<>(List.of("i", "j", "k"));
    Collections.shuffle(order, new Random(random.nextLong()));
    boolean sum = random.nextInt(3) == 0;
    if (sum) {
      order.remove("k");
      order.add("k");
    }
    boolean early = !sum && random.nextBoolean();
    String a = random.nextInt(3) == 0 ? "k, i" : "i, k";
    String b = random.nextInt(3) == 0 ? "j, k" : "k, j";
    var extent = Map.of("i", "p", "j", random.nextInt(4) == 0 ? "w" : "q", "k", "r");
    String start = random.nextBoolean() ? "0.0" : "s";
    var text = new StringBuilder("fn f(a:f64[][], b:f64[][], d:f64[][]!, p:i32, q:i32, r:i32) {\n");
    text.append(random.nextBoolean() ? "w:i32 = sub r, 1 c:f64[][] = new f64[][](p, q)\n" : "w:i32 = length a c:f64[][] = copy d\n");
    for (int depth = 0; depth < 3; depth++) {
      String i = order.get(depth);
      boolean scalar = sum && depth == 2;
      if (scalar && start.equals("s")) text.append("s:f64 = load c1[i, j]\n");
      text.append(scalar ? "t:f64" : "e" + depth + ":f64[][]").append(" = for 0 .. ").append(extent.get(i)).append(" carry [")
          .append(scalar ? start : depth == 0 ? "c" : "c" + (depth - 1)).append("] (").append(i).append(":i32, ")
          .append(scalar ? "u:f64" : "c" + depth + ":f64[][]").append(") {\n");
      if (early && order.subList(0, depth + 1).containsAll(List.of("i", "k"))) {
        text.append("x:f64 = load a[" + a + "]\n");
        early = false;
        a = null;
      }
    }
    if (a != null) text.append("x:f64 = load a[" + a + "]\n");
    text.append("y:f64 = load b[" + b + "] z:f64 = mul x, y\n");
    text.append(sum ? "v:f64 = add u, z yield v }\n" : "g:f64[][] = addat c2[i, j], z yield g }\n");
    text.append(sum ? "g:f64[][] = store c1[i, j], t yield g }\n" : "yield e2 }\n").append("yield e1 }\nyield e0, d\n}");
    return Verifier.check(Parser.parse(text.toString()));
  }

  private static Object[] arguments(SplittableRandom random, boolean fits) {
    int[] sizes = random.ints(3, 0, 4).toArray();
    return new Object[] {matrix(random, fits), matrix(random, fits), matrix(random, fits), sizes[0], sizes[1], sizes[2]};
  }

  private static double[][] matrix(SplittableRandom random, boolean fits) {
    double[][] m = new double[fits ? 4 : random.nextInt(5)][];
    for (int i = 0; i < m.length; i++) {
      if (fits || random.nextInt(8) > 0) m[i] = random.doubles(fits ? 4 : random.nextInt(5), -1, 1).toArray();
    }
    return m;
  }
}
