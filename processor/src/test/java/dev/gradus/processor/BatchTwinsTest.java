package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twins of records over several compilations: written with their record, shared, used where they are, never taken from stale files. */
class BatchTwinsTest {
  private static final String PARAMS = "package p; public record Params(double w, double[] b) {}\n";

  private static final String MODEL = """
      package p;
      import dev.gradus.*;
      public class Model {
        @Vmap public static double f(Params p) { return p.w() + p.b()[0]; }
        @Grad static double sum(double[] w) {
          double sum = 0;
          for (double v : ModelVmap.f(new ParamsBatch(w, new double[][] {{1}, {2}}))) sum += v;
          return sum;
        }
        static double run(double x) { return ModelGrad.sum(new double[] {x, x})[1] + ModelVmap.f(batch(x))[0]; }
        static ParamsBatch batch(double x) { return new ParamsBatch(new double[] {x}, new double[][] {{1}}); }
      }
      """;

  private static final String OTHER = """
      package p;
      import dev.gradus.*;
      public class Other {
        @Vmap(in = {0, Vmap.NONE}) public static Params g(Params p, double by) { return new Params(p.w() * by, p.b().clone()); }
        static double run(double x) { return OtherVmap.g(Model.batch(x), 2).get(0).w(); }
      }
      """;

  @TempDir
  Path folder;
  private Project project;

  @BeforeEach
  void write() throws IOException {
    project = new Project(folder);
    project.write("src/p/Params.java", PARAMS);
    project.write("src/p/Model.java", MODEL);
    project.write("src/p/Other.java", OTHER);
  }

  private Project.Run compile(String... names) throws IOException {
    return project.compile("out", List.of("out"), List.of(names).stream().map(n -> "src/p/" + n + ".java").toArray(String[]::new));
  }

  private static void assertClean(Project.Run run) {
    assertTrue(run.ok(), run.output());
    assertEquals("", run.output());
  }

  private double run(String type, double x) throws Exception {
    return (double) project.call(List.of("out"), type, "run", x);
  }

  @Test
  void sharedByAllWhoBatchTheRecord() throws Exception {
    assertClean(compile("Params", "Model", "Other"));
    assertEquals(1 + 4, run("p.Model", 3));
    assertEquals(6, run("p.Other", 3));
    assertTrue(project.read("out/p/ParamsBatch.java").contains("public record ParamsBatch(double[] w, double[][] b) {"));
  }

  @Test
  void usedIfCompiledEarlier() throws Exception {
    assertClean(compile("Params", "Model"));
    Files.delete(project.path("out/p/ParamsBatch.java"));
    assertClean(compile("Other"));
    assertEquals(6, run("p.Other", 3));
    assertFalse(Files.exists(project.path("out/p/ParamsBatch.java")));
    Files.delete(project.path("out/p/ParamsBatch.class"));
    assertClean(compile("Model", "Other"));
    assertEquals(1 + 4, run("p.Model", 3));
  }

  @Test
  void writtenAnewWithTheirRecord() throws Exception {
    assertClean(compile("Params", "Model"));
    project.write("src/p/Params.java", PARAMS.replace("double w,", "double w, int n,"));
    project.write("src/p/Model.java", MODEL.replace("p.w()", "p.w() + p.n()").replace("(w, new", "(w, new int[2], new").replace("{x}, new", "{x}, new int[] {10}, new"));
    assertClean(compile("Params", "Model"));
    assertEquals(1 + 14, run("p.Model", 3));
  }

  @Test
  void staleTwinsAreNotBelieved() throws Exception {
    assertClean(compile("Params", "Model"));
    project.write("src/p/Params.java", PARAMS.replace("double w,", "double w, int n,"));
    assertTrue(project.compile(null, "out", List.of("-proc:none"), "src/p/Params.java").ok());
    project.write("src/p/Model.java", MODEL.replace("p.w()", "p.w() + p.n()").replace("(w, new", "(w, new int[2], new").replace("{x}, new", "{x}, new int[] {10}, new"));
    assertClean(compile("Model"));
    assertEquals(1 + 14, run("p.Model", 3));
  }

  /** As Gradle does. */
  @Test
  void fromClassFiles() throws Exception {
    assertClean(compile("Params", "Model"));
    Files.delete(project.path("out/p/ModelVmap.class"));
    Files.delete(project.path("out/p/ParamsBatch.class"));
    Project.Run run = project.compile(new GradusProcessor(), List.of("p.Model", "p.Params"), "out",
        List.of("-cp", project.classPath(List.of("out")), "-sourcepath", project.path("src").toString()), "src/p/Other.java");
    assertClean(run);
    assertEquals(1 + 4, run("p.Model", 3));
  }

  @Test
  void recordsOfOtherModules() throws Exception {
    project.write("lib/lib/R.java", "package lib; public record R(double v) {}");
    project.write("lib/lib/Uses.java", "package lib; public class Uses { @dev.gradus.Vmap public static double f(R r) { return r.v(); } }");
    project.write("lib/module-info.java", "module the.lib { exports lib; requires static dev.gradus.annotations; }");
    project.write("user/p/X.java", "package p; import dev.gradus.Vmap; class X { @Vmap static double f(lib.R r) { return 2 * r.v(); } }");
    project.write("user/module-info.java", "module the.user { requires the.lib; requires static dev.gradus.annotations; }");
    assertClean(project.compile(new GradusProcessor(), "libout", List.of("-p", project.modulePath()), "lib/lib/R.java", "lib/module-info.java"));
    project.jar("lib.jar", "libout");
    Project.Run run = project.compile(new GradusProcessor(), "out", List.of("-p", project.modulePath("lib.jar")), "user/p/X.java", "user/module-info.java");
    assertTrue(run.output().contains("[Gradus.BatchOfOtherModule] f: the batch of record lib.R would be a class in a package of module the.lib;"), run.output());
    assertClean(project.compile(new GradusProcessor(), "libout", List.of("-p", project.modulePath()), "lib/lib/R.java", "lib/lib/Uses.java", "lib/module-info.java"));
    project.jar("lib2.jar", "libout");
    assertClean(project.compile(new GradusProcessor(), "out", List.of("-p", project.modulePath("lib2.jar")), "user/p/X.java", "user/module-info.java"));
  }
}
