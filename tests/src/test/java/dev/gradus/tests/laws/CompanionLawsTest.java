package dev.gradus.tests.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.random.Vectors;
import dev.gradus.processor.ir.random.Vectors.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Companions, as javac made them, against what is known about the programs of the corpus, the programs themselves, differences and one
 * another.
 */
class CompanionLawsTest {
  private static final List<Program> PROGRAMS = Program.all();
  private static final int DIRECTIONS = 3;

  @Test
  void everyProgramHasACase() {
    var methods = new ArrayList<>(Program.methods());
    PROGRAMS.forEach(p -> methods.remove(p.key()));
    assertEquals(List.of(), methods);
    assertTrue(Program.methods().size() >= 150, () -> Program.methods().size() + " programs");
  }

  @TestFactory
  Stream<DynamicTest> knownValues() {
    return of(p -> p.at().results() != null, p -> near(p.at().results(), p.run(p.args()), p.isSingle() ? 1e-6 : 1e-12));
  }

  @TestFactory
  Stream<DynamicTest> knownDerivatives() {
    return of(p -> p.at().cotangents() != null, p -> {
      List<Object> args = p.args();
      double tolerance = p.isSingle() ? 1e-5 : 1e-10;
      if (p.entry().grad()) near(p.at().cotangents(), p.gradient(args), tolerance);
      if (p.entry().vjp()) near(p.at().cotangents(), afterValues(p, p.cotangents(args, p.seeds())), tolerance);
    });
  }

  @TestFactory
  Stream<DynamicTest> companionsComputeTheSameBits() {
    return of(_ -> true, p -> {
      List<Object> args = p.args();
      List<Object> values = p.run(args);
      if (p.entry().grad()) {
        List<Object> withValue = p.withValue(args);
        near(values.subList(0, p.values()), withValue.subList(0, p.values()), 0);
        near(withValue.subList(p.values(), withValue.size()), p.gradient(args), 0);
        near(values.subList(1, p.values()), p.aux(args), 0);
      }
      if (p.entry().vjp()) near(values, p.cotangents(args, p.seeds()).subList(0, values.size()), 0);
      if (p.entry().jvp()) near(values, p.tangents(args, directions(p, new SplittableRandom(1))).subList(0, values.size()), 0);
    });
  }

  @TestFactory
  Stream<DynamicTest> argumentsAreNotWritten() {
    return of(_ -> true, p -> {
      List<Object> args = Leaves.copies(p.args());
      if (p.entry().grad()) p.withValue(args);
      if (p.entry().vjp()) p.cotangents(args, p.seeds());
      if (p.entry().jvp()) p.tangents(args, directions(p, new SplittableRandom(1)));
      near(p.args(), args, 0);
    });
  }

  @TestFactory
  Stream<DynamicTest> derivativesAreCentralDifferences() {
    return of(p -> p.at().smooth(), p -> {
      SplittableRandom random = new SplittableRandom(11);
      for (int k = 0; k < DIRECTIONS; k++) {
        List<Object> u = directions(p, random);
        double slope = difference(p, u);
        double tolerance = (p.isSingle() ? 2e-2 : 1e-6) * (1 + Math.abs(slope));
        assertEquals(slope, reverse(p, u).value(), tolerance, "reverse mode");
        if (p.entry().jvp()) assertEquals(slope, forward(p, u).value(), tolerance, "forward mode");
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> modesAreTransposes() {
    return of(p -> p.entry().jvp(), p -> {
      SplittableRandom random = new SplittableRandom(13);
      for (int k = 0; k < DIRECTIONS; k++) {
        List<Object> u = directions(p, random);
        Dot back = reverse(p, u);
        Dot ahead = forward(p, u);
        assertEquals(ahead.value(), back.value(), (p.isSingle() ? 1e-5 : 1e-12) * (ahead.size() + back.size()), "<vjp, u> and <jvp, w>");
      }
    });
  }

  // ---- directions ----

  private static List<Object> directions(Program p, SplittableRandom random) {
    List<Object> args = p.args();
    return Directions.like(p.wrt().stream().map(args::get).toList(), random);
  }

  /** {@code <vjp seeds, u>}. */
  private static Dot reverse(Program p, List<Object> u) {
    List<Object> seeds = p.seeds();
    return Vectors.dot(u.toArray(), afterValues(p, p.cotangents(p.args(), seeds)).toArray());
  }

  /** {@code <seeds, jvp u>}. */
  private static Dot forward(Program p, List<Object> u) {
    return Vectors.dot(p.seeds().toArray(), afterValues(p, p.tangents(p.args(), u)).toArray());
  }

  /** The slope along {@code u}, extrapolated from two step sizes; single precision needs long steps. */
  private static double difference(Program p, List<Object> u) {
    double h = p.isSingle() ? 0.0625 : 1e-3;
    return (4 * slope(p, u, h / 2) - slope(p, u, h)) / 3;
  }

  private static double slope(Program p, List<Object> u, double h) {
    return (along(p, u, h) - along(p, u, -h)) / (2 * h);
  }

  private static double along(Program p, List<Object> u, double h) {
    return Vectors.dot(p.seeds().toArray(), Leaves.floats(p.run(Directions.moved(p.args(), p.wrt(), u, h))).toArray()).value();
  }

  // ---- lists of leaves ----

  private static List<Object> afterValues(Program p, List<Object> leaves) {
    return leaves.subList(p.run(p.args()).size(), leaves.size());
  }

  private static void near(List<Object> expected, List<Object> found, double tolerance) {
    double scale = Math.max(1, Vectors.norm(expected.toArray()));
    assertTrue(Leaves.areNear(expected, found, Double.isFinite(scale) ? tolerance * scale : 0),
        () -> "expected " + Leaves.text(expected) + " but was " + Leaves.text(found));
  }

  private static Stream<DynamicTest> of(Predicate<Program> where, Consumer<Program> law) {
    return PROGRAMS.stream().filter(where).map(p -> DynamicTest.dynamicTest(p.toString(), () -> law.accept(p)));
  }
}
