package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A project outside the reactor that is built by Maven, with a local repository of its own, from the jars that this build has packaged.
 * What Maven needs besides comes from the repository that the build itself has filled.
 */
record MavenProject(Path folder) {
  static final List<String> MODULES = List.of("annotations", "processor", "runtime");
  static final Path BASE = Path.of(System.getProperty("gradus.basedir", ".."));
  private static final String VERSION = System.getProperty("gradus.version", "0.1.0-SNAPSHOT");

  /** Skips the test if nothing has been packaged yet. */
  static void assumePackaged() {
    for (String module : MODULES) assumeTrue(Files.exists(jar(module)), () -> "no " + jar(module) + " yet: run mvn verify");
  }

  static Path jar(String module) {
    return BASE.resolve(module).resolve("target").resolve("gradus-" + module + "-" + VERSION + ".jar").toAbsolutePath().normalize();
  }

  /** What Maven would install: the processor's names nothing that is inside its jar. */
  private static Path pom(String module) {
    return BASE.resolve(module).resolve(module.equals("processor") ? "target/dependency-reduced-pom.xml" : "pom.xml");
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

  /** The example of a pom from the documentation, as it is there. */
  static String examplePom() throws IOException {
    return Files.readString(BASE.resolve("docs/example-pom.xml"));
  }

  /** Writes the example of a pom, with more of what a project has, and publishes the jars. */
  void set(String more) throws IOException {
    write("pom.xml", examplePom().replaceFirst("(?=\n  <properties>)", "\n  " + more));
    publish();
  }

  /** Publishes the jars, and tells Maven where they are. */
  void publish() throws IOException {
    Path repository = folder.resolve("repository");
    publish(repository, "parent", BASE.resolve("pom.xml"), Optional.empty());
    for (String module : MODULES) publish(repository, module, pom(module), Optional.of(jar(module)));
    String local = System.getProperty("gradus.localRepository", Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    write("settings.xml", SETTINGS.replace("BUILT", repository.toUri().toString()).replace("FETCHED", Path.of(local).toUri().toString()));
  }

  Run compile(String... options) throws IOException, InterruptedException {
    return maven(System.getProperty("java.home"), Stream.concat(Stream.of("-q"), Stream.concat(Stream.of(options), Stream.of("compile"))).toList());
  }

  /** Runs Maven on a JDK. */
  Run maven(String jdk, List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(executable(), "-B", "--no-transfer-progress", "-s", folder.resolve("settings.xml").toString(),
        "-Dmaven.repo.local=" + folder.resolve("local")));
    command.addAll(arguments);
    return Run.of(jdk, folder, command);
  }

  /** The JDK on which the Maven runs that runs the tests; it may be an older one than theirs. */
  static String ownJdk() {
    return System.getProperty("gradus.mavenJdk", System.getProperty("java.home"));
  }

  /** One jar. */
  static String processorPath() {
    return jar("processor").toString();
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

  private static final String SETTINGS = """
      <settings>
        <profiles>
          <profile>
            <id>jars</id>
            <repositories>
              <repository><id>built</id><url>BUILT</url></repository>
              <repository><id>fetched</id><url>FETCHED</url></repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository><id>built</id><url>BUILT</url></pluginRepository>
              <pluginRepository><id>fetched</id><url>FETCHED</url></pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles><activeProfile>jars</activeProfile></activeProfiles>
      </settings>
      """;
}
