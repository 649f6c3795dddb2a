package dev.gradus.tests.laws;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.random.BatchLaws;
import dev.gradus.processor.ir.random.Batching;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import dev.gradus.processor.transform.Copies;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every method of the corpus batched in IR, at axes drawn at random: to the last bit; batches of derivatives; derivatives of batches. */
class BatchIrLawsTest {
  private static final List<Program> PROGRAMS = Program.all();
  /** Equations in a run; the interpreter is slow, and the slower the longer the arrays are. */
  private static final long CHEAP = 500;
  private static final long MODERATE = 5_000;
  private static final long LONG = 50_000;

  private static final Laws.Mode VJP = Laws.remembered((p, wrt) -> Passes.vjp(p.main(), p.functions(), wrt, Options.none()));
  private static final Laws.Mode JVP = Laws.remembered((p, wrt) -> Passes.jvp(p.main(), p.functions(), wrt, Options.none()));

  @TestFactory
  Stream<DynamicTest> lanes() {
    return of(BatchLaws.lanes(Batching.MAPS, 0, 1, 2, 7), p -> takes(p, LONG), true);
  }

  @TestFactory
  Stream<DynamicTest> manyLanes() {
    return of(BatchLaws.lanes(Batching.MAPS, 64), p -> takes(p, MODERATE), true);
  }

  @TestFactory
  Stream<DynamicTest> veryManyLanes() {
    return of(BatchLaws.lanes(Batching.MAPS, 1003), p -> takes(p, CHEAP), true);
  }

  @TestFactory
  Stream<DynamicTest> lanesAsLoops() {
    return of(BatchLaws.lanes(Batching.LOOPS, 0, 1, 2, 7), p -> takes(p, MODERATE), true);
  }

  @TestFactory
  Stream<DynamicTest> lanesOfReverseMode() {
    return of(Laws.ofDerivative(VJP, BatchLaws.lanes(Batching.MAPS, 0, 2, 7)), p -> takes(p, MODERATE), false);
  }

  @TestFactory
  Stream<DynamicTest> lanesOfForwardMode() {
    return of(Laws.ofTangents(JVP, BatchLaws.lanes(Batching.MAPS, 0, 2, 7)), p -> p.entry().jvp() && takes(p, MODERATE), false);
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfBatches() {
    return of(BatchLaws.gradientIsSumOfLanes(Batching.MAPS, VJP, 1, 3), p -> takes(p, MODERATE), false);
  }

  private static Stream<DynamicTest> of(Law law, Predicate<Program> where, boolean writes) {
    return PROGRAMS.stream().filter(where).map(p -> DynamicTest.dynamicTest(p + ": " + law.name(), () -> {
      try {
        law.check(program(p, writes), List.<Object[]>of(p.args().toArray()));
      } catch (Interpreter.StepLimit e) {
        Assumptions.abort(e.getMessage());
      }
    }));
  }

  /** As lowered; a derivative writes nothing. */
  private static dev.gradus.processor.ir.Program program(Program p, boolean writes) {
    Func f = p.lowered().func();
    Func borrowing = Copies.run(new Func(f.name(), f.body(), Set.of()));
    return new dev.gradus.processor.ir.Program(writes ? f : borrowing, p.lowered().callees());
  }

  private static boolean takes(Program p, long equations) {
    try {
      Interpreter.run(p.lowered().func(), p.lowered().callees(), equations, p.args().toArray());
      return true;
    } catch (Interpreter.StepLimit e) {
      return false;
    } catch (RuntimeException | AssertionError e) {
      return true;
    }
  }
}
