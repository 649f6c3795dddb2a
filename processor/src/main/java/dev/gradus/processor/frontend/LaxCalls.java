package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.CustomRule;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.eclipse.jdt.core.dom.Block;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodInvocation;

/**
 * Calls of {@code dev.gradus.lax.Lax}, whose methods mean more to a derivative than what they compute. {@code stopGradient} is a primitive
 * on numbers; of an array it makes a copy, element by element, at run time too, so that the two are never one array in Java and two here.
 */
final class LaxCalls {
  static final String CLASS = "dev.gradus.lax.Lax";

  private final Body body;

  LaxCalls(Body body) {
    this.body = body;
  }

  Value lower(List<ExecutableElement> candidates, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    List<JavaType> types = Calls.types(args);
    if (types.size() == 1 && types.getFirst() instanceof JavaType.Rec r) return stopped(args.getFirst(), copied(r, m), name);
    List<ExecutableElement> chosen = Overloads.choose(candidates, body.frontEnd::parameterTypes, types);
    if (chosen.isEmpty()) throw body.calls.unknown(m.getName(), m.getName().getIdentifier(), types);
    return stopped(args.getFirst(), body.frontEnd.parameterTypes(chosen.getFirst()).getFirst(), name);
  }

  /** Whether this is {@code checkpoint} with something to run. */
  boolean isCheckpoint(List<ExecutableElement> candidates, List<Argument> args) {
    return ((TypeElement) candidates.getFirst().getEnclosingElement()).getQualifiedName().contentEquals(CLASS) && args.size() == 1
        && args.getFirst().value().function() != null;
  }

  /** The code becomes a function of what it captures, which reverse mode runs again. */
  Value checkpoint(Argument a, MethodInvocation m, String name) throws LoweringException {
    Lambda f = a.value().function();
    if (!(f.code() instanceof LambdaExpression l) || l.getBody() instanceof Block || !l.parameters().isEmpty()) {
      throw body.refuse(a.code(), Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(a.code()) + "' here", "write () -> and an expression, which may be a call");
    }
    var before = new LinkedHashMap<>(body.state.arrays);
    body.builder.open();
    var results = new ArrayList<Atom>();
    Value value;
    List<Eqn> code;
    try {
      value = body.inPlace.supplied(f, m.getName(), name);
      for (Leaf leaf : value.leaves()) {
        results.add(body.atom(name, leaf, a.code()));
      }
    } finally {
      code = body.builder.close();
    }
    for (Root root : before.keySet()) {
      if (!before.get(root).equals(body.state.arrays.get(root))) throw body.refuse(a.code(), Diagnostic.CHECKPOINT_WRITES, root.name());
    }
    body.state.arrays.keySet().retainAll(before.keySet());
    List<Var> captured = List.copyOf(FreeVars.of(new Region(List.of(), code, results)));
    Func segment = new Func(body.nextSegment(),
        new Region(captured, code, results), Set.of(), new CustomRule.Again());
    body.callees.put(segment.name(), segment);
    List<Var> given = results.stream().map(r -> Var.fresh(name, r.type())).toList();
    body.builder.add(new Eqn(given, new Op.Call(segment.signature(), List.copyOf(captured))));
    var leaves = new ArrayList<Leaf>();
    for (int k = 0; k < given.size(); k++) {
      leaves.add(given.get(k).type().isArray() ? body.fresh(name, given.get(k)) : new Num(given.get(k)));
      if (leaves.get(k) instanceof Arr own) body.link(own, (Arr) value.leaves().get(k));
    }
    return new Value(value.type(), leaves);
  }

  /** The record, which is made anew if there are arrays in it: by its constructor, from what its accessors say. */
  private JavaType.Rec copied(JavaType.Rec r, MethodInvocation m) throws LoweringException {
    if (r.leaves().stream().noneMatch(l -> l.isArray())) return r;
    if (!r.implicitConstructor()) throw body.refuse(m, Diagnostic.EXPLICIT_CONSTRUCTOR, Overloads.text(r));
    for (JavaType.Component c : r.components()) {
      if (body.resolver.hasOwnAccessor(r, c.name())) throw body.refuse(m, Diagnostic.EXPLICIT_ACCESSOR, c.name(), Overloads.text(r));
      if (c.type() instanceof JavaType.Rec inner) copied(inner, m);
    }
    return r;
  }

  private Value stopped(Argument a, JavaType type, String name) throws LoweringException {
    Value value = body.expressions.converted(a.value(), type, name, a.code());
    var leaves = new ArrayList<Leaf>();
    for (Leaf leaf : value.leaves()) {
      leaves.add(switch (body.readable(leaf, Body.excerpt(a.code()), a.code())) {
        case Num(var atom) -> new Num(stopped(name, atom));
        case Arr place -> copied(name, body.load("row", place));
        case Leaf.Absent _ -> throw new IllegalStateException();
      });
    }
    return new Value(type, leaves);
  }

  private Atom stopped(String name, Atom number) {
    return number.type().isFloat() ? body.apply(name, Prim.STOP_GRADIENT, number) : number;
  }

  private Arr copied(String name, Atom array) {
    return body.fresh(name, filled(name, body.builder.zerosLike(name, array), array, List.of()));
  }

  /** The copy with the elements of the array below these indices. */
  private Atom filled(String name, Atom copy, Atom array, List<Atom> index) {
    Atom length = body.builder.length(array, index.toArray(Atom[]::new));
    return body.builder.loop("i", Lit.of(0), length, false, List.of(name), List.of(copy), (i, carries) -> {
      var at = new ArrayList<>(index);
      at.add(i);
      if (at.size() < array.type().rank()) return List.of(filled(name, carries.getFirst(), array, at));
      return List.of(body.builder.store(carries.getFirst(), at, stopped("t", body.builder.load("t", array, at))));
    }).getFirst();
  }
}
