package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.MethodInvocation;

/**
 * The methods of batches of records, which need not exist yet: {@code batch.get(i)} is what {@code new P(batch.x()[i], batch.y()[i])} is,
 * {@code batch.y()} in place of its element where lanes share it, and {@code batch.size()} the length of a component. The generated class has the same ({@code BatchTwins}).
 */
final class Batches {
  private final Body body;

  Batches(Body body) {
    this.body = body;
  }

  /** What the call gives, if it is one of these. */
  Optional<Value> lower(Value on, MethodInvocation m, String name) throws LoweringException {
    JavaType.Rec lane = lane(on.type());
    if (lane == null) return Optional.empty();
    String id = m.getName().getIdentifier();
    if (id.equals("size") && m.arguments().isEmpty()) {
      Arr counted = counted(on, lane, m);
      if (counted != null) {
        Op length = new Op.Length(body.state.arrays.get(counted.root()), counted.prefix());
        return Optional.of(Value.of(body.builder.bind(name.equals("t") ? "n" : name, ValueType.I32, length)));
      }
    }
    if (!id.equals("get") || m.arguments().size() != 1) return Optional.empty();
    int writes = body.aliases.writes();
    Atom index = body.expressions.integer((Expression) m.arguments().getFirst());
    body.checkUnwritten(writes, on, m);
    return Optional.of(get(on, lane, index, name, m));
  }

  private JavaType.Rec lane(JavaType type) {
    if (!(type instanceof JavaType.Rec r) || r.simpleNames().size() > 1) return null;
    String qualified = (r.packageName().isEmpty() ? "" : r.packageName() + ".") + r.simpleNames().getFirst();
    return body.frontEnd.planned().batch(qualified).isPresent() ? body.frontEnd.planned().lane(qualified).orElseThrow() : null;
  }

  private Value get(Value batch, JavaType.Rec lane, Atom index, String name, MethodInvocation m) throws LoweringException {
    var components = new ArrayList<Argument>();
    for (JavaType.Component c : lane.components()) {
      Value of = batch.component(c.name());
      if (of.type().equals(c.type())) components.add(new Argument(m, of));
      else components.add(new Argument(m, c.type() instanceof JavaType.Rec inner ? get(of, inner, index, name, m)
          : element(new Value(of.type(), List.of(array(of, m))), index, name + "_" + c.name(), m)));
    }
    return body.constructors.made(lane, List.copyOf(components), m);
  }

  private Value element(Value array, Atom index, String name, MethodInvocation m) throws LoweringException {
    return body.assignments.element(new Assignments.Accessed(array, index), name, m);
  }

  private Arr array(Value component, MethodInvocation m) throws LoweringException {
    return (Arr) body.readable(component.leaves().getFirst(), Body.excerpt(m), m);
  }

  /** The array that says how many lanes there are, or {@code null} if {@code size} is a component. */
  private Arr counted(Value batch, JavaType.Rec lane, MethodInvocation m) throws LoweringException {
    if (lane.components().stream().anyMatch(c -> c.name().equals("size"))) return null;
    for (JavaType.Component c : lane.components()) {
      Value of = batch.component(c.name());
      if (of.type().equals(c.type())) continue;
      Arr found = c.type() instanceof JavaType.Rec inner ? counted(of, inner, m) : array(of, m);
      if (found != null) return found;
    }
    return null;
  }
}
