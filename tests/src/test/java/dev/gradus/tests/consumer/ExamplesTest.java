package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.examples.Examples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever mistypes the name of an example is shown all of them. */
class ExamplesTest {
  private static final Path SOURCES = MavenProject.BASE.resolve("examples/src/main/java/dev/gradus/examples");

  @TempDir
  Path folder;

  @Test
  void anUnknownNameListsThoseThereAre() throws Exception {
    Run run = Run.of(folder, List.of(Run.tool("java"), "-cp", System.getProperty("java.class.path"), Examples.class.getName(), "Digit"));
    assertEquals(2, run.status(), run.output());
    assertTrue(run.output().startsWith("There is no example 'Digit'. There are\n  -Dexample=Digits "), run.output());
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(f -> !f.endsWith("Examples.java")).toList()) {
        if (!Files.readString(file).contains("public static void main(")) continue;
        String name = file.getFileName().toString().replace(".java", "");
        assertTrue(run.output().contains("-Dexample=" + name + " "), name);
      }
    }
  }
}
