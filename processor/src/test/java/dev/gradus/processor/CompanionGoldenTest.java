package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole generated files, so that a reviewer sees what a change does to them; what is right is decided elsewhere. Run with
 * {@code -Dgradus.goldens=write} to accept what is generated now.
 */
class CompanionGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/goldens");

  @ParameterizedTest
  @CsvSource({"Line, Grad", "Orbit, Jvp", "Layer, Vjp", "Network, Grad", "Figures, Grad", "Polynomial, Grad", "Book, Vmap", "Book, _BondBatch"})
  void generatedFile(String source, String form) throws IOException {
    String generated = Compiled.of(Files.readString(FOLDER.resolve(source + ".java"))).source("demo." + source + form);
    Path golden = FOLDER.resolve(source + form + ".java");
    if ("write".equals(System.getProperty("gradus.goldens"))) Files.writeString(golden, generated);
    assertEquals(Files.readString(golden), generated, () -> golden + " differs; if that is meant, run with -Dgradus.goldens=write");
  }
}
