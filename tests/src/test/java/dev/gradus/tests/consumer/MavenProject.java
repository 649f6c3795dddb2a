package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A project outside the reactor that is built by Maven, with a local repository of its own, from the jars that this build has packaged.
 * What Maven needs besides comes from the repository that the build itself has filled.
 */
record MavenProject(Path folder) {
  static final List<String> MODULES = List.of("annotations", "processor", "runtime");
  private static final Path BASE = Path.of(System.getProperty("gradus.basedir", ".."));
  private static final String VERSION = System.getProperty("gradus.version", "0.1.0-SNAPSHOT");

  /** Skips the test if nothing has been packaged yet. */
  static void assumePackaged() {
    for (String module : MODULES) assumeTrue(Files.exists(jar(module)), () -> "no " + jar(module) + " yet: run mvn verify");
  }

  static Path jar(String module) {
    return BASE.resolve(module).resolve("target").resolve("gradus-" + module + "-" + VERSION + ".jar").toAbsolutePath().normalize();
  }

  /** What user code needs. */
  static String classPath() {
    return jar("annotations") + File.pathSeparator + jar("runtime");
  }

  void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** Writes the pom, with more in the place of {@code <!-- more -->}, and publishes the jars. */
  void set(String more) throws IOException {
    Path repository = folder.resolve("repository");
    publish(repository, "parent", BASE.resolve("pom.xml"), Optional.empty());
    for (String module : MODULES) publish(repository, module, BASE.resolve(module).resolve("pom.xml"), Optional.of(jar(module)));
    String local = System.getProperty("gradus.localRepository", Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    write("pom.xml", POM.replace("VERSION", VERSION).replace("BUILT", repository.toUri().toString())
        .replace("FETCHED", Path.of(local).toUri().toString()).replace("<!-- more -->", more));
  }

  Run compile(String... options) throws IOException, InterruptedException {
    String local = "-Dmaven.repo.local=" + folder.resolve("local");
    var command = new ArrayList<>(List.of(executable(), "-B", "-q", "--no-transfer-progress", local));
    command.addAll(List.of(options));
    command.add("compile");
    return Run.of(folder, command);
  }

  /** Runs a class of the project on these folders of class files. */
  Run java(String type, String... classes) throws IOException, InterruptedException {
    String path = String.join(File.pathSeparator, classes) + File.pathSeparator + classPath();
    return Run.of(folder, List.of(Run.tool("java"), "-cp", path, type));
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

  private static final String POM = """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>consumer</groupId>
        <artifactId>consumer</artifactId>
        <version>1</version>
        <!-- more -->
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
