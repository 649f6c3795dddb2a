package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code javac} command as a user types it, in a process of its own, with what earlier builds left behind. */
class PlainJavacTest {
  private static final String MODEL =
      "package demo; public class Model { @dev.gradus.Grad public static double f(double x) { return %s; } }";

  @TempDir
  Path folder;

  private record Run(int status, String output) {}

  private Run javac(String... arguments) throws IOException, InterruptedException {
    String path = System.getProperty("java.class.path");
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "-d", "classes",
        "-cp", "classes" + File.pathSeparator + path, "-processorpath", path));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    return new Run(process.waitFor(), output);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private double derivative(double x) throws Exception {
    try (var loader = new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()}, getClass().getClassLoader())) {
      return (double) loader.loadClass("demo.ModelGrad").getMethod("f", double.class).invoke(null, x);
    }
  }

  @Test
  void aCompanionOfAnEarlierBuildIsReplaced() throws Exception {
    write("demo/Model.java", MODEL.formatted("x * x"));
    Run first = javac("demo/Model.java");
    assertEquals(0, first.status, first.output);
    assertEquals(6.0, derivative(3));
    write("demo/Model.java", MODEL.formatted("x * x * x"));
    Run second = javac("demo/Model.java");
    assertEquals(0, second.status, second.output);
    assertEquals(27.0, derivative(3));
  }

  @Test
  void helpersSeenAsClassesOnlyAreFoundBySourceRoot() throws Exception {
    write("demo/Helper.java", "package demo; record Helper(double a) { static double square(Helper h) { return h.a * h.a; } }");
    write("demo/Model.java", MODEL.formatted("Helper.square(new Helper(x))"));
    Run both = javac("demo/Helper.java", "demo/Model.java");
    assertEquals(0, both.status, both.output);
    Run one = javac("demo/Model.java");
    assertEquals(0, one.status, one.output);
    assertEquals(6.0, derivative(3));
  }

  @Test
  void aClassThatSomebodyWroteIsNotReplaced() throws Exception {
    write("demo/ModelGrad.java", "package demo; public class ModelGrad { public static double f(double x) { return 42; } }");
    Run theirs = javac("-proc:none", "demo/ModelGrad.java");
    assertEquals(0, theirs.status, theirs.output);
    write("demo/Model.java", MODEL.formatted("x * x"));
    Run ours = javac("demo/Model.java");
    assertEquals(1, ours.status, ours.output);
    assertTrue(ours.output.contains("[Gradus.CompanionExists] f: the companion class demo.ModelGrad exists already"), ours.output);
    assertEquals(42.0, derivative(3));
  }

  @Test
  void errorsHaveTheirPlace() throws Exception {
    write("demo/Model.java", """
        package demo;
        class Model {
          @dev.gradus.Grad(wrt = "z")
          static double f(double x) { return x; }
        }
        """);
    Run run = javac("demo/Model.java");
    assertTrue(run.output.startsWith("""
        demo/Model.java:3: error: [Gradus.UnknownWrt] f: there is no parameter 'z' to differentiate by; the parameters are x.
          @dev.gradus.Grad(wrt = "z")
                                 ^
        1 error
        """), run.output);
  }

  @Test
  void twiceTheSame() throws Exception {
    write("demo/Model.java", MODEL.formatted("Math.exp(x) * Math.sin(x)"));
    Path companion = folder.resolve("classes/demo/ModelGrad.java");
    Run first = javac("demo/Model.java");
    assertEquals(0, first.status, first.output);
    String text = Files.readString(companion);
    Files.delete(companion);
    javac("demo/Model.java");
    assertEquals(text, Files.readString(companion));
  }
}
