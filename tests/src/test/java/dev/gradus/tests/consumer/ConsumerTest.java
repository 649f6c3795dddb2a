package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project outside the reactor, from the jars that this build has packaged: by Maven with {@code annotationProcessorPaths} and a local
 * repository of its own, and by plain {@code javac -processorpath}. What Maven needs besides comes from the repository that the build
 * itself has filled.
 */
class ConsumerTest {
  private static final Path BASE = Path.of(System.getProperty("gradus.basedir", ".."));
  private static final String VERSION = System.getProperty("gradus.version", "0.1.0-SNAPSHOT");
  private static final List<String> MODULES = List.of("annotations", "processor", "runtime");

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
    for (String module : MODULES) assumeTrue(Files.exists(jar(module)), () -> "no " + jar(module) + " yet: run mvn verify");
  }

  private static Path jar(String module) {
    return BASE.resolve(module).resolve("target").resolve("gradus-" + module + "-" + VERSION + ".jar").toAbsolutePath().normalize();
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  // ---- javac ----

  private Run javac() throws IOException, InterruptedException {
    String processorPath = Stream.concat(MODULES.stream().map(m -> jar(m).toString()),
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).filter(e -> e.endsWith(".jar")))
            .collect(Collectors.joining(File.pathSeparator));
    return Run.of(folder, List.of(Run.tool("javac"), "-d", "classes", "-cp", classPath(), "-processorpath", processorPath,
        "src/main/java/consumer/Consumer.java"));
  }

  private static String classPath() {
    return jar("annotations") + File.pathSeparator + jar("runtime");
  }

  private void assertRuns(String classes) throws IOException, InterruptedException {
    Run run = Run.of(folder, List.of(Run.tool("java"), "-cp", classes + File.pathSeparator + classPath(), "consumer.Consumer"));
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

  private Run compileByMaven() throws IOException, InterruptedException {
    Path repository = folder.resolve("repository");
    publish(repository, "parent", BASE.resolve("pom.xml"), Optional.empty());
    for (String module : MODULES) publish(repository, module, BASE.resolve(module).resolve("pom.xml"), Optional.of(jar(module)));
    String local = System.getProperty("gradus.localRepository", Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    write("pom.xml", POM.replace("VERSION", VERSION).replace("BUILT", repository.toUri().toString())
        .replace("FETCHED", Path.of(local).toUri().toString()));
    return mvn();
  }

  private Run mvn(String... options) throws IOException, InterruptedException {
    String local = "-Dmaven.repo.local=" + folder.resolve("local");
    var command = new ArrayList<>(List.of(executable(), "-B", "-q", "--no-transfer-progress", local));
    command.addAll(List.of(options));
    command.add("compile");
    return Run.of(folder, command);
  }

  /** That of the Maven that runs the tests, else what the path finds. */
  private static String executable() {
    return Optional.ofNullable(System.getProperty("gradus.mavenHome")).map(home -> Path.of(home, "bin", "mvn")).filter(Files::exists)
        .map(Path::toString).orElse("mvn");
  }

  private static void publish(Path repository, String module, Path pom, Optional<Path> jar) throws IOException {
    Path target = repository.resolve("dev/gradus/gradus-" + module).resolve(VERSION);
    Files.createDirectories(target);
    String name = "gradus-" + module + "-" + VERSION;
    Files.copy(pom, target.resolve(name + ".pom"));
    if (jar.isPresent()) Files.copy(jar.get(), target.resolve(name + ".jar"));
  }

  @Test
  void maven() throws Exception {
    write("src/main/java/consumer/Consumer.java", GOOD);
    Run run = compileByMaven();
    assertEquals(0, run.status(), run.output());
    assertRuns("target/classes");
    assertTrue(Files.exists(folder.resolve("target/generated-sources/annotations/consumer/ConsumerGrad.java")));
    write("src/main/java/consumer/Consumer.java", BAD);
    Run refused = mvn("-o");
    assertEquals(1, refused.status(), refused.output());
    assertTrue(refused.output().contains("Consumer.java:[10,") && refused.output().contains(REFUSED), refused.output());
  }

  private static final String POM = """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>consumer</groupId>
        <artifactId>consumer</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>25</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <repositories>
          <repository><id>built</id><url>BUILT</url></repository>
          <repository><id>fetched</id><url>FETCHED</url></repository>
        </repositories>
        <pluginRepositories>
          <pluginRepository><id>built</id><url>BUILT</url></pluginRepository>
          <pluginRepository><id>fetched</id><url>FETCHED</url></pluginRepository>
        </pluginRepositories>
        <dependencies>
          <dependency><groupId>dev.gradus</groupId><artifactId>gradus-annotations</artifactId><version>VERSION</version></dependency>
          <dependency><groupId>dev.gradus</groupId><artifactId>gradus-runtime</artifactId><version>VERSION</version></dependency>
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.3.1</version>
            </plugin>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.16.0</version>
              <configuration>
                <annotationProcessorPaths>
                  <path><groupId>dev.gradus</groupId><artifactId>gradus-processor</artifactId><version>VERSION</version></path>
                </annotationProcessorPaths>
              </configuration>
            </plugin>
          </plugins>
        </build>
      </project>
      """;
}
