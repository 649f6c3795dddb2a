package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayList;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ArrayCreation;
import org.eclipse.jdt.core.dom.ArrayInitializer;
import org.eclipse.jdt.core.dom.Expression;

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
    return Value.of(body.fresh(name, body.builder.newArray(name, ((JavaType.Leaf) type).type(), dims.toArray(Atom[]::new))));
  }

  /** {@code {1, 2, 3}} as an array of that type. */
  Value initialised(ArrayInitializer values, JavaType type, String name) throws LoweringException {
    if (!(type instanceof JavaType.Leaf(ValueType array)) || !array.isArray()) throw body.mismatch(values, Overloads.text(type));
    JavaType element = new JavaType.Leaf(array.row(1));
    Arr place = body.fresh(name, body.builder.newArray(name, array, Lit.of(values.expressions().size())));
    for (int i = 0; i < values.expressions().size(); i++) {
      Expression e = (Expression) values.expressions().get(i);
      Value v = e instanceof ArrayInitializer row ? initialised(row, element, "row")
          : body.expressions.converted(body.expressions.value(e, "t"), element, "t", e);
      body.assignments.store(place.at(Lit.of(i)), v, e, e);
    }
    return Value.of(place);
  }

  /** {@code a.clone()}. */
  Value cloned(Arr place, String name, ASTNode at) throws LoweringException {
    if (place.type().rank() > 1) throw body.refuse(at, Diagnostic.SHALLOW_CLONE, place.type().java());
    return Value.of(body.fresh(name, body.builder.bind(name, place.type(), new Op.Copy(body.load("row", place)))));
  }
}
