package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Func;
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
 * {@code Copies}) and free of calls; arrays that follow one another by stores then are one array stored into in place.
 */
public final class JavaEmitter {
  private JavaEmitter() {}

  /** The same as the only method of a class: its tables are among the members. */
  public static Emitted emit(Func f, List<String> params, Set<String> reserved, Function<List<String>, String> returns, String prefix) {
    return emit(f, params, reserved, returns, prefix, Outline.LIMIT);
  }

  /** The same with methods of about {@code limit} bytes of bytecode at most. */
  static Emitted emit(Func f, List<String> params, Set<String> reserved, Function<List<String>, String> returns, String prefix, int limit) {
    TableFields tables = new TableFields();
    Emitted emitted = emit(f, params, reserved, tables, returns, prefix, limit);
    var members = new ArrayList<>(tables.members());
    members.addAll(emitted.members());
    return new Emitted(emitted.body(), List.copyOf(members));
  }

  /**
   * The text of a method body and of further private members.
   *
   * @param params Java expressions for the parameters, identifiers in scope or anything else; never assigned to
   * @param reserved further identifiers that must not be declared
   * @param tables the constants of the class, to which those of the function are added
   * @param returns makes a complete return statement of the results' expressions
   * @param prefix how names of further methods begin, usually the method's own name
   */
  public static Emitted emit(Func f, List<String> params, Set<String> reserved, TableFields tables,
      Function<List<String>, String> returns, String prefix) {
    return emit(f, params, reserved, tables, returns, prefix, Outline.LIMIT);
  }

  private static Emitted emit(Func f, List<String> params, Set<String> reserved, TableFields fields,
      Function<List<String>, String> returns, String prefix, int limit) {
    var taken = new HashSet<>(reserved);
    taken.addAll(params);
    TableNames tables = new TableNames(f, fields, taken);
    AbsentRows absent = new AbsentRows(f);
    Outline outline = new Outline(f, prefix, limit);
    Func main = outline.split();
    Map<String, Part> parts = outline.parts();
    String body = new MethodBody(main, new Names(reserved), tables, parts, new InPlace(main, parts), absent).write(params, returns);
    var members = new ArrayList<String>();
    for (Part p : parts.values()) {
      members.add(method(p, tables, parts, absent));
      if (p.returned().size() > 1) members.add(record(p));
    }
    return new Emitted(body, List.copyOf(members));
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
