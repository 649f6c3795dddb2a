package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/builds.md}, as they are written there, on a small module; and compilers that cannot do it. */
class CommandsTest {
  private static final String MODEL = """
      package model;

      import dev.gradus.Grad;
      import dev.gradus.Jvp;
      import dev.gradus.Vjp;
      import dev.gradus.Vmap;

      /** A model. */
      public final class Model {
        private Model() {}

        /**
         * Parameters.
         *
         * @param w weights
         * @param b bias
         */
        public record Params(double[] w, double b) {}

        /**
         * Its loss.
         *
         * @param p parameters
         * @param x inputs
         * @return the loss
         */
        @Grad(wrt = {"p", "x"})
        @Jvp
        @Vjp
        public static double loss(Params p, double[] x) {
          double sum = p.b();
          for (int i = 0; i < x.length; i++) sum += p.w()[i] * x[i] * x[i];
          return sum;
        }

        /**
         * For each lane.
         *
         * @param p parameters
         * @return a number
         */
        @Vmap
        public static double lane(Params p) {
          return p.b() * p.w()[0];
        }

        /**
         * Prints a gradient.
         *
         * @param args none
         */
        public static void main(String[] args) {
          System.out.println(ModelGrad.loss(new Params(new double[] {3}, 1), new double[] {2}).x()[0]);
        }
      }
      """;
  private static final String SOURCE = "src/model/Model.java";
  private static final String MODULE = "src/module-info.java";

  @TempDir
  Path folder;

  @BeforeEach
  void set() throws IOException {
    MavenProject.assumePackaged();
    var project = new MavenProject(folder);
    project.write(SOURCE, MODEL);
    project.write(MODULE, "/** A module. */\nmodule m {\n  requires transitive dev.gradus.runtime;\n  exports model;\n}\n");
    Files.createDirectories(folder.resolve("generated"));
  }

  /** The command of the page that starts with this word, where words in capitals are replaced. */
  private static List<String> command(String tool, Map<String, String> words) throws IOException {
    String line = Files.readAllLines(MavenProject.BASE.resolve("docs/builds.md")).stream().filter(l -> l.startsWith("    " + tool + " "))
        .findFirst().orElseThrow().strip();
    for (var word : words.entrySet()) line = line.replaceAll("\\b" + word.getKey() + "\\b", word.getValue());
    return new ArrayList<>(List.of(line.split(" ")));
  }

  private static Map<String, String> words(String sources) {
    return Map.of("ANNOTATIONS", MavenProject.jar("annotations").toString(), "RUNTIME", MavenProject.jar("runtime").toString(), "PROCESSOR",
        MavenProject.processorPath(), "SOURCES", sources, "MODULE", "m");
  }

  private Run run(List<String> command) throws IOException, InterruptedException {
    return Run.of(folder, command);
  }

  private void assertRuns(Run compilation) throws IOException, InterruptedException {
    assertEquals(0, compilation.status(), compilation.output());
    assertEquals("", compilation.output());
    assertTrue(Files.exists(folder.resolve("generated/model/ModelGrad.java")));
    assertEquals("12.0", new MavenProject(folder).java("model.Model", "classes").output().strip());
  }

  @Test
  void javac() throws Exception {
    List<String> command = command("javac", words(SOURCE));
    command.set(0, Run.tool("javac"));
    assertRuns(run(command));
  }

  @Test
  void processorAsAModule() throws Exception {
    List<String> command = command("javac", words(SOURCE));
    command.set(0, Run.tool("javac"));
    command.set(command.indexOf("-processorpath"), "--processor-module-path");
    assertRuns(run(command));
  }

  @Test
  void eclipsesCompiler() throws Exception {
    List<String> command = command("ecj", words(SOURCE));
    Path ecj = Path.of(BatchCompiler.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    command.set(0, "org.eclipse.jdt.internal.compiler.batch.Main");
    command.addAll(0, List.of(Run.tool("java"), "-cp", ecj.toString()));
    assertRuns(run(command));
  }

  /** A module that exports its companions compiles without any warning, and so do its companions; an image of it is made, and runs. */
  @Test
  void jlink() throws Exception {
    Run javac = run(List.of(Run.tool("javac"), "-p", MavenProject.classPath(), "-processorpath", MavenProject.processorPath(), "-s", "generated",
        "-d", "classes", "-Xlint:all,-processing", "-Xdoclint:all/protected", "-Werror", SOURCE, MODULE));
    assertEquals("", javac.output());
    List<String> command = command("jlink", words(""));
    command.set(0, Run.tool("jlink"));
    Run jlink = run(command);
    assertEquals(0, jlink.status(), jlink.output());
    Run image = run(List.of("image/bin/java", "-m", "m/model.Model"));
    assertEquals("12.0", image.output().strip());
  }

  // ---- a compiler that cannot ----

  @Test
  void anOlderJdk() throws Exception {
    Path javac = Path.of(MavenProject.ownJdk(), "bin", "javac");
    assumeTrue(Files.exists(javac) && !MavenProject.ownJdk().equals(System.getProperty("java.home")), "Maven runs on no older JDK");
    Run version = run(List.of(javac.toString(), "-version"));
    String number = version.output().strip().replaceAll("javac (\\d+).*", "$1");
    assumeTrue(Integer.parseInt(number) < 25, version.output());
    List<String> command = command("javac", words(SOURCE));
    command.set(0, javac.toString());
    Run refused = run(command);
    assertEquals(1, refused.status(), refused.output());
    String sentence = ": error: [Gradus.NeedsJdk] lane: Gradus needs JDK 25 or later to compile; this is " + number + ".";
    assertTrue(refused.output().contains(sentence), refused.output());
    assertFalse(refused.output().contains("\tat "), refused.output());
    assertTrue(refused.output().endsWith("\n1 error\n"), refused.output());
  }

  // ---- jars ----

  @Test
  void jarsAreModulesAndHaveTheLicense() throws Exception {
    String license = Files.readString(MavenProject.BASE.resolve("LICENSE"));
    for (String module : List.of("annotations", "runtime", "vector-backend", "gpu-backend", "processor")) {
      Path jar = MavenProject.jar(module);
      try (var file = new JarFile(jar.toFile()); var in = file.getInputStream(file.getEntry("META-INF/LICENSE"))) {
        assertEquals(license, new String(in.readAllBytes()));
      }
      ModuleDescriptor descriptor = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
      assertEquals(module.equals("processor"), descriptor.isAutomatic(), module);
      try (var sources = new JarFile(jar.toString().replace(".jar", "-sources.jar")); Stream<String> names = sources.stream().map(e -> e.getName())) {
        assertTrue(names.anyMatch(n -> n.endsWith(".java")), module);
      }
    }
  }

  /** All that the processor needs under names of ours, with the licences of what is others', and no more than its parser needs. */
  @Test
  void theProcessorIsOneJar() throws Exception {
    Path jar = MavenProject.jar("processor");
    assertTrue(Files.size(jar) < 9_000_000, () -> jar + " has grown");
    try (var file = new JarFile(jar.toFile())) {
      List<String> names = file.stream().filter(e -> !e.isDirectory()).map(e -> e.getName()).toList();
      assertEquals(List.of(), names.stream().filter(n -> !n.startsWith("dev/gradus/") && !n.startsWith("META-INF/")).toList());
      assertEquals(List.of(), names.stream().filter(n -> n.endsWith(".SF") || n.contains("/ir/random/") || n.contains("junit")).toList());
      assertTrue(names.containsAll(List.of("META-INF/NOTICE", "META-INF/EPL-2.0.md", "META-INF/gradle/incremental.annotation.processors",
          "dev/gradus/processor/shaded/eclipse/jdt/internal/compiler/problem/messages.properties")), names::toString);
      try (var in = file.getInputStream(file.getEntry("META-INF/services/javax.annotation.processing.Processor"))) {
        assertEquals("dev.gradus.processor.Entry", new String(in.readAllBytes()).strip());
      }
    }
  }
}
