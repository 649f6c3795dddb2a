package dev.gradus.processor;

import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Program;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The recursive functions that the methods of a companion call, as private methods of it. Methods that need the same functions, as a gradient
 * and the gradient with the value do, share them.
 */
final class CalledFunctions {
  /** A method, and what has been made of it. */
  private static final Pattern NAME = Pattern.compile("(?:.*?\\.)?([^.]+)((?:\\.(?:forward|reverse|tangent)\\d*)*)");

  private static final Pattern METHOD = Pattern.compile("private static \\S+ (\\w+)\\(");

  private final Names names = new Names();
  private final Map<String, String> comments = new HashMap<>();
  private final Map<String, Map<String, String>> known = new HashMap<>();
  private final Set<String> written = new LinkedHashSet<>();

  /** For a companion with methods of these names. */
  CalledFunctions(Set<String> methods) {
    names.taken().addAll(methods);
  }

  /** The program with the methods' names for its functions. */
  Program named(Program p) {
    String text = p.functions().values().stream().map(Printer::print).collect(Collectors.joining());
    Map<String, String> all = known.computeIfAbsent(text, _ -> p.functions().keySet().stream().collect(Collectors.toMap(n -> n, this::name)));
    return p.renamed(all::get);
  }

  /** {@code powerForward} for {@code pkg.Program.power(double, int).forward}. */
  private String name(String function) {
    Matcher parts = NAME.matcher(function.replaceFirst(".*/", "").replaceAll("\\(.*\\)", ""));
    if (!parts.matches()) return names.of("called");
    String of = parts.group(1);
    String comment = "{@code %s}, as it is written.".formatted(of);
    for (String mode : parts.group(2).replaceAll("\\d", "").split("\\.")) {
      if (mode.isEmpty()) continue;
      comment = comment(mode).formatted(of);
      of += Names.capital(mode);
    }
    String name = names.of(of);
    comments.put(name, comment);
    return name;
  }

  private static String comment(String mode) {
    return switch (mode) {
      case "forward" -> "Runs {@code %s} and keeps on the tape what its reverse sweep needs.";
      case "reverse" -> "Runs the call of {@code %s} whose part of the tape ends at {@code end} backwards.";
      default -> "{@code %s}, and how its results move.";
    };
  }

  /** The method's text with a comment that says what it is, if it is one of these. */
  String commented(String member) {
    Matcher method = METHOD.matcher(member);
    String comment = method.lookingAt() ? comments.get(method.group(1)) : null;
    return comment == null ? member : "/** " + comment + " */\n" + member;
  }

  /** The functions that the class has. */
  Set<String> written() {
    return written;
  }

  void wrote(Program p) {
    written.addAll(p.functions().keySet());
  }
}
