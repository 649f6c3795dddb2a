package dev.gradus.processor.frontend;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ASTVisitor;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;

/**
 * Finds all that is wrong with a method, not only what comes first. A method that was refused is read again from its beginning without the
 * statement that was refused, or with an unknown value of the right type in place of the expression; so it is until nothing more is found.
 * A name whose type remains unknown is lost, and with it, silently, what mentions it: no error may follow from another. Weakness: what is
 * wrong beside the refused part of one expression is found when that part is right.
 */
final class Recovery {
  private static final int MOST = 20;

  private final Set<ASTNode> left = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<LoweringException> found = new LinkedHashSet<>();
  private final Set<String> lost = new LinkedHashSet<>();
  private LoweringException last;
  private ASTNode at;

  /** Notes the smallest piece of code that can be left out for a refusal: the first that says so. */
  void claim(LoweringException e, ASTNode code) {
    if (e != last) at = code;
    last = e;
  }

  /** Takes note of the refusal; gives whether there is reason to read the method again. */
  boolean resume(LoweringException e) {
    ASTNode code = e == last ? at : null;
    found.add(e);
    last = null;
    lost.clear();
    return code != null && found.size() < MOST && left.add(code);
  }

  /** Notes a refusal of something that has only a name, which is lost. */
  void note(LoweringException e, String name) {
    if (found.stream().noneMatch(f -> f.getMessage().equals(e.getMessage()) && f.place().equals(e.place()))) found.add(e);
    lose(name);
  }

  /** Whether something is refused already. */
  boolean isUnderWay() {
    return !found.isEmpty();
  }

  /** Whether the code is refused already, or rests on something that is. */
  boolean leavesOut(ASTNode code) {
    return left.contains(code) || !lost.isEmpty() && mentionsLost(code);
  }

  boolean isRefused(ASTNode code) {
    return left.contains(code);
  }

  private boolean mentionsLost(ASTNode code) {
    var mentions = new boolean[1];
    code.accept(new ASTVisitor() {
      @Override
      public boolean visit(SimpleName n) {
        mentions[0] |= lost.contains(n.getIdentifier());
        return true;
      }
    });
    return mentions[0];
  }

  /** Nothing is known of what has this name. */
  void lose(String name) {
    lost.add(name);
  }

  /** So is what patterns in the code would have declared. */
  void losePatterns(ASTNode code) {
    code.accept(new ASTVisitor() {
      @Override
      public boolean visit(SingleVariableDeclaration v) {
        lose(v.getName().getIdentifier());
        return true;
      }
    });
  }

  /** The name stands for something else from here on. */
  void regain(String name) {
    lost.remove(name);
  }

  /** All that was found, as one. */
  LoweringException refusal() {
    var all = new LinkedHashSet<LoweringException>();
    for (LoweringException e : found) all.addAll(e.all());
    var said = new LinkedHashSet<String>();
    List<LoweringException> list = all.stream().filter(e -> !isOfName(e) || said.add(e.getMessage())).toList();
    return found.size() == 1 ? found.iterator().next() : list.getFirst().with(list.subList(1, list.size()));
  }

  /** Whether one mention of the name is as good as another. */
  private static boolean isOfName(LoweringException e) {
    return switch (e.diagnostic()) {
      case UNKNOWN_NAME, UNKNOWN_METHOD, AMBIGUOUS_ALIAS, NOT_CONSTANT, CONSTANT_UNKNOWN, STATIC_ARRAY, TABLE_NOT_PRIVATE, TABLE_WRITTEN, TABLE_UNKNOWN,
          TABLE_TOO_LARGE -> true;
      default -> false;
    };
  }
}
