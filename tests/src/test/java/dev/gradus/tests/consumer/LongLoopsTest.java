package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reverse mode through a million iterations in 64 MB. */
class LongLoopsTest {
  @Test
  void aMillionIterationsFit(@TempDir Path folder) throws Exception {
    Run run = Run.of(folder, List.of(Run.tool("java"), "-Xmx64m", "-cp", System.getProperty("java.class.path"), LongLoops.class.getName()));
    assertEquals("4.0 4.0 4.0", run.output().strip());
    assertEquals(0, run.status());
  }
}
