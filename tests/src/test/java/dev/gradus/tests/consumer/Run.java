package dev.gradus.tests.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that has ended: its exit status, and what it printed to both streams. */
record Run(int status, String output) {
  private static final long MINUTES = 5;

  /** Runs a command in a folder, on the JDK that runs the tests. */
  static Run of(Path folder, List<String> command) throws IOException, InterruptedException {
    return of(System.getProperty("java.home"), folder, command);
  }

  /** Runs a command in a folder, on a JDK. */
  static Run of(String jdk, Path folder, List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", jdk);
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " takes longer than " + MINUTES + " minutes:\n" + Files.readString(log));
    }
    return new Run(process.exitValue(), Files.readString(log));
  }

  /** A tool of the JDK that runs the tests. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
