package dev.gradus.processor;

import dev.gradus.processor.ir.External;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The recursive functions that the methods of a companion call, as private methods of it. Methods that need the same functions, as a
 * gradient and the gradient with the value do, share them.
 */
final class CalledFunctions {
  /** A method, and what has been made of it. */
  private static final Pattern NAME = Pattern.compile("(?:.*?\\.)?([^.]+)((?:\\.(?:forward|reverse|tangent)\\d*)*)");

  private static final Pattern METHOD = Pattern.compile("private static \\S+ (\\w+)\\(");

  private final String packageName;
  private final Names names = new Names();
  private final Map<String, String> comments = new HashMap<>();
  private final Map<String, Map<String, String>> known = new HashMap<>();
  private final Set<String> written = new LinkedHashSet<>();

  /** For a companion in this package with methods of these names. */
  CalledFunctions(String packageName, Set<String> methods) {
    this.packageName = packageName;
    names.taken().addAll(methods);
  }

  /** The program with the methods' names for its functions. */
  Program named(Program p) {
    String text = p.functions().values().stream().map(Printer::print).collect(Collectors.joining());
    p.functions().keySet().stream().filter(External::is).map(this::external).forEach(written::add);
    Map<String, String> all = known.computeIfAbsent(text, _ -> p.functions().keySet().stream().collect(Collectors.toMap(n -> n, this::name)));
    return p.renamed(all::get);
  }

  /** {@code Model.f}: how the companion calls a method that was not read. */
  private String external(String function) {
    String name = External.javaName(function);
    String owner = name.substring(0, name.lastIndexOf('.'));
    boolean samePackage = !packageName.isEmpty() && owner.startsWith(packageName + ".") && Character.isUpperCase(owner.charAt(packageName.length() + 1));
    return samePackage ? name.substring(packageName.length() + 1) : name;
  }

  /** {@code powerForward} for {@code pkg.Program.power(double, int).forward}. */
  private String name(String function) {
    if (External.is(function)) return external(function);
    Matcher parts = NAME.matcher(function.replaceFirst(".*/", "").replaceAll("\\(.*\\)", ""));
    if (!parts.matches()) return names.of("called");
    String[] words = parts.group(1).split(" ");
    String comment = comment(words);
    String of = words[0] + Arrays.stream(words).skip(1).map(Names::capital).collect(Collectors.joining());
    for (String mode : parts.group(2).replaceAll("\\d", "").split("\\.")) {
      if (mode.isEmpty()) continue;
      comment = comment(mode).formatted(of);
      of += Names.capital(mode);
    }
    String name = names.of(of);
    comments.put(name, comment);
    return name;
  }

  /** The words are the method's name and, if it is not the method itself, what the function has to do with it. */
  private static String comment(String[] words) {
    String is = switch (words[words.length - 1].replaceAll("\\d", "")) {
      case String _ when words.length == 1 -> "{@code %s}, as it is written.";
      case "again" -> "Runs what {@code %s} gives to {@code Lax.checkpoint} forward and backward.";
      case "tangent", "forward", "backward" -> "The rule of {@code %s}.";
      case "transposed", "into" -> "The rule of {@code %s}, for cotangents.";
      default -> "What {@code %s} gives to {@code Lax.checkpoint}.";
    };
    return is.formatted(words[0]);
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
