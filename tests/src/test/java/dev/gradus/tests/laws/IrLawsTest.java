package dev.gradus.tests.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Law;
import dev.gradus.processor.ir.random.Laws;
import dev.gradus.processor.transform.Analyses;
import dev.gradus.processor.transform.CommonSubexpressions;
import dev.gradus.processor.transform.Copies;
import dev.gradus.processor.transform.DeadCode;
import dev.gradus.processor.transform.FuseEach;
import dev.gradus.processor.transform.Induction;
import dev.gradus.processor.transform.Inline;
import dev.gradus.processor.transform.Loops;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.ParallelLoops;
import dev.gradus.processor.transform.Passes;
import dev.gradus.processor.transform.Privatise;
import dev.gradus.processor.transform.Recursion;
import dev.gradus.processor.transform.Sequential;
import dev.gradus.processor.transform.Simplify;
import dev.gradus.processor.transform.Split;
import dev.gradus.processor.transform.StoreForwarding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The corpus as IR: front end against javac, passes against the interpreter, the interpreter against compiled companions. */
class IrLawsTest {
  private static final List<Program> PROGRAMS = Program.all();
  private static final Laws.Mode VJP = Laws.remembered((p, wrt) -> Recursion.vjp(p, wrt, Analyses.on()));
  private static final Laws.Mode STORING = (p, wrt) -> Recursion.vjp(p, wrt, Analyses.storeEverything());

  private static final List<Law> LAWS = List.of(
      Laws.parsePrint(),
      Laws.preserves("copies", true, Copies::run),
      Laws.preserves("dead-code", true, DeadCode::run),
      Laws.preserves("simplify", true, Simplify::run),
      Laws.preserves("common-subexpressions", true, CommonSubexpressions::run),
      Laws.preserves("store-forwarding", false, StoreForwarding::run),
      Laws.preserves("loops", false, Loops::run),
      Laws.preserves("privatise", false, Privatise::run),
      Laws.preserves("parallel-loops", true, f -> Copies.run(ParallelLoops.run(f))),
      Laws.preserves("fuse", true, f -> Copies.run(FuseEach.run(DeadCode.run(Simplify.run(ParallelLoops.run(f)))))),
      Laws.preserves("induction", false, Induction::run));

  @TestFactory
  Stream<DynamicTest> lawsOfPrograms() {
    return LAWS.stream().flatMap(law -> of(law, _ -> true));
  }

  @TestFactory
  Stream<DynamicTest> analysesChangeNothing() {
    return of(Laws.agree("analysed = storing everything", VJP, STORING), _ -> true);
  }

  /** Where there is a finite derivative. */
  @TestFactory
  Stream<DynamicTest> modesAreTransposes() {
    return of(Laws.transposes(Recursion::jvp, VJP), p -> p.entry().jvp());
  }

  @TestFactory
  Stream<DynamicTest> differences() {
    return of(Laws.differences("vjp", VJP), p -> p.at().smooth());
  }

  private static Stream<DynamicTest> of(Law law, Predicate<Program> where) {
    return PROGRAMS.stream().filter(where).map(p -> DynamicTest.dynamicTest(p + ": " + law.name(), () -> law.check(inlined(p), args(p))));
  }

  /** The functions as lowered, calls and owned parameters included; rows that one path has given away are copied there. */
  @TestFactory
  Stream<DynamicTest> loweredFunctionsAreReadBack() {
    return PROGRAMS.stream().map(p -> DynamicTest.dynamicTest(p.toString(), () -> {
      String text = Printer.print(Verifier.check(Copies.run(p.lowered().func())));
      assertEquals(text, Printer.print(Parser.parse(text)));
    }));
  }

  @TestFactory
  Stream<DynamicTest> theInterpreterComputesWhatJavaDoes() {
    return PROGRAMS.stream().map(p -> DynamicTest.dynamicTest(p.toString(),
        () -> same(p.run(p.args()), Program.interpreted(p.lowered().func(), p.lowered().callees(), p.args()))));
  }

  /** With maps, reductions and products for loops. */
  @TestFactory
  Stream<DynamicTest> whatMayRunAtOnceComputesWhatJavaDoes() {
    return PROGRAMS.stream().map(p -> DynamicTest.dynamicTest(p.toString(), () -> {
      var parallel = Passes.parallel(p.lowered().func(), p.lowered().callees(), Options.none());
      same(p.run(p.args()), Program.interpreted(parallel.main(), parallel.functions(), p.args()));
    }));
  }

  @TestFactory
  Stream<DynamicTest> companionsComputeWhatTheInterpreterDoes() {
    return PROGRAMS.stream().map(p -> DynamicTest.dynamicTest(p.toString(), () -> {
      if (p.entry().grad()) same(gradient(p), p.withValue(p.args()));
      if (p.entry().jvp()) tangents(p);
      if (p.entry().vjp()) same(cotangents(p), p.cotangents(p.args(), p.seeds()));
    }));
  }

  private static List<Object> gradient(Program p) {
    Lowered l = p.lowered();
    List<Integer> kept = IntStream.range(0, p.values()).boxed().toList();
    var f = p.entry().forward() ? Passes.forwardGradient(l.func(), l.callees(), p.wrt(), kept, Options.none())
        : Passes.gradient(l.func(), l.callees(), p.wrt(), kept, Options.none());
    return Program.interpreted(f.main(), f.functions(), p.args());
  }

  private static void tangents(Program p) {
    var f = Passes.jvp(p.lowered().func(), p.lowered().callees(), p.wrt(), Options.none());
    List<Object> u = Directions.like(p.wrt().stream().map(p.args()::get).toList(), new SplittableRandom(17));
    same(Program.interpreted(f.main(), f.functions(), concat(p.args(), u)), p.tangents(p.args(), u));
  }

  private static List<Object> cotangents(Program p) {
    Func main = p.lowered().func();
    Split split = Passes.pullback(main, p.lowered().callees(), p.wrt(), Options.none());
    List<Object> kept = Program.interpreted(split.forward().main(), split.forward().functions(), p.args());
    int values = main.results().size();
    return concat(kept.subList(0, values), Program.interpreted(split.pullback().main(), split.pullback().functions(),
        concat(kept.subList(values, kept.size()), p.seeds())));
  }

  // ---- programs without the calls that can be inlined, in loops ----

  private static dev.gradus.processor.ir.Program inlined(Program p) {
    Func f = p.lowered().func();
    var program = new dev.gradus.processor.ir.Program(new Func(f.name(), f.body(), Set.of()), p.lowered().callees());
    return Inline.derivable(program).each(Copies::run).each(IrLawsTest::inLoops).each(g -> Verifier.check(Copies.run(g)));
  }

  /** Without the rows, absent perhaps, that a map looks up and has no use for: who stores everything would store them. */
  private static Func inLoops(Func f) {
    Func loops = Sequential.run(f);
    return loops == f ? f : DeadCode.run(loops);
  }

  private static List<Object[]> args(Program p) {
    return List.<Object[]>of(p.args().toArray());
  }

  private static List<Object> concat(List<Object> a, List<Object> b) {
    var all = new ArrayList<Object>(a);
    all.addAll(b);
    return all;
  }

  private static void same(List<Object> expected, List<Object> found) {
    assertTrue(Leaves.areNear(expected, found, 0), () -> "expected " + Leaves.text(expected) + " but was " + Leaves.text(found));
  }
}
