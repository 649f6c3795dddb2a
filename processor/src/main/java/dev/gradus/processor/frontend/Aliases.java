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
import java.util.stream.Stream;
import org.eclipse.jdt.core.dom.ASTNode;

/**
 * Which roots may be one object at run time, because paths met between them, and which of them were written where. Most relations are
 * exact: one root takes the place of the other. A relation in doubt is between roots that are both in use.
 */
final class Aliases {
  private record Write(Root root, ASTNode at) {}

  private final Map<Root, Set<Root>> related = new LinkedHashMap<>();
  private final Map<Root, Set<Root>> exact = new LinkedHashMap<>();
  private final Map<Root, Set<Root>> doubts = new LinkedHashMap<>();
  private final List<Write> writes = new ArrayList<>();
  private final Set<Root> rowsReplaced = new LinkedHashSet<>();
  private int replacements;

  void relate(Root a, Root b) {
    connect(related, a, b);
    connect(exact, a, b);
  }

  private static void connect(Map<Root, Set<Root>> graph, Root a, Root b) {
    graph.computeIfAbsent(a, _ -> new LinkedHashSet<>()).add(b);
    graph.computeIfAbsent(b, _ -> new LinkedHashSet<>()).add(a);
  }

  /** Everything that may be the same object as {@code root}. */
  Set<Root> family(Root root) {
    return reached(root, List.of(related));
  }

  private static Set<Root> reached(Root root, List<Map<Root, Set<Root>>> graphs) {
    var reached = new LinkedHashSet<Root>(Set.of(root));
    Deque<Root> todo = new ArrayDeque<>(reached);
    while (!todo.isEmpty()) {
      Root at = todo.pop();
      for (Map<Root, Set<Root>> graph : graphs) {
        for (Root r : graph.getOrDefault(at, Set.of())) if (reached.add(r)) todo.push(r);
      }
    }
    return reached;
  }

  /** Notes that {@code name} may be {@code array} and that both are in use; gives false if that was known. */
  boolean doubt(Root name, Root array) {
    connect(related, name, array);
    return doubts.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(array);
  }

  /** Whether a write to one may be seen in the other. */
  boolean mayBe(Root a, Root b) {
    if (doubts.isEmpty() || a == b) return false;
    Set<Root> as = reached(a, List.of(exact, doubts));
    Set<Root> bs = reached(b, List.of(exact, doubts));
    return Stream.concat(as.stream(), bs.stream()).anyMatch(doubts::containsKey) && as.stream().anyMatch(bs::contains);
  }

  /** Whether what may be {@code root}, but is known by another root, was written since there were that many writes. */
  boolean writtenSince(int writes, Root root) {
    return this.writes.subList(writes, this.writes.size()).stream().anyMatch(w -> mayBe(w.root(), root));
  }

  int writes() {
    return writes.size();
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
