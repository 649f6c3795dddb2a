package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helpers that this compiler run sees as class files only: the rest of an incremental build, and libraries that ship their source. */
class SourceElsewhereTest {
  private static final String HELPER = """
      package p;
      final class Helper {
        static final double SCALE = Math.sqrt(4);
        record Pair(double first, double second) {
          double product() { return first * second; }
        }
        static double cube(double base) {
          Pair p = new Pair(base, base * base);
          return SCALE * p.product() + Deeper.none(base);
        }
      }
      """;
  private static final String DEEPER = """
      package p;
      interface Deeper {
        static double none(double x) { return x - x; }
        static double none(int x) { return 1; }
      }
      """;
  private static final String MODEL = """
      package p;
      class Model {
        @dev.gradus.Grad static double f(double x) { return Helper.cube(x); }
      }
      """;

  @TempDir
  Path folder;
  private Project project;

  @BeforeEach
  void project() throws IOException {
    project = new Project(folder);
    project.write("src/p/Helper.java", HELPER);
    project.write("src/p/Deeper.java", DEEPER);
    project.write("src/p/Model.java", MODEL);
  }

  private void compileHelpers() throws IOException {
    Project.Run run = project.compile(null, "out", List.of("-proc:none"), "src/p/Helper.java", "src/p/Deeper.java");
    assertTrue(run.ok(), run.output());
  }

  private Project.Run compileModel() throws IOException {
    return project.compile("out", List.of("out"), "src/p/Model.java");
  }

  private void assertDerivative(double expected, Project.Run run) throws Exception {
    assertTrue(run.ok(), run.output());
    assertEquals("", run.output());
    assertEquals(expected, project.call(List.of("out"), "p.ModelGrad", "f", 3));
  }

  private static void assertRefused(Project.Run run, String message) {
    assertFalse(run.ok());
    assertTrue(run.output().contains(message), run.output());
  }

  private void replace(String file, String from, String to) throws IOException {
    String before = project.read(file);
    assertTrue(before.contains(from));
    project.write(file, before.replace(from, to));
  }

  private void age(String file, int hours) throws IOException {
    Files.setLastModifiedTime(project.path(file), FileTime.fromMillis(System.currentTimeMillis() - 3_600_000L * hours));
  }

  // ---- the rest of an incremental build ----

  @Test
  void helpersAreReadUnderTheSourceRootOfTheAnnotatedClass() throws Exception {
    compileHelpers();
    assertDerivative(54.0, compileModel());
  }

  @Test
  void aClassMayStandInAFileOfAnotherName() throws Exception {
    project.write("src/p/Other.java", "package p; class Other {}\n" + HELPER.replace("package p;", ""));
    Files.delete(project.path("src/p/Helper.java"));
    assertTrue(project.compile(null, "out", List.of("-proc:none"), "src/p/Other.java", "src/p/Deeper.java").ok());
    assertDerivative(54.0, compileModel());
  }

  @Test
  void otherRootsAreFoundOnTheSourcePath() throws Exception {
    compileHelpers();
    Files.createDirectories(project.path("more/p"));
    Files.move(project.path("src/p/Helper.java"), project.path("more/p/Helper.java"));
    assertRefused(compileModel(), "[Gradus.MissingSource] f: the source of p.Helper.cube is out of reach");
    Project.Run run = project.compile(new GradusProcessor(), "out",
        List.of("-cp", project.classPath(List.of("out")), "-sourcepath", project.path("more").toString()), "src/p/Model.java");
    assertDerivative(54.0, run);
  }

  @Test
  void testsFindTheSourcesOfTheirProject() throws Exception {
    for (String[] layout : new String[][] {{"target/classes", "target/test-classes"}, {"build/classes/java/main", "build/classes/java/test"}}) {
      for (String file : List.of("p/Helper.java", "p/Deeper.java")) project.write("a/src/main/java/" + file, project.read("src/" + file));
      project.write("a/src/test/java/p/Model.java", MODEL);
      project.write("b/src/test/java/p/Model.java", MODEL);
      String main = "a/" + layout[0];
      assertTrue(project.compile(null, main, List.of("-proc:none"), "a/src/main/java/p/Helper.java", "a/src/main/java/p/Deeper.java").ok());
      Project.Run run = project.compile("a/" + layout[1], List.of(main), "a/src/test/java/p/Model.java");
      assertEquals("", run.output());
      assertRefused(project.compile("b/" + layout[1], List.of(main), "b/src/test/java/p/Model.java"), "[Gradus.MissingSource]");
    }
  }

  @Test
  void namesOfParametersComeFromTheSource() throws Exception {
    replace("src/p/Model.java", "Helper.cube(x)", "LibGrad.f(x, 2)");
    project.write("src/p/Lib.java", "package p; class Lib { @dev.gradus.Grad(wrt = \"x\") static double f(double x, double y) { return x * x * y; } }");
    assertTrue(project.compile("out", List.of("out"), "src/p/Lib.java").ok());
    assertDerivative(4.0, compileModel());
  }

  @Test
  void aMethodThatTheSourceDoesNotHaveIsRefused() throws Exception {
    compileHelpers();
    replace("src/p/Helper.java", "cube(double base)", "cube(float base)");
    Project.Run run = compileModel();
    assertRefused(run, "src/p/Model.java:3: error: [Gradus.OtherSource] f: the class file of p.Helper.cube was not compiled from the source "
        + "that was found (src/p/Helper.java declares double cube(float) in p.Helper); compile the two together.");
  }

  @Test
  void componentsFieldsAndNestedClassesAreCompared() throws Exception {
    compileHelpers();
    replace("src/p/Helper.java", "double first, double second", "double second, double first");
    assertRefused(compileModel(), "Helper.java has other components of p.Helper.Pair)");
    project.write("src/p/Helper.java", HELPER.replace("double SCALE", "float SCALE"));
    assertRefused(compileModel(), "Helper.java declares float SCALE in p.Helper)");
    project.write("src/p/Helper.java", HELPER.replace("record Pair", "record Two").replace("Pair", "Two"));
    assertRefused(compileModel(), "Helper.java declares the class Two in p.Helper)");
    project.write("src/p/Helper.java", HELPER.replace("package p;", "package q;"));
    assertRefused(compileModel(), "Helper.java does not declare p.Helper)");
  }

  @Test
  void codeOnOtherLinesIsRefused() throws Exception {
    compileHelpers();
    replace("src/p/Deeper.java", "interface Deeper {", "interface Deeper {\n  int ONE = 1;\n");
    replace("src/p/Deeper.java", "\n  int ONE = 1;\n", "\n\n");
    Project.Run run = compileModel();
    assertRefused(run, "src/p/Model.java:3: error: [Gradus.OtherSource] cube: the class file of p.Deeper.none was not compiled from the source "
        + "that was found (src/p/Deeper.java has none on other lines)");
    assertTrue(run.output().contains("(src/p/Helper.java, line 9, column 41)"), run.output());
  }

  @Test
  void aBodyThatWasChangedSinceIsReadAndSaid() throws Exception {
    compileHelpers();
    replace("src/p/Helper.java", "return SCALE", "return 10 * SCALE");
    age("out/p/Helper.class", 1);
    Project.Run run = compileModel();
    assertTrue(run.ok());
    assertTrue(run.output().startsWith("src/p/Model.java:3: warning: [Gradus.ChangedSource] f: the source of p.Helper was changed after"),
        run.output());
    assertEquals(540.0, project.call(List.of("out"), "p.ModelGrad", "f", 3));
  }

  @Test
  void whatIsRefusedInAFileThatIsNotCompiledIsShownAtTheCall() throws Exception {
    project.write("src/p/Deeper.java", DEEPER.replace("x - x", "x * Math.random()"));
    compileHelpers();
    Project.Run run = compileModel();
    assertRefused(run, "src/p/Model.java:3: error: [Gradus.NotAFunction] none: Math.random gives another value at each call");
    assertTrue(run.output().contains("""
         (src/p/Deeper.java, line 3, column 50)
          @dev.gradus.Grad static double f(double x) { return Helper.cube(x); }
                                                                    ^
            static double none(double x) { return x * Math.random(); }
                                                           ^
        1 error
        """), run.output());
  }

  // ---- annotated classes that are processed again as class files ----

  private Project.Run process(String out, String... files) throws IOException {
    return project.compile(new GradusProcessor(), List.of("p.Model"), out, List.of("-cp", project.classPath(List.of(out))), files);
  }

  @Test
  void aHelperIsCompiledAndTheAnnotatedClassProcessedAgain() throws Exception {
    assertTrue(project.compile("out", List.of(), "src/p/Model.java", "src/p/Helper.java", "src/p/Deeper.java").ok());
    Files.delete(project.path("out/p/ModelGrad.java"));
    Files.delete(project.path("out/p/ModelGrad.class"));
    replace("src/p/Helper.java", "return SCALE", "return 10 * SCALE");
    assertDerivative(540.0, process("out", "src/p/Helper.java"));
    replace("src/p/Helper.java", "return 10", "return Math.random()");
    assertRefused(process("out", "src/p/Helper.java"), "src/p/Helper.java:9: error: [Gradus.NotAFunction] cube: Math.random gives another");
    replace("src/p/Helper.java", "Math.random()", "lost");
    Project.Run run = process("out", "src/p/Helper.java");
    assertTrue(run.output().startsWith("src/p/Helper.java:9: error: [Gradus.UnknownName] cube: the name 'lost' is not found"), run.output());
  }

  @Test
  void whatIsRefusedInAClassFileIsShownInTheText() throws Exception {
    replace("src/p/Model.java", "Helper.cube(x)", "Math.random()");
    assertTrue(project.compile(null, "out", List.of("-proc:none"), "src/p/Model.java").ok());
    Project.Run run = project.compile(new GradusProcessor(), List.of("p.Model"), "out",
        List.of("-cp", project.classPath(List.of("out")), "-sourcepath", project.path("src").toString()));
    assertRefused(run, "error: [Gradus.NotAFunction] f: Math.random gives another value at each call");
    assertTrue(run.output().contains("(src/p/Model.java, line 3, column 60)"), run.output());
  }

  @Test
  void onlyTheAnnotatedClassIsProcessedAgain() throws Exception {
    replace("src/p/Model.java", "double f(double x) {", "double f(double x) { double y = ModelGrad.g(x, x).b();");
    replace("src/p/Model.java", "}\n}", """
        }
          @dev.gradus.Grad(wrt = {"a", "b"}) static double g(double a, double b) { return a * b; }
          @dev.gradus.Jvp static ModelGrad.GGrad h(double x) { return ModelGrad.g(x, 1); }
        }""");
    for (String[] layout : new String[][] {{"src/main/java", "target/classes"}, {"src/test/java", "target/test-classes"},
        {"src/main/java", "build/classes/java/main"}, {"src/extra/java", "build/classes/java/extra"}}) {
      for (String file : List.of("Model", "Helper", "Deeper")) {
        project.write(layout[0] + "/p/" + file + ".java", project.read("src/p/" + file + ".java"));
      }
      String root = layout[0] + "/p/";
      assertTrue(project.compile(layout[1], List.of(), root + "Model.java", root + "Helper.java", root + "Deeper.java").ok());
      String companion = project.read(layout[1] + "/p/ModelGrad.java");
      for (String name : List.of("ModelGrad", "ModelJvp")) Files.delete(project.path(layout[1] + "/p/" + name + ".java"));
      Project.Run run = process(layout[1]);
      assertEquals("", run.output());
      assertEquals(companion, project.read(layout[1] + "/p/ModelGrad.java"));
    }
    assertTrue(project.compile("out", List.of(), "src/p/Model.java", "src/p/Helper.java", "src/p/Deeper.java").ok());
    assertRefused(process("out"), "[Gradus.MissingSource] f: the source of p.Model.f is out of reach");
  }

  // ---- what an earlier run left behind ----

  @Test
  void theTextOfACompanionThatDidNotCompileIsReplaced() throws Exception {
    replace("src/p/Model.java", "}\n", "  int wrong = \"text\";\n}\n");
    assertRefused(project.compile("out", List.of("out"), "src/p/Model.java", "src/p/Helper.java", "src/p/Deeper.java"), "incompatible types");
    assertTrue(Files.exists(project.path("out/p/ModelGrad.java")));
    project.write("src/p/Model.java", MODEL.replace("Helper.cube(x)", "x * x"));
    Project.Run run = compileModel();
    assertTrue(run.ok(), run.output());
    assertEquals(6.0, project.call(List.of("out"), "p.ModelGrad", "f", 3));
  }

  @Test
  void aCompanionThatIsCompiledItselfIsNotReplaced() throws Exception {
    assertTrue(project.compile("out", List.of(), "src/p/Model.java", "src/p/Helper.java", "src/p/Deeper.java").ok());
    Files.move(project.path("out/p/ModelGrad.java"), project.path("src/p/ModelGrad.java"));
    assertRefused(project.compile("out", List.of("out"), "src/p/Model.java", "src/p/ModelGrad.java"),
        "error: [Gradus.CompanionExists] Model: the companion class p.ModelGrad exists already and cannot be replaced");
  }

  // ---- libraries that ship their source ----

  private static final String LIBRARY = """
      package lib;
      /** Sigmoids and such: größer, kleiner. */
      @dev.gradus.ShipSource
      public final class MathX {
        static final double HALF = 0.5 * Math.log(Math.E);
        public record Pair(double first, double second) {
          public double product() { return first * second; }
        }
        public enum Inner { ; public static double twice(double x) { return Other.same(x) + x; } }
        /** Shows where it is. */
        @dev.gradus.Grad(wrt = "weight")
        public static double square(double weight, double factor) { return hidden(weight) * factor; }
        private static double hidden(double x) { return new Pair(x, x).product() * 2 * HALF; }
      }
      """;
  private static final String OTHER = "package lib; @dev.gradus.ShipSource class Other { static double same(double x) { return Math.abs(x); } }";
  private static final String USER = """
      package p;
      import lib.MathX;
      class Model {
        @dev.gradus.Grad static double f(double x) {
          return MathX.square(x, 3) + new MathX.Pair(x, x).product() + MathX.Inner.twice(x) + lib.MathXGrad.square(x, 1);
        }
      }
      """;

  /** The library as class files in {@code lib}. */
  private void library(String mathX, String other) throws IOException {
    project.write("libsrc/lib/MathX.java", mathX);
    project.write("libsrc/lib/Other.java", other);
    Project.Run run = project.compile("lib", List.of(), "libsrc/lib/MathX.java", "libsrc/lib/Other.java");
    assertTrue(run.ok(), run.output());
    project.write("src/p/Model.java", USER);
  }

  private Project.Run compileUser(String library) throws IOException {
    return project.compile("out", List.of(library), "src/p/Model.java");
  }

  private void assertComposed(Project.Run run, String library) throws Exception {
    assertTrue(run.ok(), run.output());
    assertEquals("", run.output());
    assertEquals(18 + 6 + 2 + 2.0, project.call(List.of("out", library), "p.ModelGrad", "f", 3));
  }

  @Test
  void theSourceIsWrittenBesideTheClass() throws Exception {
    library(LIBRARY, OTHER);
    assertEquals(LIBRARY, project.read("lib/lib/MathX.java.txt"));
    assertComposed(compileUser("lib"), "lib");
  }

  @Test
  void theSourceIsReadFromAJar() throws Exception {
    library(LIBRARY, OTHER);
    project.jar("lib with space.jar", "lib");
    assertComposed(compileUser("lib with space.jar"), "lib with space.jar");
  }

  @Test
  void theSourceIsReadFromAModuleWhateverItExports() throws Exception {
    project.write("libsrc/lib/MathX.java", LIBRARY.replace("Other.same", "lib.internal.Other.same"));
    project.write("libsrc/lib/internal/Other.java", OTHER.replace("package lib;", "package lib.internal;").replace("class", "public class")
        .replace("static", "public static"));
    project.write("src/p/Model.java", USER);
    project.write("libsrc/module-info.java", "module the.lib { exports lib; requires static dev.gradus.annotations; }");
    project.write("src/module-info.java", "module the.user { requires the.lib; requires static dev.gradus.annotations; }");
    Project.Run lib = project.compile(new GradusProcessor(), "lib", List.of("-p", project.modulePath()),
        "libsrc/lib/MathX.java", "libsrc/lib/internal/Other.java", "libsrc/module-info.java");
    assertTrue(lib.ok(), lib.output());
    project.jar("lib.jar", "lib");
    Project.Run run = project.compile(new GradusProcessor(), "out",
        List.of("-p", project.modulePath("lib.jar")), "src/p/Model.java", "src/module-info.java");
    assertComposed(run, "lib.jar");
  }

  @Test
  void whateverALibraryMayContain() throws Exception {
    project.write("libsrc/lib/Kit.java", """
        package lib;
        import java.util.function.DoubleUnaryOperator;
        @dev.gradus.ShipSource
        public final class Kit {
          public sealed interface Shape permits Disc, Box {}
          public record Disc(double r) implements Shape {}
          public record Box(double a, double b) implements Shape {}
          public static double area(Shape s) {
            return switch (s) {
              case Disc d -> 3 * d.r() * d.r();
              case Box b -> b.a() * b.b();
            };
          }
          public static double twice(DoubleUnaryOperator f, double x) { return f.applyAsDouble(f.applyAsDouble(x)); }
          public static double power(double x, int n) { return n == 0 ? 1 : x * power(x, n - 1); }
          public static double sum(Disc[] all) {
            double sum = 0;
            for (Disc d : all) sum += area(d);
            return sum;
          }
        }
        """);
    Project.Run lib = project.compile("lib", List.of(), "libsrc/lib/Kit.java");
    assertTrue(lib.ok(), lib.output());
    project.write("src/p/Model.java", """
        package p;
        import lib.Kit;
        class Model {
          @dev.gradus.Grad static double f(double x) {
            Kit.Disc[] discs = {new Kit.Disc(x), new Kit.Disc(2 * x)};
            return Kit.area(new Kit.Box(x, 2)) + Kit.twice(y -> y * x, x) + Kit.power(x, 3) + Kit.sum(discs);
          }
        }
        """);
    Project.Run run = compileUser("lib");
    assertTrue(run.ok(), run.output());
    assertEquals(2 + 27 + 27 + 90.0, project.call(List.of("out", "lib"), "p.ModelGrad", "f", 3));
    replace("src/p/Model.java", "y -> y * x", "y -> y * Math.random()");
    assertRefused(compileUser("lib"), "src/p/Model.java:6: error: [Gradus.NotAFunction] f: Math.random gives another");
    replace("src/p/Model.java", "y -> y * Math.random()", "y -> y");
    replace("libsrc/lib/Kit.java", "double twice(DoubleUnaryOperator f, double x) { return", "double twice(DoubleUnaryOperator f, double x) { x *= Math.random(); return");
    assertTrue(project.compile("lib", List.of(), "libsrc/lib/Kit.java").ok());
    run = compileUser("lib");
    assertRefused(run, "src/p/Model.java:6: error: [Gradus.NotAFunction] twice: Math.random gives another");
    assertTrue(run.output().contains("(Kit.java, line 14, column 75)"), run.output());
  }

  @Test
  void oneFileIsShippedOnceForAllItsClasses() throws Exception {
    String text = LIBRARY.replace("* factor; }", "* factor + Beside.zero(new Beside.Hidden(weight)); }") + """
        @dev.gradus.ShipSource
        enum Beside {
          ONE, TWO;
          record Hidden(double x) {}
          static double zero(Hidden h) { return h.x - h.x; }
        }
        """;
    library(text, OTHER);
    assertComposed(compileUser("lib"), "lib");
    assertFalse(Files.exists(project.path("lib/lib/Beside.java.txt")));
    project.write("lib/lib/MathX.java.txt", text.replace("ONE, TWO", "TWO, ONE"));
    assertRefused(compileUser("lib"), "[Gradus.OtherSource] square: the class file of lib.Beside.zero was not compiled from the source that "
        + "was found (MathX.java has other constants of lib.Beside)");
  }

  @Test
  void aTextThatCannotBeWrittenIsReported() throws Exception {
    project.write("libsrc/lib/Other.java", OTHER);
    project.write("lib/lib", "a file where a folder should be");
    assertRefused(project.compile("lib", List.of(), "libsrc/lib/Other.java"), "libsrc/lib/Other.java:1: error: [Gradus.NotShipped] Other: the source "
        + "cannot be written beside the class file");
  }

  @Test
  void whatIsNotShippedIsRefusedWithBothRemedies() throws Exception {
    library(LIBRARY.replace("@dev.gradus.ShipSource\n", "\n"), OTHER);
    assertFalse(Files.exists(project.path("lib/lib/MathX.java.txt")));
    assertRefused(compileUser("lib"), "src/p/Model.java:5: error: [Gradus.MissingSource] f: the source of lib.MathX.square is out of reach, so its "
        + "body cannot be read; compile it together with this class, put @ShipSource on its class where that is compiled, or give it a @CustomJvp.");
    replace("src/p/Model.java", "MathX.square(x, 3) + new MathX.Pair(x, x).product() + MathX.Inner.twice(x) + ", "");
    assertRefused(compileUser("lib"), "src/p/Model.java:5: error: [Gradus.MissingSource] f: the source of lib.MathX.square is out of reach");
  }

  @Test
  void helpersOfHelpersMustBeShippedToo() throws Exception {
    library(LIBRARY, OTHER.replace("@dev.gradus.ShipSource ", ""));
    Project.Run run = compileUser("lib");
    assertRefused(run, "src/p/Model.java:5: error: [Gradus.MissingSource] twice: the source of lib.Other.same is out of reach");
    assertTrue(run.output().contains("(MathX.java, line 9, column 77)"), run.output());
  }

  @Test
  void aTextThatNoLongerBelongsToTheClassIsNotRead() throws Exception {
    library(LIBRARY, OTHER);
    project.write("lib/lib/MathX.java.txt", LIBRARY.replace("  static final", "\n  static final"));
    assertRefused(compileUser("lib"), "[Gradus.OtherSource] f: the class file of lib.MathX.square was not compiled from the source that was "
        + "found (MathX.java has hidden on other lines)");
    library(LIBRARY, OTHER);
    project.write("libsrc/lib/MathX.java", LIBRARY.replace("@dev.gradus.ShipSource\n", "\n").replace("2 * HALF", "HALF"));
    assertTrue(project.compile("lib", List.of("lib"), "libsrc/lib/MathX.java").ok());
    assertRefused(compileUser("lib"), "[Gradus.MissingSource] f: the source of lib.MathX.square is out of reach");
  }
}
