package dev.gradus.processor.frontend;

import java.util.ArrayList;
import java.util.List;

/** The variables of a random program that are in scope, by kind, but for those that {@link JavaPrograms} itself keeps. */
final class JavaScope {
  private final List<List<String>> kinds = new ArrayList<>();
  private final List<List<Integer>> marks = new ArrayList<>();

  /** A new kind: its variables in scope, to which declarations add. */
  List<String> kind() {
    var variables = new ArrayList<String>();
    kinds.add(variables);
    return variables;
  }

  /** What {@link #release} takes to forget the variables declared since. */
  int mark() {
    marks.add(kinds.stream().map(List::size).toList());
    return marks.size() - 1;
  }

  void release(int mark) {
    for (int k = 0; k < kinds.size(); k++) kinds.get(k).subList(marks.get(mark).get(k), kinds.get(k).size()).clear();
    marks.subList(mark, marks.size()).clear();
  }

  /** Forgets variables that a function may not capture; gives what {@link #show} takes. */
  List<List<String>> hide() {
    List<List<String>> hidden = kinds.stream().map(List::copyOf).toList();
    kinds.forEach(List::clear);
    return hidden;
  }

  void show(List<List<String>> hidden) {
    for (int k = 0; k < kinds.size(); k++) {
      kinds.get(k).clear();
      kinds.get(k).addAll(hidden.get(k));
    }
  }
}
