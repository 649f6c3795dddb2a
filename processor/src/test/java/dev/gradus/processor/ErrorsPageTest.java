package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} has one section for each diagnostic, and each is proved by a program in the tests. */
class ErrorsPageTest {
  private static final Path PAGE = Path.of("../docs/errors.md");

  @Test
  void eachHasASection() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    List<String> sections = lines.stream().filter(l -> l.startsWith("### ")).map(l -> l.substring(4)).toList();
    assertEquals(List.of(), Stream.of(Diagnostic.values()).map(Diagnostic::tag).filter(t -> !sections.contains(t)).toList());
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("### ")) assertTrue(!lines.get(i + 1).isBlank(), lines.get(i) + " says nothing");
    }
  }

  @Test
  void eachIsProvedByAProgram() throws IOException {
    String tests;
    try (Stream<Path> files = Stream.concat(Files.walk(Path.of("src/test/java")), Files.walk(Path.of("../tests/src/test/java")))) {
      var text = new StringBuilder();
      for (Path p : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) text.append(Files.readString(p));
      tests = text.toString();
    }
    List<String> unproved = Stream.of(Diagnostic.values())
        .filter(d -> !tests.contains("Diagnostic." + d.name()) && !tests.contains("[Gradus." + d.tag() + "]")
            && !tests.contains("new Row(\"" + d.tag() + "\""))
        .map(Enum::name).toList();
    assertEquals(List.of(), unproved);
  }
}
