package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import java.util.function.UnaryOperator;

/** Text in, text out. */
final class Rewrites {
  private Rewrites() {}

  static void assertRewrites(UnaryOperator<Func> pass, String before, String after) {
    Func out = Verifier.check(pass.apply(Verifier.check(Parser.parse(before))));
    assertEquals(Printer.print(Parser.parse(after)), Printer.print(out));
  }

  static void assertUnchanged(UnaryOperator<Func> pass, String program) {
    assertRewrites(pass, program, program);
  }
}
