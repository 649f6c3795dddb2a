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

/**
 * What happened to arrays so far, on any path: which roots may be one object because paths met between them, and which were written where.
 * What may be one object now is in {@link Links}.
 */
final class Aliases {
  /** @param stale roots of which no more is known since */
  private record Write(Root root, Set<Root> stale, ASTNode at) {}

  private final Map<Root, Set<Root>> related = new LinkedHashMap<>();
  private final Set<Root> replaced = new LinkedHashSet<>();
  private final List<Write> writes = new ArrayList<>();
  private final Set<Root> rowsReplaced = new LinkedHashSet<>();
  private int replacements;

  /** Notes that one root takes the place of the other from here on. */
  void replace(Root a, Root b) {
    replaced.add(a);
    replaced.add(b);
    relate(a, b);
  }

  /** Whether the root always stood for the array that it was made for. */
  boolean isOriginal(Root root) {
    return !replaced.contains(root);
  }

  void relate(Root a, Root b) {
    related.computeIfAbsent(a, _ -> new LinkedHashSet<>()).add(b);
    related.computeIfAbsent(b, _ -> new LinkedHashSet<>()).add(a);
  }

  /** Everything that may be the same object as {@code root}. */
  Set<Root> family(Root root) {
    var reached = new LinkedHashSet<Root>(Set.of(root));
    Deque<Root> todo = new ArrayDeque<>(reached);
    while (!todo.isEmpty()) {
      Root at = todo.pop();
      for (Root r : related.getOrDefault(at, Set.of())) if (reached.add(r)) todo.push(r);
    }
    return reached;
  }

  /** Whether another array was written, since there were that many writes, that may be {@code root}. */
  boolean writtenSince(int writes, Root root) {
    return this.writes.subList(writes, this.writes.size()).stream().anyMatch(w -> w.stale().contains(root));
  }

  int writes() {
    return writes.size();
  }

  void wrote(Root root, Set<Root> stale, ASTNode at) {
    writes.add(new Write(root, stale, at));
  }

  /** The first write to what may be {@code root}. */
  Optional<ASTNode> write(Root root) {
    Set<Root> family = family(root);
    return writes.stream().filter(w -> family.contains(w.root()) || w.stale().stream().anyMatch(family::contains)).map(Write::at).findFirst();
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
