package dev.gradus.processor.ir.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.transform.Analyses;
import dev.gradus.processor.transform.Branches;
import dev.gradus.processor.transform.CommonSubexpressions;
import dev.gradus.processor.transform.Copies;
import dev.gradus.processor.transform.DeadCode;
import dev.gradus.processor.transform.FixedIndices;
import dev.gradus.processor.transform.Induction;
import dev.gradus.processor.transform.Loops;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.ParallelLoops;
import dev.gradus.processor.transform.Passes;
import dev.gradus.processor.transform.Privatise;
import dev.gradus.processor.transform.Recursion;
import dev.gradus.processor.transform.Simplify;
import dev.gradus.processor.transform.Tables;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Random programs against the laws. Every program is read back, goes through one of the passes and through one derivative law, in turn;
 * pipelines, second order and recursion, being dear, take a part of the
 * programs. {@code -Dgradus.fuzz.count=} and {@code -Dgradus.fuzz.seed=} ask
 * for more, or for others.
 */
class RandomProgramsTest {
  private static final long COUNT = Long.getLong("gradus.fuzz.count", 20_000);
  private static final long SEED = Long.getLong("gradus.fuzz.seed", 0);

  private static final Laws.Mode VJP = Laws.remembered((p, wrt) -> Recursion.vjp(p, wrt, Analyses.on()));
  private static final Laws.Mode STORING = (p, wrt) -> Recursion.vjp(p, wrt, Analyses.storeEverything());
  private static final Laws.Mode PIPELINE = Laws.remembered((p, wrt) -> Passes.vjp(p.main(), p.functions(), wrt, Options.none()));
  private static final Laws.Mode FORWARD_PIPELINE = (p, wrt) -> Passes.jvp(p.main(), p.functions(), wrt, Options.none());

  private static final List<Law> PASSES = List.of(
      Laws.preserves("Copies", true, Copies::run), Laws.preserves("DeadCode", false, DeadCode::run),
      Laws.preserves("ParallelLoops", false, ParallelLoops::run), Laws.preserves("Induction", false, Induction::run),
      Laws.preserves("FixedIndices", false, FixedIndices::run), Laws.preserves("Privatise", false, Privatise::run),
      Laws.preserves("CommonSubexpressions", false, CommonSubexpressions::run), Laws.preserves("Simplify", false, Simplify::run),
      Laws.preserves("Tables", false, Tables::run), Laws.preserves("Branches", false, Branches::run),
      Laws.preservesButForTheFirstTrap("Loops", Loops::run));
  private static final List<Law> DERIVATIVES = List.of(Laws.transposes(Recursion::jvp, VJP), Laws.differences("Vjp", VJP),
      Laws.agree("analysed = storing everything", VJP, STORING));
  private static final List<Law> PIPELINES = List.of(Laws.differences("Passes.vjp", PIPELINE), Laws.transposes(FORWARD_PIPELINE, PIPELINE),
      Laws.ofDerivative(VJP, Laws.agree("analysed = storing everything", VJP, STORING)),
      Laws.ofDerivative(PIPELINE, Laws.differences("Passes.vjp", PIPELINE)),
      Laws.ofDerivative(PIPELINE, Laws.transposes(FORWARD_PIPELINE, PIPELINE)));
  private static final List<Law> RECURSION = List.of(Laws.recursionIsLike(VJP), Laws.ofRecursion(Laws.differences("Vjp", VJP)),
      Laws.ofRecursion(Laws.transposes(Recursion::jvp, VJP)), Laws.ofRecursion(Laws.transposes(FORWARD_PIPELINE, PIPELINE)),
      Laws.ofRecursion(Laws.agree("analysed = storing everything", VJP, STORING)), Laws.recursionIsLike(PIPELINE),
      Laws.ofRecursion(Laws.ofDerivative(PIPELINE, Laws.transposes(FORWARD_PIPELINE, PIPELINE))));
  private static final int PIPELINE_EVERY = 4;
  private static final int RECURSION_EVERY = 6;

  @Test
  void lawsHoldOfRandomPrograms() {
    System.out.println("random programs: " + COUNT + " from seed " + SEED);
    Fuzz.run(SEED, COUNT, RandomProgramsTest::laws);
  }

  private static List<Law> laws(long seed) {
    var laws = new ArrayList<Law>(List.of(Laws.parsePrint(), turn(PASSES, seed), turn(DERIVATIVES, seed / 2)));
    if (seed % PIPELINE_EVERY == 0) laws.add(turn(PIPELINES, seed / PIPELINE_EVERY));
    if (seed % RECURSION_EVERY == 1) laws.add(turn(RECURSION, seed / RECURSION_EVERY));
    return laws;
  }

  private static Law turn(List<Law> laws, long k) {
    return laws.get((int) Math.floorMod(k, (long) laws.size()));
  }

  /** Programs that were found at random, made small and kept. */
  @TestFactory
  Stream<DynamicTest> lawsHoldOfWhatOnceBrokeThem() throws IOException, URISyntaxException {
    List<Path> corpus;
    try (Stream<Path> files = Files.list(Path.of(RandomProgramsTest.class.getResource("corpus").toURI()))) {
      corpus = files.sorted().toList();
    }
    return corpus.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
      Func f = Verifier.check(Parser.parse(Files.readString(file)));
      for (List<Law> laws : List.of(List.of(Laws.parsePrint()), PASSES, DERIVATIVES, PIPELINES))
        for (Law law : laws) for (long seed = 0; seed < 10; seed++) law.check(f, Fuzz.args(seed));
    }));
  }

  @Test
  void aWrongReverseModeIsNoticedNearlyAlways() {
    Law wrong = Laws.differences("wrong", Laws.of((f, wrt) -> {
      Func back = VJP.apply(Program.of(f), wrt).main();
      var results = new ArrayList<Atom>(back.results().subList(0, f.results().size()));
      for (Atom a : back.results().subList(f.results().size(), back.results().size()))
        results.add(a.type().isArray() ? f.params().get(wrt.get(results.size() - f.results().size())) : Lit.zero(a.type().kind()));
      return back.withBody(new Region(back.params(), back.body().eqns(), results));
    }));
    long noticed = LongStream.range(0, 200).filter(seed -> Fuzz.fails(seed, wrong)).count();
    assertTrue(noticed > 150, noticed + " of 200");
  }

  @Test
  void aSeedIsOneProgram() {
    for (long seed = 0; seed < 50; seed++)
      assertEquals(Printer.print(RandomFuncs.of(seed, true)), Printer.print(RandomFuncs.of(seed, true)));
  }

  @Test
  void programsAreCleanAndUseEveryOperation() {
    var seen = LongStream.range(0, 300).mapToObj(s -> Verifier.check(RandomFuncs.of(s, false)))
        .flatMap(f -> FreeVars.eqnsIn(f.body()).stream()).map(e -> e.op().getClass().getSimpleName()).distinct().sorted().toList();
    assertEquals(List.of("AddAt", "Apply", "Copy", "For", "If", "Length", "Load", "NewArray", "Store", "Table", "Throw", "While",
        "ZerosLike"), seen);
  }

  @Test
  void onlyProgramsThatMayTrapDo() {
    int traps = 0;
    for (long seed = 0; seed < 300; seed++) {
      for (Object[] args : Fuzz.args(seed)) {
        assertTrue(Laws.outcome(RandomFuncs.of(seed, false), args) instanceof Object[], "seed " + seed);
        if (!(Laws.outcome(RandomFuncs.of(seed, true), args) instanceof Object[])) traps++;
      }
    }
    assertTrue(traps > 30, traps + " traps");
  }

  @Test
  void aFailureShowsSeedAndSmallProgram() {
    Law noSine = Laws.preserves("NoSine", false, f -> without(f, Prim.SIN));
    Fuzz.Failure e = assertThrows(Fuzz.Failure.class, () -> Fuzz.run(100, 20, _ -> List.of(noSine)));
    assertTrue(e.getMessage().startsWith("NoSine preserves fails for seed 1"), e.getMessage());
    Func small = Parser.parse(e.getMessage().substring(e.getMessage().indexOf("\nfn ") + 1, e.getMessage().lastIndexOf("\nat ")));
    assertTrue(FreeVars.eqnsIn(small.body()).size() <= 4, e.getMessage());
  }

  /** A wrong pass: leaves the function out. */
  private static Func without(Func f, Prim p) {
    return Shrinker.replaceAll(f, e -> e.op() instanceof Op.Apply(var prim, var args) && prim == p ? args.getFirst() : null);
  }
}
