package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ArrayCreation;
import org.eclipse.jdt.core.dom.ArrayInitializer;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.NullLiteral;

/** New arrays. */
final class Arrays {
  private final Body body;

  Arrays(Body body) {
    this.body = body;
  }

  Value created(ArrayCreation a, String name) throws LoweringException {
    JavaType type = body.statements.type(a.getType(), 0, null);
    if (a.getInitializer() != null) return initialised(a.getInitializer(), type, name);
    var dims = new ArrayList<Atom>();
    for (Expression d : Scan.nodes(a.dimensions(), Expression.class)) dims.add(body.expressions.integer(d));
    return made(type, dims, name);
  }

  /** A new array of zeros, or one of records without elements. */
  Value made(JavaType type, List<Atom> dims, String name) {
    var leaves = new ArrayList<Leaf>();
    for (JavaType.Named leaf : type.leaves(name)) {
      leaves.add(body.fresh(leaf.name(), body.builder.newArray(leaf.name(), leaf.type(), dims.toArray(Atom[]::new))));
    }
    return new Value(type, leaves);
  }

  /** {@code {1, 2, 3}} as an array of that type. */
  Value initialised(ArrayInitializer values, JavaType type, String name) throws LoweringException {
    JavaType element = type.indexed();
    if (element == null) throw body.mismatch(values, Overloads.text(type));
    List<Expression> all = Scan.nodes(values.expressions(), Expression.class);
    Value array = made(type, List.of(Lit.of(all.size())), name);
    for (int i = 0; i < all.size(); i++) {
      Expression e = all.get(i);
      if (e instanceof NullLiteral && RecordArrays.mayBeAbsent(type)) continue;
      Value v = e instanceof ArrayInitializer row ? initialised(row, element, "row")
          : body.expressions.converted(body.expressions.value(e, "t"), element, "t", e);
      body.assignments.store(new Assignments.Accessed(array, Lit.of(i)), v, e, e);
    }
    return array;
  }

  /** {@code a.clone()}. */
  Value cloned(JavaType type, Arr place, String name, ASTNode at) throws LoweringException {
    if (place.type().rank() > 1) throw body.refuse(at, Diagnostic.SHALLOW_CLONE, Overloads.text(type));
    return new Value(type, List.of(body.fresh(name, body.builder.bind(name, place.type(), new Op.Copy(body.load("row", place))))));
  }
}
