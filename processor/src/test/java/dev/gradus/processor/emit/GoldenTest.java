package dev.gradus.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Verifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What emitted code looks like, for reviewers of a change; that it is right is said by other tests. */
class GoldenTest {
  private static void golden(String ir, String expected) {
    Func f = Verifier.check(Parser.parse(ir));
    List<String> params = f.params().stream().map(p -> p.name()).toList();
    String record = Character.toUpperCase(f.name().charAt(0)) + f.name().substring(1) + "Grad";
    Emitted e = JavaEmitter.emit(f, params, Set.of(),
        xs -> xs.size() == 1 ? "return " + xs.getFirst() + ";" : "return new " + record + "(" + String.join(", ", xs) + ");", f.name());
    assertEquals(expected, e.body());
    assertEquals(List.of(), e.members());
  }

  @Test
  void aFormula() {
    golden("""
        fn price(spot:f64, strike:f64, vol:f64, rate:f64, t:f64) {
          q:f64 = div spot, strike
          l:f64 = log q
          h:f64 = mul 0.5, vol
          v:f64 = mul h, vol
          r:f64 = add rate, v
          rt:f64 = mul r, t
          n:f64 = add l, rt
          st:f64 = sqrt t
          d:f64 = mul vol, st
          d1:f64 = div n, d
          d2:f64 = sub d1, d
          a:f64 = tanh d1
          b:f64 = tanh d2
          nr:f64 = neg rate
          k:f64 = mul nr, t
          e:f64 = exp k
          c:f64 = mul strike, e
          x:f64 = mul spot, a
          y:f64 = mul c, b
          p:f64 = sub x, y
          yield p
        }
        """, """
        double d = vol * Math.sqrt(t);
        double d1 = (Math.log(spot / strike) + (rate + 0.5 * vol * vol) * t) / d;
        double p = spot * Math.tanh(d1) - strike * Math.exp(-rate * t) * Math.tanh(d1 - d);
        return p;
        """);
  }

  @Test
  void aLayerOfANetwork() {
    golden("""
        fn layer(w:f64[][], b:f64[], x:f64[]) {
          k:i32 = length b
          n:i32 = length x
          h:f64[] = new f64[](k)
          h.1:f64[] = for 0 .. k carry [h] (j:i32, h.2:f64[]) {
            s0:f64 = load b[j]
            s:f64 = for 0 .. n carry [s0] (i:i32, s.1:f64) {
              wij:f64 = load w[j, i]
              xi:f64 = load x[i]
              t:f64 = mul wij, xi
              s.2:f64 = add s.1, t
              yield s.2
            }
            y:f64 = tanh s
            h.3:f64[] = store h.2[j], y
            yield h.3
          }
          ctW:f64[][] = zeroslike w
          ctW.1:f64[][] = for 0 .. k carry [ctW] (j.1:i32, ctW.2:f64[][]) {
            y.1:f64 = load h.1[j.1]
            yy:f64 = mul y.1, y.1
            u:f64 = sub 1.0, yy
            ctW.3:f64[][] = for 0 .. n carry [ctW.2] (i.1:i32, ctW.4:f64[][]) {
              xi.1:f64 = load x[i.1]
              g:f64 = mul u, xi.1
              ctW.5:f64[][] = addat ctW.4[j.1, i.1], g
              yield ctW.5
            }
            yield ctW.3
          }
          yield h.1, ctW.1
        }
        """, """
        int k = b.length;
        int n = x.length;
        double[] h = new double[k];
        for (int j = 0; j < k; j++) {
          double s = b[j];
          for (int i = 0; i < n; i++) {
            s += w[j][i] * x[i];
          }
          h[j] = Math.tanh(s);
        }
        double[][] ctW = dev.gradus.generated.ArrayValues.zerosLike(w);
        for (int j = 0; j < k; j++) {
          double y = h[j];
          double u = 1.0 - y * y;
          for (int i = 0; i < n; i++) {
            ctW[j][i] += u * x[i];
          }
        }
        return new LayerGrad(h, ctW);
        """);
  }

  @Test
  void aLoopWithBranches() {
    golden("""
        fn collatz(n0:i64) {
          n:i64, steps:i32, top:i64 = while carry [n0, 0, n0] (n.1:i64, steps.1:i32, top.1:i64) {
            c:bool = ne n.1, 1L
            yield c
          } do (n.2:i64, steps.2:i32, top.2:i64) {
            b:i64 = and n.2, 1L
            odd:bool = eq b, 1L
            n.3:i64 = if odd { m:i64 = mul 3L, n.2 m.1:i64 = add m, 1L yield m.1 } else { q:i64 = div n.2, 2L yield q }
            up:bool = gt n.3, top.2
            top.3:i64 = if up { yield n.3 } else { yield top.2 }
            steps.3:i32 = add steps.2, 1
            yield n.3, steps.3, top.3
          }
          yield steps, top
        }
        """, """
        long n = n0;
        int steps = 0;
        long top = n0;
        while (n != 1L) {
          n = (n & 1L) == 1L ? 3L * n + 1L : n / 2L;
          if (n > top) {
            top = n;
          }
          steps++;
        }
        return new CollatzGrad(steps, top);
        """);
  }

  @Test
  void anExchangeOfBuffers() {
    golden("""
        fn smooth(x:f64[], steps:i32) {
          a:f64[] = copy x
          b:f64[] = copy x
          n:i32 = length x
          m:i32 = sub n, 1
          a.1:f64[], b.1:f64[] = for 0 .. steps carry [a, b] (t:i32, a.2:f64[], b.2:f64[]) {
            b.3:f64[] = for 1 .. m carry [b.2] (i:i32, b.4:f64[]) {
              l:i32 = sub i, 1
              r:i32 = add i, 1
              u:f64 = load a.2[l]
              v:f64 = load a.2[r]
              s:f64 = add u, v
              h:f64 = mul 0.5, s
              b.5:f64[] = store b.4[i], h
              yield b.5
            }
            yield b.3, a.2
          }
          yield a.1
        }
        """, """
        int m = x.length - 1;
        double[] a = dev.gradus.generated.ArrayValues.copy(x);
        double[] b = dev.gradus.generated.ArrayValues.copy(x);
        for (int t = 0; t < steps; t++) {
          for (int i = 1; i < m; i++) {
            b[i] = 0.5 * (a[i - 1] + a[i + 1]);
          }
          double[] next = b;
          b = a;
          a = next;
        }
        return a;
        """);
  }

  @Test
  void whatIsInScopeAlready() {
    Func f = Parser.parse("""
        fn f(w:f64[], n:i32) {
          s:f64 = load w[n]
          s.1:f64 = add s, 1.0
          r:f64 = mul s, s.1
          x:f64 = load w[0]
          q:f64 = mul r, x
          yield q
        }
        """);
    assertEquals("""
        double[] w = params.w();
        double s1 = w[n];
        return s1 * (s1 + 1.0) * w[0];
        """, JavaEmitter.emit(f, List.of("params.w()", "n"), Set.of("params", "s"), xs -> "return " + xs.getFirst() + ";", "f").body());
  }

  /** A loop that is too large for one method together with the rest; an array that is written in place does not come back. */
  @Test
  void aLoopInAMethodOfItsOwn() {
    StringBuilder steps = new StringBuilder("v0:f64 = sin s.1\n");
    for (int k = 1; k <= 235; k++) {
      steps.append("""
          tK:f64 = sin vJ
          uK:f64 = add tK, vJ
          vK:f64 = mul uK, tK
          """.replace("K", "" + k).replace("J", "" + (k - 1)));
    }
    Func f = Verifier.check(Parser.parse("""
        fn f(a:f64[]!, x:f64, n:i32) {
          y:f64 = exp x
          s:f64, p:f64, a.1:f64[] = for 0 .. n carry [y, 1.0, a] (i:i32, s.1:f64, p.1:f64, a.2:f64[]) {
            a.3:f64[] = store a.2[i], s.1
            STEPS
            yield v235, v100, a.3
          }
          q:f64 = mul p, s
          a.4:f64[] = for 0 .. n carry [a.1] (j:i32, a.5:f64[]) {
            w:f64 = load a.5[j]
            c:f64 = cos w
            d:f64 = sin w
            e:f64 = mul c, d
            g:f64 = mul e, q
            h:f64 = mul g, c
            k:f64 = mul h, d
            l:f64 = add k, c
            m:f64 = add l, d
            o:f64 = mul m, s
            a.6:f64[] = store a.5[j], o
            yield a.6
          }
          yield s, a.4
        }
        """.replace("STEPS", steps)));
    Emitted e = JavaEmitter.emit(f, List.of("a", "x", "n"), Set.of(), xs -> "return new Price(" + String.join(", ", xs) + ");", "price");
    assertEquals("""
        PricePart1Results results = pricePart1(n, Math.exp(x), a);
        double s = results.s();
        double q = results.p() * s;
        for (int j = 0; j < n; j++) {
          double w = a[j];
          double c = Math.cos(w);
          double d = Math.sin(w);
          a[j] = (c * d * q * c * d + c + d) * s;
        }
        return new Price(s, a);
        """, e.body());
    assertEquals("""
        private static PricePart1Results pricePart1(int n, double y, double[] a) {
          double s = y;
          double p = 1.0;
          for (int i = 0; i < n; i++) {
            a[i] = s;
        """, String.join("", e.members().getFirst().lines().limit(5).map(line -> line + "\n").toList()));
    assertEquals("private record PricePart1Results(double s, double p) {}\n", e.members().getLast());
  }

  @Test
  void tablesAreConstantsOfTheClass() {
    Func f = Verifier.check(Parser.parse("""
        fn f(x:f64[], W:i32) {
          W.1:f64[] = table f64[] {0.5, -0.25}
          n:i32 = length x
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            k:i32 = and i, W
            w:f64 = load W.1[k]
            a:f64 = load x[i]
            p:f64 = mul w, a
            t:f64 = add s.1, p
            yield t
          }
          yield s
        }
        """));
    Emitted e = JavaEmitter.emit(f, List.of("x", "W"), Set.of(), xs -> "return " + xs.getFirst() + ";", "f");
    assertEquals("""
        double s = 0.0;
        for (int i = 0; i < x.length; i++) {
          s += W1[i & W] * x[i];
        }
        return s;
        """, e.body());
    assertEquals(List.of("private static final double[] W1 = {0.5, -0.25};\n"), e.members());
  }

  @Test
  void manyElementsGetAClassOfTheirOwn() {
    String elements = "1, ".repeat(2499) + "1";
    Func f = Verifier.check(Parser.parse("fn f(i:i32) { A:i32[] = table i32[] {0, " + elements + "}  B:i32[] = table i32[] {2, " + elements
        + "}  a:i32 = load A[i]  b:i32 = load B[i]  c:i32 = add a, b  yield c }"));
    Emitted e = JavaEmitter.emit(f, List.of("i"), Set.of(), xs -> "return " + xs.getFirst() + ";", "f");
    assertEquals("return A[i] + B.ELEMENTS[i];\n", e.body());
    assertEquals("private static final class B {", e.members().getLast().lines().findFirst().orElseThrow());
  }
}
