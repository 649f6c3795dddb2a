package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.random.BatchLaws;
import dev.gradus.processor.ir.random.Batching;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
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

  @Test
  void aBatchWithoutItsFirstLaneIsNoticedNearlyAlways() {
    var wrong = new Borrowing(BatchLaws.lanes(new Batching(p -> p.each(f -> f.withBody(withoutFirst(f.body())))), 3));
    long noticed = LongStream.range(0, 200).filter(seed -> Fuzz.fails(seed, wrong)).count();
    assertTrue(noticed > 180, noticed + " of 200");
  }

  /** A wrong pass: maps leave their first index out. */
  private static Region withoutFirst(Region r) {
    return new Region(r.params(), r.eqns().stream().map(e -> e.op() instanceof Op.Each each
        ? new Eqn(e.results(), each.with(Lit.of(1), each.hi(), each.starts(), each.body())) : e).toList(), r.results());
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
