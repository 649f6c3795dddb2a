package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Leaf.Root;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jdt.core.dom.ASTNode;

/** Which roots may be one object at run time, because paths met between them, and which of them were written where. */
final class Aliases {
  private record Write(Root root, ASTNode at) {}

  private final Map<Root, Set<Root>> related = new LinkedHashMap<>();
  private final List<Write> writes = new ArrayList<>();
  private final Set<Root> rowsReplaced = new LinkedHashSet<>();
  private int replacements;

  void relate(Root a, Root b) {
    related.computeIfAbsent(a, _ -> new LinkedHashSet<>()).add(b);
    related.computeIfAbsent(b, _ -> new LinkedHashSet<>()).add(a);
  }

  /** Everything that may be the same object as {@code root}. */
  Set<Root> family(Root root) {
    var family = new LinkedHashSet<Root>(Set.of(root));
    Deque<Root> todo = new ArrayDeque<>(family);
    while (!todo.isEmpty()) {
      for (Root r : related.getOrDefault(todo.pop(), Set.of())) if (family.add(r)) todo.push(r);
    }
    return family;
  }

  void wrote(Root root, ASTNode at) {
    writes.add(new Write(root, at));
  }

  /** The first write to what may be {@code root}. */
  Optional<ASTNode> write(Root root) {
    Set<Root> family = family(root);
    return writes.stream().filter(w -> family.contains(w.root())).map(Write::at).findFirst();
  }

  /** The first write to one of these, or {@code null}. */
  ASTNode firstWrite(List<Root> roots) {
    return roots.stream().flatMap(r -> write(r).stream()).findFirst().orElse(null);
  }

  void replacedRow(Root root) {
    rowsReplaced.add(root);
    replacements++;
  }

  /** Whether a row of what may be {@code root} was replaced by another array. */
  boolean hasReplacedRows(Root root) {
    return family(root).stream().anyMatch(rowsReplaced::contains);
  }

  /** How often rows were replaced so far. */
  int replacements() {
    return replacements;
  }
}
