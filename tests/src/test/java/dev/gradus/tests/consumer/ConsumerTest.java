package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project outside the reactor, from the jars that this build has packaged, by Maven and by plain {@code javac -processorpath}. */
class ConsumerTest {
  private static final String GOOD = """
      package consumer;

      import dev.gradus.Grad;

      public final class Consumer {
        @Grad(wrt = {"w", "x"})
        static double loss(double w, double[] x) {
          double sum = 0;
          for (double v : x) sum += w * v * v;
          return sum;
        }

        public static void main(String[] args) {
          ConsumerGrad.LossGrad g = ConsumerGrad.loss(3, new double[] {1, 2});
          System.out.println(g.w() + " " + g.x()[0] + " " + g.x()[1]);
        }
      }
      """;
  private static final String BAD = GOOD.replace("return sum;", "return sum * Math.random();");
  private static final String REFUSED = "[Gradus.NotAFunction] loss: Math.random gives another value at each call";
  private static final String EXPECTED = "5.0 6.0 12.0";

  @TempDir
  Path folder;

  @BeforeEach
  void jarsAreThere() {
    MavenProject.assumePackaged();
  }

  private void write(String file, String text) throws IOException {
    new MavenProject(folder).write(file, text);
  }

  // ---- javac ----

  private Run javac() throws IOException, InterruptedException {
    return Run.of(folder, List.of(Run.tool("javac"), "-d", "classes", "-cp", MavenProject.classPath(), "-processorpath", MavenProject.processorPath(),
        "src/main/java/consumer/Consumer.java"));
  }

  private void assertRuns(String classes) throws IOException, InterruptedException {
    Run run = new MavenProject(folder).java("consumer.Consumer", classes);
    assertEquals(EXPECTED, run.output().strip());
  }

  @Test
  void plainJavac() throws Exception {
    write("src/main/java/consumer/Consumer.java", GOOD);
    Run run = javac();
    assertEquals("", run.output());
    assertEquals(0, run.status());
    assertRuns("classes");
  }

  @Test
  void plainJavacRefuses() throws Exception {
    write("src/main/java/consumer/Consumer.java", BAD);
    Run run = javac();
    assertEquals(1, run.status());
    assertTrue(run.output().contains("Consumer.java:10: error: " + REFUSED), run.output());
  }

  // ---- Maven ----

  @Test
  void maven() throws Exception {
    write("src/main/java/consumer/Consumer.java", GOOD);
    var project = new MavenProject(folder);
    project.set("");
    Run run = project.compile();
    assertEquals(0, run.status(), run.output());
    assertRuns("target/classes");
    assertTrue(Files.exists(folder.resolve("target/generated-sources/annotations/consumer/ConsumerGrad.java")));
    Path fetched = folder.resolve("local");
    assertEquals(List.of(), List.of("org/eclipse/jdt", "com/palantir").stream().filter(f -> Files.exists(fetched.resolve(f))).toList());
    write("src/main/java/consumer/Consumer.java", BAD);
    Run refused = project.compile("-o");
    assertEquals(1, refused.status(), refused.output());
    assertTrue(refused.output().contains("Consumer.java:[10,") && refused.output().contains(REFUSED), refused.output());
  }

  /** {@code mvn -q} and {@code showWarnings} hide notes, but not the file that has them. */
  @Test
  void notesThatMavenHides() throws Exception {
    write("src/main/java/consumer/Consumer.java", GOOD);
    var project = new MavenProject(folder);
    project.publish();
    String option = "<showWarnings>false</showWarnings><compilerArgs><arg>-Agradus.explain</arg><arg>-Agradus.dump=vjp</arg></compilerArgs>";
    write("pom.xml", MavenProject.examplePom().replace("<annotationProcessorPaths>", option + "<annotationProcessorPaths>"));
    Run run = project.compile();
    assertEquals(0, run.status(), run.output());
    String notes = Files.readString(folder.resolve("target/generated-sources/annotations/gradus-notes.txt"));
    assertTrue(notes.contains("[Gradus.Explained] loss: this loop ") && notes.contains("after vjp:\n"), notes);
  }
}
