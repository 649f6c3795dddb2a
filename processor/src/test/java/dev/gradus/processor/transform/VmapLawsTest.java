package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.random.BatchLaws;
import dev.gradus.processor.ir.random.Batching;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Batches of random programs, with loops and with maps in them, of their derivatives, and the derivatives of batches. */
class VmapLawsTest {
  private static final long COUNT = Long.getLong("gradus.fuzz.count", 20_000) / 20;
  private static final long SEED = Long.getLong("gradus.fuzz.seed", 0);

  private static final Laws.Mode PIPELINE = Laws.remembered((p, wrt) -> Passes.vjp(p.main(), p.functions(), wrt, Options.none()));
  private static final Laws.Mode FORWARD_PIPELINE = Laws.remembered((p, wrt) -> Passes.jvp(p.main(), p.functions(), wrt, Options.none()));
  private static final List<Law> LAWS = List.of(
      BatchLaws.lanes(Batching.MAPS, 0, 1, 2, 7), BatchLaws.lanes(Batching.LOOPS, 3), BatchLaws.lanes(Batching.MAPS, 2, 64),
      BatchLaws.lanes(Batching.LOOPS, 0, 2), BatchLaws.gradientIsSumOfLanes(Batching.MAPS, PIPELINE, 1, 3),
      Laws.ofDerivative(PIPELINE, BatchLaws.lanes(Batching.LOOPS, 0, 3)),
      Laws.ofTangents(FORWARD_PIPELINE, BatchLaws.lanes(Batching.MAPS, 2)));

  @Test
  void lanesOfRandomPrograms() {
    Fuzz.run(SEED, COUNT, VmapLawsTest::laws);
  }

  @Test
  void lanesOfRandomProgramsWithMaps() {
    Fuzz.runParallel(SEED, COUNT, VmapLawsTest::laws);
  }

  private static List<Law> laws(long seed) {
    return List.of(new Borrowing(LAWS.get((int) (seed % LAWS.size()))));
  }

  /** The law of the program that owns nothing: a random one's results say nothing about the arrays it owns. */
  private record Borrowing(Law law) implements Law {
    @Override
    public String name() {
      return law.name();
    }

    @Override
    public void check(Program p, List<Object[]> args) {
      law.check(new Program(Copies.run(new Func(p.main().name(), p.main().body(), Set.of())), p.functions()), args);
    }
  }
}
