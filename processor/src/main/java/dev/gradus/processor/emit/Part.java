package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Func;
import java.util.ArrayList;
import java.util.List;

/**
 * A function moved out of a method that had become too large. {@code arguments} says for each result which parameter's array it is, -1 if
 * none: only the latter come back by {@code return}, through a record if there are several, whose components are {@code components}.
 */
record Part(Func func, List<Integer> arguments, List<String> components) {
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
