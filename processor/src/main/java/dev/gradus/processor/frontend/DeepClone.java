package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Var;
import java.util.List;
import java.util.Set;
import org.eclipse.jdt.core.dom.Block;
import org.eclipse.jdt.core.dom.ForStatement;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.Statement;
import org.eclipse.jdt.core.dom.VariableDeclarationExpression;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;
import org.eclipse.jdt.core.dom.VariableDeclarationStatement;

/**
 * The usual way to copy an array of rows, {@code c = a.clone(); for (int i = 0; i < c.length; i++) c[i] = c[i].clone();}. Between the two
 * statements the rows belong to both arrays, which is refused anywhere else; so the two are lowered as one. Weakness: this is about the
 * text; any other loop that does the same is refused.
 */
final class DeepClone {
  private final Body body;

  DeepClone(Body body) {
    this.body = body;
  }

  /** Gives the number of statements lowered, 0 if these are others. */
  int lower(List<Statement> code) throws LoweringException {
    if (code.size() < 2 || !(code.get(0) instanceof VariableDeclarationStatement d) || d.fragments().size() != 1
        || !(code.get(1) instanceof ForStatement loop)) {
      return 0;
    }
    VariableDeclarationFragment copy = (VariableDeclarationFragment) d.fragments().getFirst();
    if (!(copy.getInitializer() instanceof MethodInvocation m) || !m.getName().getIdentifier().equals("clone")
        || !(m.getExpression() instanceof Name original) || !clonesEachRow(loop, copy.getName().getIdentifier(), original.toString())) {
      return 0;
    }
    Value value = body.expressions.value(original, "t");
    if (!(value.type() instanceof JavaType.Leaf(var type, _)) || type.rank() != 2) return 0;
    String name = copy.getName().getIdentifier();
    Atom rows = body.load("rows", (Arr) body.readable(value.leaves().getFirst(), original.toString(), original));
    Var n = body.builder.length(rows);
    Var empty = body.builder.newArray(name, type, n);
    Var filled = body.builder.loop("i", Lit.of(0), n, false, List.of(name), List.of(empty), (i, carries) ->
        List.of(body.builder.store(carries.getFirst(), List.of(i), body.builder.copy(body.builder.load("row", rows, List.of(i)))))).getFirst();
    body.declare(name, new Value(value.type(), List.of(body.fresh(name, filled))));
    return 2;
  }

  private static boolean clonesEachRow(ForStatement loop, String copy, String original) {
    if (loop.initializers().size() != 1 || loop.updaters().size() != 1 || loop.getExpression() == null
        || !(loop.initializers().getFirst() instanceof VariableDeclarationExpression start) || start.fragments().size() != 1) {
      return false;
    }
    String i = ((VariableDeclarationFragment) start.fragments().getFirst()).getName().getIdentifier();
    Statement each = loop.getBody() instanceof Block b && b.statements().size() == 1 ? (Statement) b.statements().getFirst() : loop.getBody();
    return text(start).equals("int" + i + "=0") && Set.of(i + "++", "++" + i).contains(text(loop.updaters().getFirst()))
        && Set.of(i + "<" + copy + ".length", i + "<" + original + ".length").contains(text(loop.getExpression()))
        && Set.of(copy, original).stream().anyMatch(from -> text(each).equals(copy + "[" + i + "]=" + from + "[" + i + "].clone();"));
  }

  private static String text(Object node) {
    return node.toString().replaceAll("\\s+", "");
  }
}
