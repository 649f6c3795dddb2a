package dev.gradus.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that Gradus has written for this module is as narrow as what people write. */
class LineLengthTest {
  private static final int LONGEST = 140;

  @Test
  void companionsAreNarrow() throws IOException, URISyntaxException {
    Path classes = Path.of(LineLengthTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var wide = new ArrayList<String>();
    int files = 0;
    for (Path root : List.of(classes, classes.resolveSibling("generated-test-sources"))) {
      if (!Files.exists(root)) continue;
      List<Path> sources;
      try (Stream<Path> all = Files.walk(root)) {
        sources = all.filter(p -> p.toString().endsWith(".java")).toList();
      }
      files += sources.size();
      for (Path p : sources) {
        Files.readAllLines(p).stream().filter(s -> s.length() > LONGEST).forEach(s -> wide.add(p.getFileName() + ": " + s));
      }
    }
    assertTrue(files > 50, "only " + files + " companions found");
    assertEquals(List.of(), wide);
  }
}
