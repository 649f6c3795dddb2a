package dev.gradus.processor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Everything the processor may say about a user's program, in one place. A message has a tag (the constant's name), says what is wrong and
 * why, and ends with what to do instead. {@code %1$s}, {@code %2$s}, … stand for the details. For each constant one rejected program in
 * {@code tests} proves that it is said, and where.
 */
public enum Diagnostic {
  // ---- requests ----
  NOT_STATIC("%1$s is an instance method; its object would be one more input.", "Make it static and pass what it reads as arguments."),
  NO_BODY("%1$s has no body that could be transformed.", "Write the body in Java."),
  GENERIC_METHOD("%1$s is generic; the numbers a type variable stands for are not known.", "Write it for the type it is used with."),
  NO_PARAMETERS("%1$s has no parameters, so there is nothing to differentiate with respect to.", "Pass what it depends on as an argument."),
  UNKNOWN_WRT("wrt names '%1$s', but the parameters of %2$s are %3$s.", "Use one of their names."),
  REPEATED_WRT("wrt names '%1$s' twice.", "Name each parameter once."),
  INTEGER_WRT("'%1$s' of %2$s holds no floating-point number: a derivative with respect to %3$s does not exist.",
      "Name a parameter that holds double or float, in wrt."),
  NOT_A_SCALAR("@Grad needs one double or float as result, but %1$s returns %2$s.",
      "Return one number, or use @Vjp or @Jvp, which take any result."),
  NO_FLOAT_RESULT("%1$s has no floating-point result to differentiate: it returns %2$s and writes no array of double or float.",
      "Return what depends on the parameters."),
  FORWARD_ARRAY("mode = FORWARD takes one pass per number, and '%1$s' is an array, whose length only shows at run time.",
      "Use mode = REVERSE, or name scalars in wrt."),

  // ---- signatures ----
  UNSUPPORTED_TYPE("%1$s is a %2$s, which is not a number that can be transformed.",
      "Use double, float, long, int, boolean, arrays of them, or records of these."),
  INACCESSIBLE_TYPE("the companion of %1$s cannot name %2$s, which is %3$s.", "Make the type package-private or public."),
  UNRESOLVED_TYPE("%1$s mentions %2$s, which no class file, source file or other processor has provided.", "Correct the name, or add its class."),

  // ---- names ----
  NAME_TAKEN("%1$s and %2$s would both be called %3$s.%4$s.", "Give one of them another name with name = \"...\"."),
  COMPANION_EXISTS("the companion class %1$s exists already, and Gradus did not write it.", "Rename that class."),
  COMPANION_SHARED("%1$s and %2$s would share the companion class %3$s.", "Rename one of them."),

  // ---- ourselves ----
  BAD_OPTION("%1$s.", "Correct the option."),
  GRADUS_BUG("%1$s met a bug in Gradus: %2$s", "Please report it, with this method and the lines above.");

  private final String what;
  private final String remedy;

  Diagnostic(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /** {@code [UnknownWrt]}, what is wrong and why, and the remedy. */
  public String message(Object... details) {
    return "[" + tag() + "] " + String.format(what, details) + " " + remedy;
  }

  /** The constant's name in camel case, as messages show it. */
  public String tag() {
    return Arrays.stream(name().split("_")).map(w -> w.charAt(0) + w.substring(1).toLowerCase(Locale.ROOT)).collect(Collectors.joining());
  }
}
