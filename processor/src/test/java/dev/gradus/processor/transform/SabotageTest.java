package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import dev.gradus.processor.ir.random.RandomFuncs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws must see a wrong analysis. Each decision of reverse mode is replaced by a plausible wrong one; among random programs there must
 * be one of which "analysed = store everything" then fails. If such a test goes red, the generator no longer aims at that analysis.
 */
class SabotageTest {
  private static final long SEED = 70_000;
  private static final int PROGRAMS = 400;

  private record Sabotage(String name, Analyses analyses) {}

  private static final Analyses ON = Analyses.on();

  private static final List<Sabotage> SABOTAGES = List.of(
      new Sabotage("a carry is active only if it starts so", activity(SabotageTest::withoutFixpoint)),
      new Sabotage("every load sees the final element", finality(SabotageTest::everyLoadIsFinal)),
      new Sabotage("any loop may be reversed in ascending order", order((body, from) -> true)),
      new Sabotage("any loop may be fused with its reverse", order((body, from) -> from > 1 || OrderFree.check(body, from))),
      new Sabotage("any loop that stores starts from a fresh array", privatise(SabotageTest::alwaysFresh)),
      new Sabotage("counters do not count", induction(SabotageTest::stuckCounters)));

  @TestFactory
  Stream<DynamicTest> lawsSeeIt() {
    return SABOTAGES.stream().map(s -> DynamicTest.dynamicTest(s.name, () -> {
      Law law = Laws.agree(s.name, Laws.of((f, wrt) -> vjp(f, wrt, s.analyses)),
          Laws.of((f, wrt) -> vjp(f, wrt, Analyses.storeEverything())));
      assertThrows(RuntimeException.class, () -> {
        for (long seed = SEED; seed < SEED + PROGRAMS; seed++) {
          try {
            law.check(RandomFuncs.of(seed, false), Fuzz.args(seed));
          } catch (Interpreter.StepLimit e) {
            continue;                                      // says nothing
          }
        }
      });
    }));
  }

  /** Reading again from an array that changes hands is not wrong, thanks to ownership, but it costs copies. */
  @Test
  void replayingFromConsumedArraysCostsCopies() {
    Analyses careless = new Analyses(ON.activity(), f -> Set.of(), ON.finalElements(), ON.orderFree(), ON.replayCost(), ON.fuse(), ON.privatise(), ON.induction(), ON.zeros());
    long honest = LongStream.range(SEED, SEED + 50).map(seed -> copies(seed, ON)).sum();
    long sabotaged = LongStream.range(SEED, SEED + 50).map(seed -> copies(seed, careless)).sum();
    assertTrue(sabotaged > honest, sabotaged + " copies, " + honest + " without sabotage");
  }

  private static long copies(long seed, Analyses analyses) {
    Func f = RandomFuncs.of(seed, false);
    Func g = vjp(f, List.of(0, 1, 2, 3), analyses);
    return FreeVars.eqnsIn(g.body()).stream().filter(e -> e.op() instanceof Op.Copy).count();
  }

  private static Func vjp(Func f, List<Integer> wrt, Analyses analyses) {
    return Passes.vjp(f, Map.of(), wrt, new Options(analyses, Set.of(), _ -> { })).main();
  }

  // ---- wrong decisions ----

  private static Set<Var> withoutFixpoint(Func f, Collection<Var> wrt, Collection<? extends Atom> results,
      Map<String, Activity.Flow> calls) {
    Set<Var> active = Activity.of(f, wrt, results, calls);
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      if (!(e.op() instanceof Op.For l)) continue;
      for (int k = 0; k < l.init().size(); k++) if (!(l.init().get(k) instanceof Var v && active.contains(v))) active.remove(l.carries().get(k));
    }
    return active;
  }

  private static Map<Var, FinalElements.Element> everyLoadIsFinal(Func f) {
    var found = new HashMap<Var, FinalElements.Element>();
    for (Eqn loop : FreeVars.eqnsIn(f.body())) {
      if (!(loop.op() instanceof Op.For l)) continue;
      for (Eqn e : l.body().eqns())
        if (e.op() instanceof Op.Load(var array, var index) && l.carries().contains(array)) found.put(e.result(), new FinalElements.Element(loop.results().get(l.carries().indexOf(array)), index));
    }
    return found;
  }

  private static Func alwaysFresh(Func f) {
    ShapeRoots roots = ShapeRoots.of(f.body());
    return rewriteLoops(f, (l, before) -> {
      var init = new ArrayList<>(l.init());
      for (int k = 0; k < init.size(); k++) {
        if (!(init.get(k) instanceof Var v) || !v.type().isArray() || roots.allocation(v) == null) continue;
        Var fresh = Var.like(v);
        before.add(new Eqn(fresh, roots.allocation(v)));
        init.set(k, fresh);
      }
      return new Op.For(l.lo(), l.hi(), l.down(), init, l.body());
    });
  }

  private static Func stuckCounters(Func f) {
    return rewriteLoops(f, (l, before) -> {
      var stuck = new HashMap<Var, Atom>();
      for (int k = 0; k < l.init().size(); k++)
        if (l.carries().get(k).type().equals(ValueType.I32) && l.init().get(k) instanceof Lit) stuck.put(l.carries().get(k), l.init().get(k));
      return new Op.For(l.lo(), l.hi(), l.down(), l.init(), Substitute.apply(l.body(), stuck));
    });
  }

  @FunctionalInterface
  private interface LoopRewrite {
    Op.For of(Op.For loop, List<Eqn> before);
  }

  private static Func rewriteLoops(Func f, LoopRewrite rewrite) {
    return f.withBody(rewriteLoops(f.body(), rewrite));
  }

  private static Region rewriteLoops(Region r, LoopRewrite rewrite) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op() instanceof Op.For l ? rewrite.of(l, out) : e.op();
      out.add(new Eqn(e.results(), op.map(a -> a, q -> rewriteLoops(q, rewrite))));
    }
    return new Region(r.params(), out, r.results());
  }

  private static Analyses activity(Analyses.ActivityAnalysis wrong) {
    return new Analyses(wrong, ON.consumed(), ON.finalElements(), ON.orderFree(), ON.replayCost(), ON.fuse(), ON.privatise(), ON.induction(), ON.zeros());
  }

  private static Analyses finality(Function<Func, Map<Var, FinalElements.Element>> wrong) {
    return new Analyses(ON.activity(), ON.consumed(), wrong, ON.orderFree(), ON.replayCost(), ON.fuse(), ON.privatise(), ON.induction(), ON.zeros());
  }

  private static Analyses order(Analyses.OrderAnalysis wrong) {
    return new Analyses(ON.activity(), ON.consumed(), ON.finalElements(), wrong, ON.replayCost(), ON.fuse(), ON.privatise(), ON.induction(), ON.zeros());
  }

  private static Analyses privatise(UnaryOperator<Func> wrong) {
    return new Analyses(ON.activity(), ON.consumed(), ON.finalElements(), ON.orderFree(), ON.replayCost(), ON.fuse(), wrong, ON.induction(), ON.zeros());
  }

  private static Analyses induction(UnaryOperator<Func> wrong) {
    return new Analyses(ON.activity(), ON.consumed(), ON.finalElements(), ON.orderFree(), ON.replayCost(), ON.fuse(), ON.privatise(), wrong, ON.zeros());
  }
}
