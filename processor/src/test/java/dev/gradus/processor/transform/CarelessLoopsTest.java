package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every reason why a loop stays one is needed: without it the law that maps and reductions mean the same would be broken. */
class CarelessLoopsTest {
  private static final int PROGRAMS = 20_000;
  private static final Set<Fate.Why> REASONS = Set.of(Fate.Why.OTHER_ELEMENT, Fate.Why.SAME_ELEMENT, Fate.Why.BACKWARDS, Fate.Why.NOT_AFFINE,
      Fate.Why.GAPS, Fate.Why.ROW_OF_ANOTHER, Fate.Why.SEVERAL_ELEMENTS, Fate.Why.ROUNDING, Fate.Why.DECIDED,
      Fate.Why.OUT_OF_RANGE, Fate.Why.FIRST_TRAP);

  @TestFactory
  Stream<DynamicTest> lawsSeeWhatIsOverlooked() {
    return REASONS.stream().sorted().map(why -> DynamicTest.dynamicTest(why.toString(), () -> {
      Law law = Laws.preserves(why.toString(), false, f -> ParallelLoops.of(f, Set.of(why)).func());
      assertThrows(Law.Broken.class, () -> {
        for (long seed = 0; seed < PROGRAMS; seed++) law.check(RandomLoops.of(seed), RandomLoops.args(seed));
      });
    }));
  }
}
