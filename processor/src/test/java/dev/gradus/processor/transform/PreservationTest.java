package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.random.Fuzz;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import dev.gradus.processor.ir.random.RandomFuncs;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each tidying pass computes the same bits, traps in the same way, and leaves ownership as true as it was. */
class PreservationTest {
  private static final long SEED = 40_000;
  private static final int PROGRAMS = 300;

  private record Pass(String name, UnaryOperator<Func> run) {}

  private static final List<Pass> PASSES = List.of(
      new Pass("simplify", Simplify::run),
      new Pass("common-subexpressions", CommonSubexpressions::run),
      new Pass("dead-code", DeadCode::run),
      new Pass("all", f -> DeadCode.run(Simplify.run(CommonSubexpressions.run(DeadCode.run(Simplify.run(f)))))));

  @TestFactory
  Stream<DynamicTest> meaningAndOwnershipSurvive() {
    return PASSES.stream().map(pass -> {
      Law law = Laws.preserves(pass.name, true, pass.run);
      return DynamicTest.dynamicTest(pass.name, () -> Fuzz.run(SEED, PROGRAMS, _ -> List.of(law)));
    });
  }

  @Test
  void programsInOrderNeedNoCopies() {
    for (long seed = SEED; seed < SEED + PROGRAMS; seed++) {
      Func f = RandomFuncs.of(seed, false);
      assertEquals(0, Copies.count(f, Copies.run(f)), () -> f.name());
    }
  }
}
