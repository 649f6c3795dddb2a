package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Lit;
import java.util.Locale;
import java.util.Optional;

/** Number literals as Java spells them. */
final class Literals {
  private Literals() {}

  /** The constant, with a leading minus if there is one; nothing if it is out of range. */
  static Optional<Lit> number(String token) {
    String text = token.replace("_", "").toLowerCase(Locale.ROOT);
    String digits = text.startsWith("-") ? text.substring(1) : text;
    boolean hex = digits.startsWith("0x");
    boolean real = hex ? digits.contains("p") : !digits.startsWith("0b") && digits.matches(".*[.efd].*");
    try {
      return Optional.of(real ? real(text) : integer(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Lit real(String text) {
    return text.endsWith("f") ? Lit.of(Float.parseFloat(text)) : Lit.of(Double.parseDouble(text));
  }

  private static Lit integer(String text) {
    boolean isLong = text.endsWith("l");
    boolean negative = text.startsWith("-");
    String digits = text.substring(negative ? 1 : 0, text.length() - (isLong ? 1 : 0));
    int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0b") ? 2 : digits.length() > 1 && digits.startsWith("0") ? 8 : 10;
    String value = digits.substring(radix == 16 || radix == 2 ? 2 : radix == 8 ? 1 : 0);
    String signed = (negative ? "-" : "") + value;
    if (radix == 10) return isLong ? Lit.of(Long.parseLong(signed)) : Lit.of(Integer.parseInt(signed));
    long bits = isLong ? Long.parseUnsignedLong(value, radix) : Integer.parseUnsignedInt(value, radix);
    if (isLong) return Lit.of(negative ? -bits : bits);
    return Lit.of(negative ? -(int) bits : (int) bits);
  }
}
