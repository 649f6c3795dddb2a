package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A pullback in two functions: what goes where, and that both together are the whole. */
class SplitTest {
  private static Split split(Func f, Integer... wrt) {
    return Passes.pullback(f, Map.of(), List.of(wrt), Options.none());
  }

  @Test
  void residualsAreWhatThePullbackReads() {
    Split s = split(Parser.parse("fn f(x:f64, y:f64) { p:f64 = mul x, y  s:f64 = sin p  yield s }"), 0, 1);
    assertEquals(List.of(2, 4), List.of(s.forward().main().params().size(), s.forward().main().results().size()), Printer.print(s.forward().main()));
    assertEquals(List.of(4, 2), List.of(s.pullback().main().params().size(), s.pullback().main().results().size()), Printer.print(s.pullback().main()));
    Object[] forward = Interpreter.run(s.forward().main(), 0.3, 2.0);
    assertEquals(Math.sin(0.6), forward[0]);
    Object[] arguments = {forward[1], forward[2], forward[3], 10.0};
    assertArrayEquals(new Object[] {10 * Math.cos(0.6) * 2.0, 10 * Math.cos(0.6) * 0.3}, Interpreter.run(s.pullback().main(), arguments));
  }

  @Test
  void argumentsAreKeptAsTheyWere() {
    Split s = split(Parser.parse("""
        fn f(a:f64[]) {
          x:f64 = load a[0]
          y:f64 = mul x, x
          b:f64[] = copy a
          c:f64[] = store b[0], y
          yield c
        }"""), 0);
    String copies = Printer.print(s.forward().main());
    Object[] forward = Interpreter.run(s.forward().main(), (Object) new double[] {3, 4});
    assertArrayEquals(new double[] {9, 4}, (double[]) forward[0], copies);
  }

  @Test
  void emptyCotangentsAreMadeInThePullback() {
    Split s = split(Parser.parse("""
        fn f(a:f64[], n:i32) {
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            x:f64 = load a[i]
            s.2:f64 = add s.1, x
            yield s.2
          }
          yield s
        }"""), 0);
    assertEquals(List.of(), s.forward().main().results().stream().filter(r -> r.type().isArray()).toList(), Printer.print(s.forward().main()));
  }

  private static final long COUNT = Long.getLong("gradus.fuzz.count", 20_000) / 100;
  private static final long SEED = 52_000 + Long.getLong("gradus.fuzz.seed", 0);
  private static final Law HALVES = Laws.agree("the two halves and the whole",
      Laws.of((f, wrt) -> joined(Passes.pullback(f, Map.of(), wrt, Options.none()), f.results().size())),
      (p, wrt) -> Passes.vjp(p.main(), p.functions(), wrt, Options.none()));

  @Test
  void bothTogetherAreTheDerivative() {
    Fuzz.run(SEED, COUNT, _ -> List.of(HALVES));
  }

  @Test
  void aRowThatMayBeAbsentIsNotKeptItself() {
    HALVES.check(Parser.parse("""
        fn f(x:f64, n:i32) {
          k:i32 = add n, 1
          m:f64[][] = new f64[][](k)
          m.1:f64[][] = for 0 .. n carry [m] (i:i32, m.2:f64[][]) {
            row:f64[] = new f64[](2)
            row.1:f64[] = store row[0], x
            m.3:f64[][] = store m.2[i], row.1
            yield m.3
          }
          last:f64[] = new f64[](1)
          last.1:f64[] = store last[0], x
          m.4:f64[][] = store m.1[n], last.1
          y:f64 = load m.4[0, 0]
          z:f64 = load m.4[n, 0]
          p:f64 = mul y, z
          yield p
        }"""), List.<Object[]>of(new Object[] {3.0, 2}));
  }

  private static Func joined(Split s, int values) {
    Func forward = s.forward().main();
    Func pullback = s.pullback().main();
    int residuals = forward.results().size() - values;
    var given = new HashMap<Var, Atom>();
    for (int i = 0; i < residuals; i++) given.put(pullback.params().get(i), forward.results().get(values + i));
    var params = new ArrayList<>(forward.params());
    params.addAll(pullback.params().subList(residuals, pullback.params().size()));
    var eqns = new ArrayList<Eqn>(forward.body().eqns());
    for (Eqn e : pullback.body().eqns()) eqns.add(Substitute.apply(e, given));
    var results = new ArrayList<>(forward.results().subList(0, values));
    results.addAll(Substitute.atoms(pullback.results(), given));
    return new Func(forward.name(), new Region(params, eqns, results));
  }
}
