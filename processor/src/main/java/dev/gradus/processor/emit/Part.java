package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function that becomes a method of its own: one that calls itself, or one moved out of a method that had become too large. {@code
 * arguments} says for each result which parameter's array it is, -1 if none: only the latter come back by {@code return}, through a record
 * if there are several, whose components are {@code components}.
 */
record Part(Func func, List<Integer> arguments, List<String> components) {
  /** Stands for the parameter while it is being found out. */
  static final int UNKNOWN = -2;

  /** Names a record component must not have. */
  private static final Set<String> OBJECT_METHODS =
      Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  static Part of(Func f, List<Integer> arguments) {
    Names names = new Names(OBJECT_METHODS);
    var components = new ArrayList<String>();
    for (int k = 0; k < arguments.size(); k++) {
      if (arguments.get(k) < 0) components.add(names.fresh(f.results().get(k) instanceof Var v ? v.name() : "value"));
    }
    return new Part(f, arguments, components);
  }

  /** The functions that a program calls, by name. Those that call each other give an array back in place if that fits all of them. */
  static Map<String, Part> of(Program p) {
    var parts = new LinkedHashMap<String, Part>();
    p.functions().forEach((name, f) -> parts.put(name, of(f, f.results().stream().map(r -> r.type().isArray() ? UNKNOWN : -1).toList())));
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Part part : List.copyOf(parts.values())) {
        List<Integer> found = InPlace.arguments(part.func, new InPlace(part.func, parts));
        var now = new ArrayList<Integer>();
        for (int k = 0; k < found.size(); k++) now.add(part.arguments.get(k) == UNKNOWN || part.arguments.get(k).equals(found.get(k)) ? found.get(k) : -1);
        changed |= !now.equals(part.arguments);
        parts.put(part.name(), of(part.func, now));
      }
    }
    return parts;
  }

  int argumentOf(int result) {
    return arguments.get(result);
  }

  String name() {
    return func.name();
  }

  /** Positions of the results that the method returns. */
  List<Integer> returned() {
    var out = new ArrayList<Integer>();
    for (int k = 0; k < arguments.size(); k++) if (arguments.get(k) < 0) out.add(k);
    return out;
  }

  /** The record that holds several results. */
  String recordName() {
    return Character.toUpperCase(name().charAt(0)) + name().substring(1) + "Results";
  }
}
