package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Verifier;
import java.util.function.UnaryOperator;

/** Pass tests are text in, text out; both sides go through parser and printer, so layout does not matter. */
final class IrText {
  private IrText() {}

  /** The pass makes {@code out} of {@code in}; what it makes is in order, ownership included. */
  static void becomes(String in, UnaryOperator<Func> pass, String out) {
    assertEquals(normal(Parser.parse(out)), normal(Verifier.check(pass.apply(Parser.parse(in)))));
  }

  static void staysAsItIs(String text, UnaryOperator<Func> pass) {
    becomes(text, pass, text);
  }

  private static String normal(Func f) {
    return Printer.print(Parser.parse(Printer.print(f)));
  }
}
