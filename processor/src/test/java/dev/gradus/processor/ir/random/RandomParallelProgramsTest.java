package dev.gradus.processor.ir.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.transform.CommonSubexpressions;
import dev.gradus.processor.transform.Copies;
import dev.gradus.processor.transform.DeadCode;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import dev.gradus.processor.transform.Sequential;
import dev.gradus.processor.transform.Simplify;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs with maps, reductions and contractions: what may see them keeps their meaning, and {@link Sequential} gives loops of the
 * same meaning, of which the derivatives are taken.
 */
class RandomParallelProgramsTest {
  private static final long COUNT = Long.getLong("gradus.fuzz.count", 20_000) / 4;
  private static final long SEED = Long.getLong("gradus.fuzz.seed", 0);
  private static final Laws.Mode PIPELINE = Laws.remembered((p, wrt) -> Passes.vjp(p.main(), p.functions(), wrt, Options.none()));
  private static final Laws.Mode FORWARD_PIPELINE = (p, wrt) -> Passes.jvp(p.main(), p.functions(), wrt, Options.none());

  private static final List<Law> PASSES = List.of(
      Laws.preserves("Copies", true, Copies::run), Laws.preserves("DeadCode", true, DeadCode::run), Laws.preserves("Simplify", true, Simplify::run),
      Laws.preserves("CommonSubexpressions", true, CommonSubexpressions::run));
  private static final List<Law> DERIVATIVES = List.of(Laws.differences("Passes.vjp", PIPELINE), Laws.transposes(FORWARD_PIPELINE, PIPELINE));

  @Test
  void lawsHoldOfRandomPrograms() {
    Fuzz.runParallel(SEED, COUNT, seed -> {
      var laws = new ArrayList<>(List.of(Laws.parsePrint(), Laws.preserves("Sequential", false, Sequential::run),
          PASSES.get((int) (seed % PASSES.size()))));
      if (seed % 4 == 0) laws.add(DERIVATIVES.get((int) (seed / 4 % DERIVATIVES.size())));
      return laws;
    });
  }

  @Test
  void programsAreCleanAndUseEveryOperation() {
    var seen = LongStream.range(0, 300).mapToObj(s -> Verifier.check(RandomFuncs.parallel(s, false)))
        .flatMap(f -> FreeVars.eqnsIn(f.body()).stream()).map(e -> e.op().getClass().getSimpleName()).distinct().sorted().toList();
    assertTrue(seen.containsAll(List.of("Contract", "Each", "For", "While", "If")), seen.toString());
    long sums = LongStream.range(0, 300).mapToObj(s -> RandomFuncs.parallel(s, false)).flatMap(f -> FreeVars.eqnsIn(f.body()).stream())
        .filter(e -> e.op() instanceof Op.Each each && !each.add().isEmpty()).count();
    assertTrue(sums > 100, sums + " operations that add to arrays");
  }

  @Test
  void nothingParallelIsLeft() {
    for (long seed = 0; seed < 300; seed++)
      assertTrue(FreeVars.eqnsIn(Sequential.run(RandomFuncs.parallel(seed, false)).body()).stream().noneMatch(e -> e.op() instanceof Op.Parallel));
  }
}
