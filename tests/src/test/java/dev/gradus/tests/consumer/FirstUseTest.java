package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An empty folder, and in it what the README says, word for word: its piece of a pom, its class, its command, run by the Maven, and on the
 * JDK of that Maven, that runs these tests. On Debian that is Maven 3.8 on JDK 17.
 */
class FirstUseTest {
  @TempDir
  Path folder;

  /** The first block of a language in the chapter about builds. */
  private static String block(String readme, String language) {
    String chapter = readme.substring(readme.indexOf("## In your own build"), readme.indexOf("## What works today"));
    var block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(chapter);
    assertTrue(block.find(), language);
    return block.group(1);
  }

  @Test
  void asTheReadmeSays() throws IOException, InterruptedException {
    MavenProject.assumePackaged();
    String readme = Files.readString(MavenProject.BASE.resolve("README.md"));
    String snippet = block(readme, "xml");
    assertTrue(MavenProject.examplePom().contains(snippet.indent(2).replaceAll("(?m)^ +$", "")), "docs/example-pom.xml says something else");
    var project = new MavenProject(folder);
    project.publish();
    project.write("pom.xml", """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>mine</groupId>
          <artifactId>mine</artifactId>
          <version>1</version>
        """ + snippet + "</project>\n");
    project.write("src/main/java/First.java", block(readme, "java"));
    List<String> command = Arrays.asList(readme.lines().filter(l -> l.startsWith("    mvn -q compile ")).findFirst().orElseThrow().strip().split(" "));
    Run run = project.maven(MavenProject.ownJdk(), command.subList(1, command.size()));
    assertEquals(0, run.status(), run.output());
    assertTrue(run.output().contains("[3.0, 12.0, 27.0]"), run.output());
  }
}
