package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.JavaType.RecordArray;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Op.Throw.Part;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.Expression;

/**
 * Arrays of records: an array that says which elements are there, and an array for each leaf of the element. An element is a record whose
 * scalars have been read and whose arrays are rows, by the rules for rows; storing one stores each leaf. Weakness: an element that is
 * {@code null} is noticed when it is read from the array, not when one of its components is.
 */
final class RecordArrays {
  private final Body body;

  RecordArrays(Body body) {
    this.body = body;
  }

  /** {@code a[i]}. */
  Value element(Value array, Atom index, String name, ASTNode at) throws LoweringException {
    RecordArray type = (RecordArray) array.type();
    List<Leaf> places = presentPlaces(array, index, at);
    if (type.rank() > 1) return new Value(type.indexed(), places);
    List<JavaType.Named> names = type.indexed().leaves(name);
    var leaves = new ArrayList<Leaf>();
    for (int k = 1; k < places.size(); k++) leaves.add(value(places.get(k), names.get(k - 1).name()));
    return new Value(type.indexed(), leaves);
  }

  private Leaf value(Leaf place, String name) {
    return place instanceof Arr p && !p.type().isArray() ? new Num(body.load(name, p)) : place;
  }

  /** The leaves of the element as places, after looking whether it is there. */
  List<Leaf> presentPlaces(Value array, Atom index, ASTNode at) throws LoweringException {
    if (mayBeAbsent(array.type())) requirePresent(present(array, at).at(index));
    return places(array, index, at);
  }

  /** The leaves of the element as places; the first one says whether it is there. */
  List<Leaf> places(Value array, Atom index, ASTNode at) throws LoweringException {
    present(array, at);
    return array.leaves().stream().map(l -> l instanceof Arr place ? place.at(index) : l).toList();
  }

  private Arr present(Value array, ASTNode at) throws LoweringException {
    return (Arr) body.readable(array.leaves().getFirst(), Body.excerpt(at), at);
  }

  /** Throws if the element is {@code null}, unless that is known not to be so. */
  private void requirePresent(Arr element) {
    var known = new State.Present(body.state.arrays.get(element.root()), element.prefix());
    if (body.state.present.contains(known)) return;
    Atom absent = body.apply("t", Prim.NOT, body.load("t", element));
    body.throwIf(absent, "java.lang.NullPointerException", message(element));
    body.state.present.add(known);
  }

  /** {@code bodies[3] is null}. */
  private static Part[] message(Arr element) {
    var parts = new ArrayList<Part>();
    String before = element.root().name().replaceFirst("_present$", "") + "[";
    for (Atom i : element.prefix()) {
      parts.add(new Part.Text(before));
      parts.add(i instanceof Lit l ? new Part.Text(l.value().toString()) : new Part.Scalar(i, false));
      before = "][";
    }
    parts.add(new Part.Text("] is null"));
    return parts.toArray(Part[]::new);
  }

  /** {@code a[i] == null}. */
  Atom isAbsent(Value array, Atom index, ASTNode at) throws LoweringException {
    return body.apply("t", Prim.NOT, body.load("t", present(array, at).at(index)));
  }

  Value length(Value array, String name, ASTNode at) throws LoweringException {
    Arr place = present(array, at);
    return Value.of(body.builder.bind(name, ValueType.I32, new Op.Length(body.state.arrays.get(place.root()), place.prefix())));
  }

  /** Whether elements of the array, as opposed to rows, may be {@code null}. */
  static boolean mayBeAbsent(JavaType type) {
    return type instanceof RecordArray(var _, var rank) && rank == 1;
  }

  // ---- stores ----

  /** {@code a[i] = v}; gives the element, whose arrays are views of the rows stored. */
  Value store(Value array, Atom index, Value v, Expression what, ASTNode at) throws LoweringException {
    RecordArray type = (RecordArray) array.type();
    List<Leaf> places = places(array, index, at);
    int first = type.rank() == 1 ? 1 : 0;
    var stored = new ArrayList<Leaf>();
    for (int k = first; k < places.size(); k++) {
      Arr place = (Arr) body.readable(places.get(k), Body.excerpt(at), at);
      Leaf leaf = v.leaves().get(k - first);
      if (!leaf.equals(place)) leaf = body.assignments.store(place, leaf, what, at);
      stored.add(leaf);
    }
    if (first == 1) setPresent((Arr) places.getFirst(), Lit.of(true), at);
    return new Value(v.type(), stored);
  }

  /** {@code a[i] = null}. */
  void clear(Value array, Atom index, ASTNode at) throws LoweringException {
    setPresent((Arr) places(array, index, at).getFirst(), Lit.of(false), at);
  }

  private void setPresent(Arr element, Lit present, ASTNode at) {
    body.assignments.put(element, present, at);
    if (present.equals(Lit.of(true))) {
      body.state.present.add(new State.Present(body.state.arrays.get(element.root()), element.prefix()));
    }
  }

  /** {@code a.clone()}, where no array would belong to both. */
  Value cloned(Value array, String name, ASTNode at) throws LoweringException {
    RecordArray type = (RecordArray) array.type();
    if (type.leaves().stream().anyMatch(l -> l.rank() > 1)) throw body.refuse(at, Diagnostic.SHALLOW_CLONE, Overloads.text(type));
    var leaves = new ArrayList<Leaf>();
    for (JavaType.Named leaf : type.leaves(name)) {
      Arr place = (Arr) body.readable(array.leaves().get(leaves.size()), Body.excerpt(at), at);
      leaves.add(body.fresh(leaf.name(), body.builder.bind(leaf.name(), place.type(), new Op.Copy(body.load("row", place)))));
    }
    return new Value(type, leaves);
  }
}
