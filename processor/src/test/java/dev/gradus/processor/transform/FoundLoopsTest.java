package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import dev.gradus.processor.ir.random.RandomFuncs;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is found in random programs computes the same bits and throws the same exceptions, and ownership can be made true of it. */
class FoundLoopsTest {
  private static final long COUNT = Long.getLong("gradus.fuzz.count", 20_000) / 4;
  private static final long SEED = 90_000 + Long.getLong("gradus.fuzz.seed", 0);

  private static final List<Law> LAWS = List.of(
      Laws.preserves("ParallelLoops", true, f -> Copies.run(ParallelLoops.run(f))),
      Laws.preserves("ParallelLoops, tidied", true, f -> Copies.run(tidy(ParallelLoops.run(f)))),
      Laws.preserves("FuseEach", true, f -> Copies.run(FuseEach.run(tidy(ParallelLoops.run(f))))),
      Laws.preserves("Sequential of ParallelLoops", true, f -> Copies.run(Sequential.run(Copies.run(ParallelLoops.run(f))))));

  private static Func tidy(Func f) {
    return DeadCode.run(CommonSubexpressions.run(Simplify.run(f)));
  }

  @Test
  void meaningSurvives() {
    Fuzz.run(SEED, COUNT, seed -> List.of(LAWS.get((int) (seed % LAWS.size()))));
  }

  @Test
  void whatIsNearlyAMapIsJudgedRightly() {
    for (long seed = SEED; seed < SEED + COUNT; seed++) {
      try {
        for (Law law : LAWS) law.check(RandomLoops.of(seed), RandomLoops.args(seed));
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ":\n" + Printer.print(RandomLoops.of(seed)), e);
      }
    }
  }

  @Test
  void whereThereAreMapsAlreadyToo() {
    Fuzz.runParallel(SEED, COUNT, seed -> List.of(LAWS.get((int) (seed % LAWS.size()))));
  }

  @Test
  void thereIsMuchToBeFound() {
    List<Func> found = LongStream.range(0, 400).mapToObj(seed -> seed % 2 == 0 ? RandomLoops.of(seed) : RandomFuncs.of(seed, true))
        .map(f -> Verifier.check(Copies.run(ParallelLoops.run(f)))).toList();
    List<Op.Each> all = found.stream().flatMap(f -> FreeVars.eqnsIn(f.body()).stream()).map(Eqn::op).filter(Op.Each.class::isInstance)
        .map(Op.Each.class::cast).toList();
    long maps = all.stream().filter(e -> !e.into().isEmpty()).count();
    long reductions = all.stream().filter(e -> !e.by().isEmpty()).count();
    long sums = all.stream().filter(e -> !e.add().isEmpty()).count();
    assertTrue(maps > 100 && reductions > 100 && sums > 20, maps + " maps, " + reductions + " reductions, " + sums + " with arrays added to");
  }
}
