package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A function as scalar Java: exactly what the interpreter computes, as a person would write it. The function must be ownership-clean (after
 * {@code Copies}); arrays that follow one another by stores then are one array stored into in place.
 */
public final class JavaEmitter {
  /** Classes whose methods and constants companions mention by their simple names, and packages by theirs: no variable is called so. */
  public static final Set<String> MENTIONED =
      Set.of("Math", "Double", "Float", "Integer", "Long", "Arrays", "Objects", "ArrayValues", "dev", "java");

  /** What a class file allows the parameters of a static method; a constructor has one less. */
  private static final int SLOTS = 255;

  private JavaEmitter() {}

  /** The same as the only method of a class: its tables are among the members. */
  public static Emitted emit(Func f, List<String> params, Set<String> reserved, Function<List<String>, String> returns, String prefix) {
    return emit(Program.of(f), params, reserved, returns, prefix, Outline.LIMIT);
  }

  /** The same with methods of about {@code limit} bytes of bytecode at most. */
  static Emitted emit(Program p, List<String> params, Set<String> reserved, Function<List<String>, String> returns, String prefix, int limit) {
    TableFields tables = new TableFields();
    Emitted emitted = emit(p, Set.of(), params, reserved, tables, returns, prefix, limit);
    var members = new ArrayList<>(tables.members());
    members.addAll(emitted.members());
    return new Emitted(emitted.body(), List.copyOf(members));
  }

  /**
   * The text of a method body and of further private members: the functions that the program calls, whose names are Java identifiers,
   * except those that are {@code written} already.
   *
   * @param params Java expressions for the parameters, identifiers in scope or anything else; never assigned to
   * @param reserved further identifiers that must not be declared
   * @param tables the constants of the class, to which those of the program are added
   * @param returns makes a complete return statement of the results' expressions
   * @param prefix how names of further methods begin, usually the method's own name
   */
  public static Emitted emit(Program p, Set<String> written, List<String> params, Set<String> reserved, TableFields tables,
      Function<List<String>, String> returns, String prefix) {
    return emit(p, written, params, reserved, tables, returns, prefix, Outline.LIMIT);
  }

  private static Emitted emit(Program p, Set<String> written, List<String> params, Set<String> reserved, TableFields fields,
      Function<List<String>, String> returns, String prefix, int limit) {
    var taken = new HashSet<>(reserved);
    taken.addAll(params);
    TableNames tables = new TableNames(p, fields, taken);
    AbsentRows absent = new AbsentRows(p);
    Map<String, Part> called = Part.of(p);
    Outline outline = new Outline(p.main(), prefix, limit, called);
    Func main = outline.split();
    Map<String, Part> parts = outline.parts();
    String body = new MethodBody(main, new Names(reserved), tables, parts, new InPlace(main, parts), absent).write(params, returns);
    var members = new ArrayList<String>();
    for (Part part : parts.values()) if (!called.containsValue(part)) members(part, tables, parts, absent, members);
    for (Part part : called.values()) {
      if (written.contains(part.name())) continue;
      Outline inner = new Outline(part.func(), part.name(), limit, called);
      Part fitting = new Part(inner.split(), part.arguments(), part.components());
      members(fitting, tables, inner.parts(), absent, members);
      for (Part moved : inner.parts().values()) if (!called.containsValue(moved)) members(moved, tables, inner.parts(), absent, members);
    }
    return new Emitted(body, List.copyOf(members));
  }

  private static void members(Part part, TableNames tables, Map<String, Part> parts, AbsentRows absent, List<String> members) {
    int given = part.func().params().stream().mapToInt(v -> v.type().slots()).sum();
    int gives = part.returned().stream().mapToInt(k -> part.func().results().get(k).type().slots()).sum();
    if (given > SLOTS || gives >= SLOTS) throw new TooManyParameters(part.name());
    members.add(method(part, tables, parts, absent));
    if (part.returned().size() > 1) members.add(record(part));
  }

  private static String method(Part part, TableNames tables, Map<String, Part> parts, AbsentRows absent) {
    Names names = new Names(Set.of());
    tables.reserve(names);
    List<String> params = part.func().params().stream().map(p -> names.fresh(p.name())).toList();
    List<Integer> returned = part.returned();
    String type = switch (returned.size()) {
      case 0 -> "void";
      case 1 -> part.func().results().get(returned.getFirst()).type().java();
      default -> part.recordName();
    };
    Function<List<String>, String> returns = xs -> {
      String values = returned.stream().map(xs::get).collect(Collectors.joining(", "));
      return switch (returned.size()) {
        case 0 -> "";
        case 1 -> "return " + values + ";";
        default -> "return new " + part.recordName() + "(" + values + ");";
      };
    };
    String body = new MethodBody(part.func(), names, tables, parts, new InPlace(part.func(), parts), absent).write(params, returns);
    String declared = IntStream.range(0, params.size())
        .mapToObj(k -> part.func().params().get(k).type().java() + " " + params.get(k)).collect(Collectors.joining(", "));
    return "private static " + type + " " + part.name() + "(" + declared + ") {\n" + body.indent(2) + "}\n";
  }

  private static String record(Part part) {
    List<Integer> returned = part.returned();
    String components = IntStream.range(0, returned.size())
        .mapToObj(j -> part.func().results().get(returned.get(j)).type().java() + " " + part.components().get(j))
        .collect(Collectors.joining(", "));
    return "private record " + part.recordName() + "(" + components + ") {}\n";
  }
}
