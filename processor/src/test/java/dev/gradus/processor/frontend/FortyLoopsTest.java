package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The list of loops that says what becomes of each: with maps, reductions and products they do what Java does with the loops. */
class FortyLoopsTest {
  private static final int RUNS = 60;

  @TestFactory
  Stream<DynamicTest> asMapsReductionsAndProductsTheyDoWhatJavaDoes() throws IOException {
    String source;
    try (InputStream in = FortyLoopsTest.class.getResourceAsStream("/dev/gradus/processor/FortyLoops.java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    var programs = new Programs("class P {" + source.substring(source.indexOf("private FortyLoops() {}") + 23).replace("@Jvp", ""));
    assertEquals(Status.SUCCESS, programs.compilation().status(), () -> programs.compilation().errors().toString());
    Class<?> compiled = programs.load();
    return programs.lowered().values().stream().map(l -> DynamicTest.dynamicTest(l.func().name(), () -> {
      var parallel = Passes.parallel(l.func(), l.callees(), Options.none());
      Agreement.check(compiled, new Lowered(parallel.main(), parallel.functions(), l.params(), l.returns(), l.sources(), l.spoiled()), RUNS, false);
    }));
  }
}
