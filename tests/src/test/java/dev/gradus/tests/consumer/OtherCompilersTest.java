package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tests.corpus.Corpus;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole corpus through Eclipse's compiler: the same companions, and it compiles them. */
class OtherCompilersTest {
  private static final Path SOURCES = Path.of("src/test/java", Corpus.class.getPackageName().replace('.', '/'));

  @TempDir
  Path folder;

  /** Without the companions that javac has made: Eclipse's compiler replaces no class that is in sight. */
  private static String classPath() {
    String own = Path.of("target", "test-classes").toAbsolutePath().toString();
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(e -> !e.equals(own) && new File(e).exists())
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void eclipsesCompiler() throws IOException {
    var command = new ArrayList<>(List.of("-d", folder.toString(), "-s", folder.toString(), "--release", "25", "-nowarn", "-cp", classPath(), "-processorpath", classPath()));
    try (Stream<Path> all = Files.list(SOURCES)) {
      command.addAll(all.map(Path::toString).sorted().toList());
    }
    var output = new StringWriter();
    boolean ok = BatchCompiler.compile(command.toArray(String[]::new), new PrintWriter(output), new PrintWriter(output), null);
    assertTrue(ok, output::toString);
    Path javac = Path.of("target/generated-test-sources/test-annotations").resolve(SOURCES.subpath(3, SOURCES.getNameCount()));
    try (Stream<Path> all = Files.list(javac)) {
      List<Path> companions = all.sorted().toList();
      assertTrue(companions.size() >= Corpus.ALL.size(), companions::toString);
      for (Path companion : companions) {
        Path same = folder.resolve(SOURCES.subpath(3, SOURCES.getNameCount())).resolve(companion.getFileName());
        assertEquals(Files.readString(companion), Files.readString(same), companion::toString);
      }
    }
  }
}
