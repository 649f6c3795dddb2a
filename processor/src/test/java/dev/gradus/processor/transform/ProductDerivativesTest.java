package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Laws;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A product's derivatives are products: both modes, of first and second order, wherever its operands come from. */
class ProductDerivativesTest {
  private static final Laws.Mode VJP = Laws.of((f, wrt) -> Verifier.check(Copies.run(Vjp.vjp(f, wrt, Analyses.on()))));
  private static final Laws.Mode EVERYTHING = Laws.of((f, wrt) -> Verifier.check(Copies.run(Vjp.vjp(f, wrt, Analyses.storeEverything()))));
  private static final Laws.Mode JVP = Laws.of((f, wrt) -> Verifier.check(Copies.run(Jvp.run(f, wrt))));

  /** What comes before the product, which is called {@code c.1}, and what comes after. */
  private record Program(String name, String text) {}

  private static Program plain(String labels, String left, String right, String into) {
    return new Program(labels, """
        fn f(a:%s, b:%s, n:i32) {
          c:%s = new %s(%s)
          c.1:%s = contract "%s" [%s] c, a, b
          yield c.1
        }
        """.formatted(left, right, into, into, into.equals("f64[]") ? "n" : "n, n", into, labels, extents(labels)));
  }

  private static String extents(String labels) {
    return String.join(", ", Stream.generate(() -> "n").limit(Op.Contract.Labels.of(labels).all().size()).toList());
  }

  private static final List<Program> PROGRAMS = List.of(
      plain("ik,kj->ij", "f64[][]", "f64[][]", "f64[][]"),
      plain("ki,kj->ij", "f64[][]", "f64[][]", "f64[][]"),
      plain("ik,jk->ij", "f64[][]", "f64[][]", "f64[][]"),
      plain("kj,ik->ji", "f64[][]", "f64[][]", "f64[][]"),
      plain("ik,k->i", "f64[][]", "f64[]", "f64[]"),
      plain("k,kj->j", "f64[]", "f64[][]", "f64[]"),
      plain("i,j->ij", "f64[]", "f64[]", "f64[][]"),
      new Program("both operands are one array", """
          fn f(a:f64[][], b:f64[][], n:i32) {
            c:f64[][] = contract "ik,jk->ij" [n, n, n] b, a, a
            yield c
          }
          """.replace("b:f64[][], n", "b:f64[][]!, n")),
      new Program("into an array that has values, one after the other", """
          fn f(a:f64[][], b:f64[][], n:i32) {
            c:f64[][] = copy b
            c.1:f64[][] = contract "ik,kj->ij" [n, n, n] c, a, b
            c.2:f64[][] = contract "ik,jk->ij" [n, n, n] c.1, b, a
            yield c.2
          }
          """),
      new Program("rows as operands", """
          fn f(a:f64[][], b:f64[][], n:i32) {
            r:f64[] = load a[0]
            s:f64[] = load b[0]
            c:f64[] = new f64[](n)
            c.1:f64[] = contract "ik,k->i" [n, n] c, a, s
            d:f64[][] = new f64[][](n, n)
            d.1:f64[][] = contract "i,j->ij" [n, n] d, r, c.1
            yield d.1
          }
          """),
      new Program("operands that are overwritten, in a loop", """
          fn f(a:f64[][], b:f64[][], n:i32) {
            x:f64[][] = copy a
            y:f64[][] = for 0 .. 3 carry [x] (i:i32, x.1:f64[][]) {
              c:f64[][] = new f64[][](n, n)
              c.1:f64[][] = contract "ik,kj->ij" [n, n, n] c, x.1, b
              t:f64 = load x.1[0, 0]
              u:f64 = sin t
              c.2:f64[][] = addat c.1[0, 0], u
              yield c.2
            }
            yield y
          }
          """),
      new Program("an operand that is overwritten afterwards", """
          fn f(a:f64[][], b:f64[][], n:i32) {
            x:f64[][] = copy a
            c:f64[][] = new f64[][](n, n)
            c.1:f64[][] = contract "ik,kj->ij" [n, n, n] c, x, b
            x.1:f64[][] = store x[0, 0], 2.0
            d:f64[][] = contract "ik,kj->ij" [n, n, n] c.1, x.1, b
            yield d
          }
          """));

  @TestFactory
  Stream<DynamicTest> lawsHold() {
    return PROGRAMS.stream().map(p -> DynamicTest.dynamicTest(p.name, () -> {
      Func f = Verifier.check(Copies.run(Parser.parse(p.text)));
      List<Object[]> args = arguments(f);
      Laws.differences(p.name, VJP).check(f, args);
      Laws.transposes(JVP, VJP).check(f, args);
      Laws.agree(p.name, VJP, EVERYTHING).check(f, args);
      Laws.preserves("Sequential", true, g -> Copies.run(Sequential.run(g))).check(f, args);
      Laws.ofDerivative(VJP, Laws.transposes(JVP, VJP)).check(f, args);
      Laws.ofDerivative(VJP, Laws.differences(p.name, VJP)).check(f, args);
      Laws.ofTangents(JVP, Laws.transposes(JVP, VJP)).check(f, args);
    }));
  }

  private static List<Object[]> arguments(Func f) {
    var random = new SplittableRandom(1);
    var all = new ArrayList<Object[]>();
    for (int n = 1; n < 4; n++) {
      int size = n;
      all.add(f.params().stream().map(p -> switch (p.type().rank()) {
        case 0 -> (Object) size;
        case 1 -> random.doubles(size, -1, 1).toArray();
        default -> Stream.generate(() -> random.doubles(size, -1, 1).toArray()).limit(size).toArray(double[][]::new);
      }).toArray());
    }
    return all;
  }

  @Test
  void theAdjointOfAProductIsTwoProducts() {
    IrText.becomes("""
        fn mul(a:f64[][], b:f64[][], n:i32) {
          c:f64[][] = new f64[][](n, n)
          c.1:f64[][] = contract "ik,kj->ij" [n, n, n] c, a, b
          yield c.1
        }
        """, f -> DeadCode.run(Simplify.run(Vjp.vjp(f, List.of(0, 1), Analyses.on()))), """
        fn mul(a:f64[][], b:f64[][], n:i32, ctC:f64[][]) {
          c:f64[][] = new f64[][](n, n)
          c.1:f64[][] = contract "ik,kj->ij" [n, n, n] c, a, b
          ctC.1:f64[][] = copy ctC
          ctA:f64[][] = zeroslike a
          ctA.1:f64[][] = contract "ij,kj->ik" [n, n, n] ctA, ctC.1, b
          ctB:f64[][] = zeroslike b
          ctB.1:f64[][] = contract "ij,ik->kj" [n, n, n] ctB, ctC.1, a
          yield c.1, ctA.1, ctB.1
        }
        """);
  }

  /** A zero cotangent meets no infinite number: where there may be one, loops stay, in which zero is the stronger. */
  @Test
  void whatMayBeInfiniteIsNoProduct() {
    Func f = Parser.parse("""
        fn f(a:f64[], m:f64[][], n:i32) {
          l:f64[] = new f64[](n)
          l.1:f64[] = for 0 .. n carry [l] (i:i32, l.2:f64[]) {
            t:f64 = load a[i]
            u:f64 = log t
            l.3:f64[] = store l.2[i], u
            yield l.3
          }
          o:f64[] = new f64[](n)
          o.1:f64[] = for 0 .. n carry [o] (j:i32, o.2:f64[]) {
            o.3:f64[] = for 0 .. n carry [o.2] (k:i32, o.4:f64[]) {
              x:f64 = load m[j, k]
              y:f64 = load l.1[k]
              z:f64 = mul x, y
              o.5:f64[] = addat o.4[j], z
              yield o.5
            }
            yield o.3
          }
          yield o.1
        }
        """);
    assertEquals(0, products(Products.raise(f)), () -> Printer.print(Products.raise(f)));
    assertEquals(1, products(Products.raise(Parser.parse(Printer.print(f).replace("load l.1[k]", "load a[k]")))));
  }

  private static long products(Func f) {
    return FreeVars.eqnsIn(f.body()).stream().filter(e -> e.op() instanceof Op.Contract).count();
  }
}
