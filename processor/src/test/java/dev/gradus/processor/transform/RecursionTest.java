package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recursive programs under the laws of derivatives, in first and second order; their values are beside them. */
class RecursionTest {
  /** A program, arguments, and the derivatives of its first result by its float parameters. */
  private record Example(String name, String text, Object[] args, Object... gradient) {}

  private static Object[] args(Object... args) {
    return args;
  }

  private static final List<Example> EXAMPLES = List.of(
      new Example("power", """
          fn f(x:f64, n:i32) { y:f64 = call power(f64, i32) -> (f64) x, n  yield y }
          fn power(x:f64, n:i32) {
            done:bool = eq n, 0
            y:f64 = if done { yield 1.0 } else {
              k:i32 = sub n, 1
              p:f64 = call power(f64, i32) -> (f64) x, k
              q:f64 = mul x, p
              yield q
            }
            yield y
          }""", args(1.5, 4), 4 * 1.5 * 1.5 * 1.5),
      new Example("fibonacci", """
          fn f(x:f64, n:i32) { y:f64 = call fib(f64, i32) -> (f64) x, n  z:f64 = sin y  yield z }
          fn fib(x:f64, n:i32) {
            done:bool = lt n, 2
            y:f64 = if done { t:f64 = sin x  yield t } else {
              k:i32 = sub n, 1
              j:i32 = sub n, 2
              p:f64 = call fib(f64, i32) -> (f64) x, k
              q:f64 = call fib(f64, i32) -> (f64) x, j
              r:f64 = mul p, q
              s:f64 = add r, x
              yield s
            }
            yield y
          }""", args(0.3, 6)),
      new Example("sum of an array", """
          fn f(a:f64[]) { y:f64 = call sum(f64[], i32) -> (f64) a, 0  yield y }
          fn sum(a:f64[], i:i32) {
            n:i32 = length a
            done:bool = ge i, n
            y:f64 = if done { yield 0.0 } else {
              k:i32 = add i, 1
              p:f64 = call sum(f64[], i32) -> (f64) a, k
              x:f64 = load a[i]
              e:f64 = exp p
              q:f64 = mul x, e
              s:f64 = add q, x
              yield s
            }
            yield y
          }""", args(new double[] {0.1, 0.2, 0.3})),
      new Example("running products in place", """
          fn f(a:f64[]) {
            b:f64[] = copy a
            c:f64[] = call products(f64[]!, i32) -> (f64[]) b, 1
            x:f64 = load c[3]
            y:f64 = load c[2]
            z:f64 = add x, y
            yield z, c
          }
          fn products(a:f64[]!, i:i32) {
            n:i32 = length a
            more:bool = lt i, n
            b:f64[] = if more {
              j:i32 = sub i, 1
              x:f64 = load a[i]
              y:f64 = load a[j]
              z:f64 = mul x, y
              a.1:f64[] = store a[i], z
              k:i32 = add i, 1
              a.2:f64[] = call products(f64[]!, i32) -> (f64[]) a.1, k
              yield a.2
            } else { yield a }
            yield b
          }""", args(new double[] {2, 3, 4, 5}), new double[] {60 + 12, 40 + 8, 30 + 6, 24}),
      new Example("fresh halves", """
          fn f(a:f64[]) {
            b:f64[] = call twist(f64[]) -> (f64[]) a
            n:i32 = length b
            s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
              x:f64 = load b[i]
              c:f64 = to_f64 i
              d:f64 = add c, 1.0
              y:f64 = mul x, d
              s.2:f64 = add s.1, y
              yield s.2
            }
            yield s, b
          }
          fn twist(a:f64[]) {
            n:i32 = length a
            small:bool = lt n, 2
            r:f64[] = if small { b:f64[] = copy a  yield b } else {
              h:i32 = div n, 2
              even:f64[] = new f64[](h)
              odd:f64[] = new f64[](h)
              e:f64[], o:f64[] = for 0 .. h carry [even, odd] (i:i32, e.1:f64[], o.1:f64[]) {
                j:i32 = mul i, 2
                k:i32 = add j, 1
                x:f64 = load a[j]
                y:f64 = load a[k]
                e.2:f64[] = store e.1[i], x
                o.2:f64[] = store o.1[i], y
                yield e.2, o.2
              }
              p:f64[] = call twist(f64[]) -> (f64[]) e
              q:f64[] = call twist(f64[]) -> (f64[]) o
              out:f64[] = new f64[](n)
              w:f64[] = for 0 .. h carry [out] (l:i32, o.3:f64[]) {
                x.1:f64 = load p[l]
                y.1:f64 = load q[l]
                z:f64 = mul x.1, y.1
                m:i32 = add l, h
                u:f64 = sin x.1
                v:f64 = load e[l]
                t:f64 = mul u, v
                o.4:f64[] = store o.3[l], z
                o.5:f64[] = store o.4[m], t
                yield o.5
              }
              yield w
            }
            yield r
          }""", args(new double[] {0.2, 0.3, 0.4, 0.5})),
      new Example("even and odd", """
          fn f(x:f64, n:i32) { y:f64 = call even(f64, i32, i64) -> (f64) x, n, 5000000000L  yield y }
          fn even(x:f64, n:i32, big:i64) {
            done:bool = eq n, 0
            y:f64 = if done { b:f64 = to_f64 big  t:f64 = mul b, x  yield t } else {
              k:i32 = sub n, 1
              s:f64 = sin x
              p:f64 = call odd(f64, i32, i64) -> (f64) s, k, big
              c:f64 = to_f64 big
              q:f64 = mul p, c
              r:f64 = mul q, x
              yield r
            }
            yield y
          }
          fn odd(x:f64, n:i32, big:i64) {
            done:bool = eq n, 0
            y:f64 = if done { yield x } else {
              k:i32 = sub n, 1
              s:f64 = mul x, x
              less:i64 = div big, 1000L
              p:f64 = call even(f64, i32, i64) -> (f64) s, k, less
              t:f64 = cos x
              q:f64 = mul p, t
              yield q
            }
            yield y
          }""", args(0.7, 5)),
      new Example("calls in loops", """
          fn f(x:f64, n:i32) { y:f64 = call tree(f64, i32) -> (f64) x, n  yield y }
          fn tree(x:f64, n:i32) {
            y:f64 = for 0 .. n carry [x] (i:i32, s:f64) {
              k:i32 = sub n, 1
              m:i32 = min k, i
              h:f64 = mul s, 0.5
              g:f64 = sin h
              p:f64 = call tree(f64, i32) -> (f64) g, m
              q:f64 = mul p, s
              r:f64 = add q, x
              yield r
            }
            yield y
          }""", args(0.9, 4)),
      new Example("calls in a while loop with inner loops", """
          fn f(a:f64[], n:i32) {
            x:f64 = for 0 .. n carry [0.5] (i:i32, s:f64) { t:f64 = call g(f64[], f64, i32) -> (f64) a, s, n  yield t }
            yield x
          }
          fn g(a:f64[], x:f64, n:i32) {
            m:i32 = length a
            y:f64, k:i32 = while carry [x, 0] (y.1:f64, k.1:i32) { c:bool = lt k.1, n  yield c } do (y.2:f64, k.2:i32) {
              s:f64 = for 0 .. m carry [y.2] (i:i32, s.1:f64) {
                v:f64 = load a[i]
                w:f64 = mul v, s.1
                u:f64 = sin w
                yield u
              }
              less:i32 = sub n, 1
              p:f64 = call g(f64[], f64, i32) -> (f64) a, s, less
              q:f64 = mul p, y.2
              k.3:i32 = add k.2, 1
              yield q, k.3
            }
            yield y
          }""", args(new double[] {0.8, 1.1}, 3)),
      new Example("results of results", """
          fn f(x:f64, n:i32) { y:f64 = call hyper(f64, i32) -> (f64) x, n  yield y }
          fn hyper(x:f64, n:i32) {
            done:bool = lt n, 1
            y:f64 = if done { t:f64 = mul x, 0.5  u:f64 = sin t  yield u } else {
              k:i32 = sub n, 1
              p:f64 = call hyper(f64, i32) -> (f64) x, k
              q:f64 = call hyper(f64, i32) -> (f64) p, k
              yield q
            }
            yield y
          }""", args(0.9, 3)),
      new Example("single precision, rows and conditions", """
          fn f(m:f64[][], x:f64) {
            z:f32 = to_f32 x
            y:f64 = call walk(f64[][], f32, i32, bool) -> (f64) m, z, 0, true
            yield y
          }
          fn walk(m:f64[][], z:f32, i:i32, up:bool) {
            n:i32 = length m
            done:bool = ge i, n
            y:f64 = if done { t:f64 = to_f64 z  yield t } else {
              row:f64[] = load m[i]
              a:f64 = load row[0]
              b:f64 = load row[1]
              k:i32 = add i, 1
              flip:bool = not up
              p:f64 = call walk(f64[][], f32, i32, bool) -> (f64) m, z, k, flip
              c:f64 = select up, a, b
              d:f64 = mul c, p
              e:f64 = to_f64 z
              g:f64 = mul d, e
              yield g
            }
            yield y
          }""", args(new double[][] {{0.5, 2}, {3, 1.5}, {1.25, 7}}, 0.5)));

  /** The user's rule is ten times too steep, to be told from the real one. */
  private static final Example RULED = new Example("a rule of the user's inside", """
          fn f(x:f64, n:i32) { y:f64 = call again(f64, i32) -> (f64) x, n  z:f64 = call square(f64) -> (f64) y  yield z }
          fn again(x:f64, n:i32) {
            done:bool = eq n, 0
            y:f64 = if done { yield x } else {
              s:f64 = call square(f64) -> (f64) x
              k:i32 = sub n, 1
              p:f64 = call again(f64, i32) -> (f64) s, k
              yield p
            }
            yield y
          }
          fn square(x:f64) vjp square.forward, square.backward { y:f64 = mul x, x  yield y }
          fn square.forward(x:f64) { y:f64 = mul x, x  yield y, x }
          fn square.backward(kept:f64, ct:f64) { t:f64 = mul 20.0, kept  u:f64 = mul t, ct  yield u }
          """, args(1.5, 1), 20 * 1.5 * 20 * 2.25);

  private static Program program(String text) {
    var functions = new LinkedHashMap<String, Func>();
    for (Func f : Parser.parseAll(text)) functions.put(f.name(), Verifier.check(f));
    return new Program(functions.remove("f"), functions);
  }

  private static final Laws.Mode VJP = (p, wrt) -> Recursion.vjp(p, wrt, Analyses.on()).each(f -> Verifier.check(Copies.run(f)));
  private static final Laws.Mode PIPELINE = (p, wrt) -> Passes.vjp(p.main(), p.functions(), wrt, Options.none());
  private static final Laws.Mode FORWARD = (p, wrt) -> Passes.jvp(p.main(), p.functions(), wrt, Options.none());

  private static final List<Law> LAWS = List.of(
      Laws.differences("vjp", VJP), Laws.differences("Passes.vjp", PIPELINE), Laws.transposes(Recursion::jvp, VJP),
      Laws.transposes(FORWARD, PIPELINE),
      Laws.agree("analysed = storing everything", VJP, (p, wrt) -> Recursion.vjp(p, wrt, Analyses.storeEverything())),
      Laws.ofDerivative(PIPELINE, Laws.differences("Passes.vjp", PIPELINE)),
      Laws.ofDerivative(PIPELINE, Laws.transposes(FORWARD, PIPELINE)));

  @TestFactory
  Stream<DynamicTest> laws() {
    return EXAMPLES.stream().flatMap(x -> LAWS.stream()
        .map(law -> DynamicTest.dynamicTest(x.name + ": " + law.name(), () -> law.check(program(x.text), List.<Object[]>of(x.args)))));
  }

  @TestFactory
  Stream<DynamicTest> reverseOverForward() {
    Law law = Laws.differences("vjp of jvp", PIPELINE);
    return EXAMPLES.stream().map(x -> DynamicTest.dynamicTest(x.name, () -> {
      Program p = program(x.text);
      List<Integer> floats = IntStream.range(0, x.args.length).filter(i -> p.main().params().get(i).type().isFloat()).boxed().toList();
      var args = new ArrayList<>(List.of(x.args));
      for (int i : floats) args.add(x.args[i]);
      law.check(FORWARD.apply(p, floats), List.<Object[]>of(args.toArray()));
    }));
  }

  private static Program gradientStoringEverything(Program p) {
    return Passes.gradient(p.main(), p.functions(), List.of(0), false, new Options(Analyses.storeEverything(), Set.of(), _ -> { }));
  }

  @TestFactory
  Stream<DynamicTest> gradients() {
    return Stream.concat(EXAMPLES.stream(), Stream.of(RULED)).filter(x -> x.gradient.length > 0).map(x -> DynamicTest.dynamicTest(x.name, () -> {
      Program p = program(x.text);
      assertArrayEquals(x.gradient, Interpreter.run(Passes.gradient(p.main(), p.functions(), List.of(0), false, Options.none()), x.args));
      assertArrayEquals(x.gradient, Interpreter.run(gradientStoringEverything(p), x.args));
    }));
  }
}
