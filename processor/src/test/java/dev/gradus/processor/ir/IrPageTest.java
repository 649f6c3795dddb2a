package dev.gradus.processor.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in {@code docs/ir.md} is what it says it is. */
class IrPageTest {
  @Test
  void theExampleOnThePageReadsPrintsAndRunsAsStated() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("gradus.basedir", "..")).resolve("docs/ir.md"));
    String text = page.split("```ir\n")[1].split("```")[0];
    Func f = Parser.parse(text);
    assertEquals(text, Printer.print(f));
    Object[] results = Interpreter.run(f, new double[] {2, 3, 0.5}, 4.0);
    assertEquals(1, results[0]);
    assertArrayEquals(new double[] {2, 6, 3}, (double[]) results[1]);
  }
}
