package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two modules built by Maven again and again: what is changed in a helper must be in the companions that its body went into, those of its
 * own module and those of the module that sees it as a class.
 */
class IncrementalBuildTest {
  private static final String LIBRARY = """
      package lib;
      @dev.gradus.ShipSource
      public final class Library {
        public static double f(double x) { return LIBRARY; }
      }
      """;
  private static final String HELPER = """
      package app;
      final class Helper {
        static double g(double x) { return lib.Library.f(x) + HELPER; }
      }
      """;
  private static final String APP = """
      package app;
      public final class App {
        @dev.gradus.Grad static double h(double x) { return Helper.g(x); }
        public static void main(String[] args) { System.out.println(AppGrad.h(3)); }
      }
      """;
  private static final String MODULE = """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <parent><groupId>com.example</groupId><artifactId>first</artifactId><version>1</version></parent>
        <artifactId>NAME</artifactId>
        <dependencies>DEPENDENCY</dependencies>
      </project>
      """;

  @TempDir
  Path folder;

  private void assertPrints(MavenProject project, String expected, String... options) throws Exception {
    Run run = project.compile(options);
    assertEquals(0, run.status(), run.output());
    assertFalse(run.output().contains("[Gradus."), run.output());
    assertEquals(expected, project.java("app.App", "app/target/classes", "lib/target/classes").output().strip());
  }

  @Test
  void companionsFollowTheirHelpers() throws Exception {
    MavenProject.assumePackaged();
    var project = new MavenProject(folder);
    project.set("<packaging>pom</packaging><modules><module>lib</module><module>app</module></modules>");
    project.write("lib/pom.xml", MODULE.replace("NAME", "lib").replace("DEPENDENCY", ""));
    project.write("app/pom.xml", MODULE.replace("NAME", "app")
        .replace("DEPENDENCY", "<dependency><groupId>com.example</groupId><artifactId>lib</artifactId><version>1</version></dependency>"));
    project.write("lib/src/main/java/lib/Library.java", LIBRARY.replace("LIBRARY", "x * x"));
    project.write("app/src/main/java/app/Helper.java", HELPER.replace("HELPER", "x"));
    project.write("app/src/main/java/app/App.java", APP);
    assertPrints(project, "7.0");
    project.write("app/src/main/java/app/Helper.java", HELPER.replace("HELPER", "2 * x"));
    assertPrints(project, "8.0", "-o");
    project.write("lib/src/main/java/lib/Library.java", LIBRARY.replace("LIBRARY", "x * x * x"));
    assertPrints(project, "29.0", "-o", "-pl", "app", "-am");
    project.write("app/src/main/java/app/App.java", APP.replace("Helper.g(x);", "Helper.g(x) * 2;"));
    assertPrints(project, "58.0", "-o", "-Dmaven.compiler.useIncrementalCompilation=false");
  }
}
