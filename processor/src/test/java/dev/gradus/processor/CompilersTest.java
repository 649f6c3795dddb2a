package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One project, good and bad, under compilers and settings other than javac's usual ones. */
class CompilersTest {
  private static final String[] FILES = {"p/Model.java", "p/Helper.java"};

  private static final String HELPER = """
      package p;
      import java.util.Arrays;
      final class Helper {
        static final double BIAS = Math.sqrt(4);
        record Params(double[] w, double b) {
          double length() { return w.length; }
        }
        static double predict(Params p, double... x) {
          double sum = p.b();
          for (int i = 0; i < x.length; i++) sum += p.w()[i] * x[i];
          return sum;
        }
        static void fill(double[] a, double value) { Arrays.fill(a, value); }
      }
      """;

  private static final String MODEL = """
      package p;
      import static p.Helper.predict;
      import dev.gradus.*;
      public class Model {
        @Grad(wrt = {"p", "scale"})
        static double loss(Helper.Params p, double scale, int n) {
          double[] a = new double[2];
          double sum = 0;
          for (int i = 0; i < n; i++) {
            Helper.fill(a, scale * i);
            var miss = predict(p, a) - Helper.BIAS;
            sum += switch (i) { case 0 -> miss; default -> miss * miss; };
            if (sum > 1e9) break;
          }
          return Math.max(sum, -1e9) / p.length();
        }

        @Grad public static double f(double x) {
          return loss(new Helper.Params(new double[] {x, 1}, x), 2, 3);
        }

        @Grad static double slope(double x) { return ModelGrad.f(x) + Inner.square(x); }

        @Jvp @Vjp static double[] both(double x) { return new double[] {Math.sin(x), x * x}; }

        interface Inner {
          @Grad static double square(double x) { return x * x; }
        }
      }
      """;

  @TempDir
  Path folder;
  private Project project;

  @BeforeEach
  void project() throws IOException {
    use(null);
  }

  private void use(JavaCompiler compiler) throws IOException {
    project = compiler == null ? new Project(folder) : new Project(folder, compiler);
    project.write("p/Helper.java", HELPER);
    project.write("p/Model.java", MODEL);
  }

  private static JavaCompiler eclipse() {
    return ServiceLoader.load(JavaCompiler.class).stream().map(ServiceLoader.Provider::get)
        .filter(c -> c.getClass().getSimpleName().startsWith("Eclipse")).findFirst().orElseThrow();
  }

  /** By hand: the misses of {@code f} are x - 2, 3x and 5x + 2, and the sum of the first and the squares of the others is halved. */
  private void assertRight(Project.Run run) throws Exception {
    assertTrue(run.ok(), run.output());
    double x = 3;
    assertEquals((1 + 2 * (3 * x) * 3 + 2 * (5 * x + 2) * 5) / 2, project.call(List.of("out"), "p.ModelGrad", "f", x));
    assertEquals((18 + 50) / 2.0 + 2 * x, project.call(List.of("out"), "p.ModelGrad", "slope", x));
    assertEquals(6.0, project.call(List.of("out"), "p.Model_InnerGrad", "square", x));
  }

  // ---- compilers ----

  private static final String BAD = MODEL.replace("* miss; };", "* miss; };\n      sum += Math.random();");
  private static final String REFUSED = "[Gradus.NotAFunction] loss: Math.random gives another value at each call";

  @Test
  void javac() throws Exception {
    Project.Run run = project.compile("out", List.of(), FILES);
    assertEquals("", run.output());
    assertRight(run);
    project.write("p/Model.java", BAD);
    String refused = project.compile("out", List.of(), FILES).output();
    assertTrue(refused.startsWith("p/Model.java:13: error: " + REFUSED), refused);
    assertTrue(refused.contains("\n      sum += Math.random();\n                 ^\n"), refused);
  }

  @Test
  void eclipsesCompiler() throws Exception {
    use(eclipse());
    Project.Run run = compile(new GradusProcessor(), "--release", "25", "-warn:-unused");
    assertEquals("", run.output());
    assertRight(run);
    project.write("p/Model.java", BAD);
    assertFallback(compile(new GradusProcessor(), "--release", "25"));
  }

  private static void assertFallback(Project.Run run) {
    assertFalse(run.ok());
    assertTrue(run.output().contains(REFUSED), run.output());
    assertTrue(run.output().contains("(line 13, column 19)\n"), run.output());
    assertTrue(Pattern.compile("\n( +)sum \\+= Math\\.random\\(\\);\n\\1 {12}\\^").matcher(run.output()).find(), run.output());
  }

  /** What does not exist yet in another package has no modifiers there. */
  @Test
  void eclipsesCompilerWaitsForCompanionsOfOtherPackages() throws Exception {
    use(eclipse());
    project.write("q/Line.java", """
        package q;
        import dev.gradus.*;
        public record Line(double a, double b) {
          @Grad(wrt = {"l", "x"}) public static double at(Line l, double x) { return l.a() * x * x + l.b(); }
        }
        """);
    project.write("r/Uses.java", """
        package r;
        import dev.gradus.*;
        import q.*;
        public class Uses {
          @Vmap public static LineGrad.AtGrad slopes(Line l, double x) { return LineGrad.at(l, x); }
          @Grad(wrt = "x") public static double sum(LineBatch l, double[] x) {
            LineGrad_AtGradBatch g = UsesVmap.slopes(l, x);
            double sum = 0;
            for (int i = 0; i < g.size(); i++) sum += g.get(i).x();
            return sum;
          }
          public static double run(double x) { return UsesGrad.sum(new LineBatch(new double[] {1, 4}, new double[2]), new double[] {x, x})[1]; }
        }
        """);
    Project.Run run = project.compile(new GradusProcessor(), "out", List.of("--release", "25", "-cp", project.classPath(List.of())), "q/Line.java", "r/Uses.java");
    assertTrue(run.ok(), run.output());
    assertEquals(8.0, project.call(List.of("out"), "r.Uses", "run", 3.0));
  }

  @Test
  void eclipsesCompilerSeesHelpersAsClassFilesOnly() throws Exception {
    use(eclipse());
    List<String> options = List.of("--release", "25", "-cp", project.classPath(List.of("out")));
    assertTrue(project.compile(null, "out", options, "p/Helper.java").ok());
    assertRight(project.compile(new GradusProcessor(), "out", options, "p/Model.java"));
    project.write("p/Helper.java", HELPER.replace("return p.w", "return 1 + p.w").replace("  static", "\n  static"));
    Project.Run run = project.compile(new GradusProcessor(), "out", options, "p/Model.java");
    assertTrue(run.output().contains("[Gradus.OtherSource]"), run.output());
  }

  @Test
  void eclipsesCompilerReplacesNoClassInSight() throws Exception {
    use(eclipse());
    List<String> options = List.of("--release", "25", "-cp", project.classPath(List.of("out")));
    assertTrue(project.compile(new GradusProcessor(), "out", options, FILES).ok());
    Project.Run run = project.compile(new GradusProcessor(), "out", options, FILES);
    assertTrue(run.output().contains("[Gradus.CompanionExists] Model: the companion class p.ModelGrad exists already"), run.output());
  }

  @Test
  void wrapped() throws Exception {
    var wrapped = new Wrapped();
    Project.Run run = compile(wrapped);
    assertEquals("", run.output());
    assertRight(run);
    assertEquals(Set.of("p.ModelGrad from [p.Model]", "p.ModelJvp from [p.Model]", "p.ModelVjp from [p.Model]",
        "p.Model_InnerGrad from [p.Model.Inner]"), wrapped.created);
    project.write("p/Model.java", BAD);
    assertFallback(compile(new Wrapped()));
    project.write("p/Model.java", MODEL);
    project.write("p/Helper.java", HELPER.replace("final class", "@dev.gradus.ShipSource final class"));
    var shipping = new Wrapped();
    assertRight(compile(shipping));
    assertTrue(shipping.created.contains("CLASS_OUTPUT p Helper.java.txt from [p.Helper]"), shipping.created::toString);
  }

  /** With one originating element for each file, as above. */
  @Test
  void gradleIsTold() throws IOException {
    try (var in = getClass().getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
      assertEquals("dev.gradus.processor.Entry,isolating", new String(in.readAllBytes()).strip());
    }
  }

  private Project.Run compile(Processor processor, String... options) throws IOException {
    var all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", project.classPath(List.of())));
    return project.compile(processor, "out", all, FILES);
  }

  // ---- modules ----

  @Test
  void modules() throws Exception {
    for (String requires : List.of("requires", "requires static")) {
      project.write("module-info.java", "module m { " + requires + " dev.gradus.annotations; requires dev.gradus.runtime; exports p; }");
      Project.Run run = project.compile(new GradusProcessor(), "out", List.of("-p", project.modulePath(), "-Xlint:all,-requires-automatic"), "p/Model.java",
          "p/Helper.java", "module-info.java");
      assertRight(run);
    }
    project.write("p/Model.java", BAD);
    String refused = project.compile(new GradusProcessor(), "out", List.of("-p", project.modulePath()), "p/Model.java", "p/Helper.java",
        "module-info.java").output();
    assertTrue(refused.startsWith("p/Model.java:13: error: " + REFUSED), refused);
  }

  @Test
  void theRuntimeIsMissed() throws Exception {
    String missing = "[Gradus.MissingRuntime] Model: ModelGrad needs the library dev.gradus:gradus-runtime, which is not in sight";
    project.write("p/Model.java", """
        package p;
        class Model {
          @dev.gradus.Grad static double f(double[][] x) { return x[0][0] * x[0][0]; }
        }
        """);
    Project.Run run = project.compile(new GradusProcessor(), "out", List.of("-cp", project.annotations()), FILES);
    assertTrue(run.output().startsWith("p/Model.java:2: error: " + missing), run.output());
    project.write("module-info.java", "module m { requires dev.gradus.annotations; }");
    run = project.compile(new GradusProcessor(), "out", List.of("-p", project.annotations()), "p/Model.java", "module-info.java");
    assertTrue(run.output().startsWith("p/Model.java:2: error: " + missing), run.output());
  }

  // ---- settings ----

  /** As tools have it that compile what an editor holds. */
  @Test
  void sourcesInMemoryWithRelativeNames() throws Exception {
    var files = new ArrayList<JavaFileObject>();
    for (String name : FILES) {
      String text = name.endsWith("Model.java") ? MODEL : HELPER;
      files.add(new SimpleJavaFileObject(URI.create(name), JavaFileObject.Kind.SOURCE) {
        @Override
        public String getCharContent(boolean ignoreEncodingErrors) {
          return text;
        }
      });
    }
    assertRight(project.compile(new GradusProcessor(), "out", List.of("-cp", project.classPath(List.of())), files));
  }

  @Test
  void noWarnings() throws Exception {
    Project.Run run = compile(new GradusProcessor(), "-Xlint:all,-processing", "-Xdoclint:all/protected");
    assertEquals(List.of(), run.output().lines().filter(l -> l.startsWith("out/")).toList());
    assertTrue(run.output().contains("p/Model.java:4: warning: no comment"), run.output());
    assertRight(compile(new GradusProcessor(), "-Xlint:all,-processing", "-Werror", "-parameters"));
    assertRight(compile(new GradusProcessor(), "-Xlint:all,-processing", "-Werror", "-g:none"));
    for (String mark : List.of("@Deprecated", "@Deprecated(forRemoval = true)")) {
      project.write("p/Model.java", MODEL.replace("interface Inner", mark + " interface Inner"));
      assertRight(compile(new GradusProcessor(), "-Xlint:all,-processing", "-Werror"));
      project.write("p/Model.java", MODEL);
      project.write("p/Helper.java", HELPER.replace("record Params", mark + " record Params"));
      run = compile(new GradusProcessor(), "-Xlint:all,-processing");
      assertTrue(run.output().contains("p/Model.java:") && !run.output().contains("ModelGrad.java"), run.output());
      project.write("p/Helper.java", HELPER);
    }
  }

  /** What is asked for is not lost where the compiler hides notes. */
  @Test
  void notesAreInAFileToo() throws Exception {
    Project.Run run = compile(new GradusProcessor(), "-nowarn", "-Agradus.explain", "-Agradus.dump=vjp");
    assertEquals("", run.output());
    String notes = project.read("out/gradus-notes.txt");
    assertTrue(notes.contains("[Gradus.Explained] loss: this loop ") && notes.contains("(line 9, column 5)") && notes.contains("after vjp:\n"), notes);
    compile(new GradusProcessor());
    assertRight(run);
  }

  /** Kotlin's and Groovy's stubs are Java without bodies: what they return is zero. */
  @Test
  void stubsOfOtherLanguagesAreRefused() throws Exception {
    project.write("kotlin/Metadata.java", "package kotlin; public @interface Metadata { int[] mv() default {}; }");
    project.write("groovy/lang/GroovyObject.java", "package groovy.lang; public interface GroovyObject {}");
    for (String stub : List.of("@kotlin.Metadata(mv = {2, 0}) public final class Scale", "public final class Scale implements groovy.lang.GroovyObject")) {
      project.write("p/Scale.java", "package p;\n" + stub + """
           {
            @dev.gradus.Grad public static double own(double x) { return 0.0; }
            static double twice(double x) { return 0.0; }
            record Pair(double a) { static double one(double x) { return 0.0; } }
          }
          """);
      project.write("p/Uses.java", """
          package p;
          class Uses {
            @dev.gradus.Grad static double f(double x) { return Scale.twice(x); }
            @dev.gradus.Grad static double g(double x) { return Scale.Pair.one(x); }
          }
          """);
      String output = project.compile(new GradusProcessor(), "out", List.of("-cp", project.classPath(List.of())), "p/Uses.java", "p/Scale.java",
          "kotlin/Metadata.java", "groovy/lang/GroovyObject.java").output();
      assertTrue(output.contains("p/Scale.java:3: error: [Gradus.NotJava] own: p.Scale.own is written in Kotlin or Groovy"), output);
      assertTrue(output.contains("p/Uses.java:3: error: [Gradus.NotJava] f: p.Scale.twice is written in Kotlin or Groovy"), output);
      assertTrue(output.contains("p/Uses.java:4: error: [Gradus.NotJava] g: p.Scale.Pair.one is written in Kotlin or Groovy"), output);
    }
  }

  @Test
  void processingOnly() throws Exception {
    Project.Run run = compile(new GradusProcessor(), "-proc:only");
    assertEquals("", run.output());
    assertTrue(project.read("out/p/ModelGrad.java").contains("static double slope(double x)"));
    assertFalse(Files.exists(project.path("out/p/Model.class")));
  }

  @Test
  void sourceLevels() throws Exception {
    for (String release : List.of("16", "17", "21", "25")) assertRight(compile(new GradusProcessor(), "--release", release));
  }

  @Test
  void manyAtOnce() throws Exception {
    assertRight(compile(new GradusProcessor()));
    String alone = project.read("out/p/ModelGrad.java");
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      var texts = new ArrayList<Future<String>>();
      for (int i = 0; i < 8; i++) {
        String out = "out" + i;
        texts.add(pool.submit(() -> {
          Project.Run run = project.compile(out, List.of(), FILES);
          return run.output() + project.read(out + "/p/ModelGrad.java");
        }));
      }
      for (Future<String> text : texts) assertEquals(alone, text.get());
    }
  }

  @Test
  void unknownOptionsAreNamed() throws Exception {
    Project.Run run = compile(new GradusProcessor(), "-Agradus.dmp=vjp");
    assertTrue(run.output().contains("warning: [Gradus.UnknownOption] Gradus: there is no option -Agradus.dmp; there are -Agradus.dump, -Agradus.explain, "
        + "-Agradus.analysis."), run.output());
    assertRight(run);
  }
}
