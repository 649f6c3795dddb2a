package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.dom.ASTMatcher;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ArrayAccess;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ExpressionStatement;
import org.eclipse.jdt.core.dom.FieldAccess;
import org.eclipse.jdt.core.dom.NullLiteral;
import org.eclipse.jdt.core.dom.PostfixExpression;
import org.eclipse.jdt.core.dom.PrefixExpression;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.Statement;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;
import org.eclipse.jdt.core.dom.VariableDeclarationStatement;

/**
 * Assignments to variables, elements and rows. The place on the left is evaluated first, as in Java; only in arrays of records does the
 * exception of an outer index that is out of range come after those of the right-hand side.
 *
 * <p>A row may be stored where that makes no second name for an array: what is stored is an array of its own, whose variables become
 * views of the row; or two rows are exchanged by the usual three statements.
 */
final class Assignments {
  private final Body body;

  Assignments(Body body) {
    this.body = body;
  }

  static boolean isStep(PrefixExpression.Operator op) {
    return op == PrefixExpression.Operator.INCREMENT || op == PrefixExpression.Operator.DECREMENT;
  }

  // ---- what is assigned to ----

  private sealed interface Target {
    record Variable(Local local) implements Target {}

    record Element(Arr place, JavaType type) implements Target {}

    record RecordElement(Value array, Atom index) implements Target {}
  }

  private Target target(Expression e) throws LoweringException {
    return switch (Scan.unwrapped(e)) {
      case SimpleName n when body.local(n.getIdentifier()) != null -> new Target.Variable(body.local(n.getIdentifier()));
      case SimpleName n when body.resolver.field(n.getIdentifier(), body.owner).isEmpty() ->
          throw body.unknown(n, n.getIdentifier(), body.names(), body.resolver.isSettled(body.owner));
      case ArrayAccess a -> {
        refuseStatic(a);
        Accessed accessed = accessed(a);
        yield accessed.array().type() instanceof JavaType.Leaf ? new Target.Element(accessed.place(), accessed.array().type().indexed())
            : new Target.RecordElement(accessed.array(), accessed.index());
      }
      case FieldAccess f when body.constructors.component(f) instanceof Local component -> new Target.Variable(component);
      case Expression other ->
          throw body.refuse(other, Diagnostic.UNSUPPORTED_EXPRESSION, "assigning to the field '" + Body.excerpt(other) + "'",
          "assign to a local variable and return it");
    };
  }

  /** An array that a field holds is not written. */
  private void refuseStatic(ArrayAccess a) throws LoweringException {
    Expression array = a.getArray();
    while (Scan.unwrapped(array) instanceof ArrayAccess row) array = row.getArray();
    boolean isField = Scan.unwrapped(array) instanceof SimpleName n && body.local(n.getIdentifier()) == null
        && (body.object() == null || body.object().component(n.getIdentifier()) == null) && body.resolver.field(n.getIdentifier(), body.owner).isPresent();
    if (!isField) return;
    throw body.refuse(array, Diagnostic.TABLE_WRITTEN, array, Body.excerpt(a.getParent()),
        "line " + body.unit.tree().getLineNumber(a.getStartPosition()), "pass the array as a parameter");
  }

  /** An array, and an index into it. */
  record Accessed(Value array, Atom index) {
    /** The element's place, in an array of scalars. */
    Arr place() {
      return ((Arr) array.leaves().getFirst()).at(index);
    }
  }

  /** What {@code a[i]} is about. */
  Accessed accessed(ArrayAccess a) throws LoweringException {
    Value array = body.expressions.array(a.getArray());
    int replaced = body.aliases.replacements();
    int writes = body.aliases.writes();
    Atom index = body.expressions.integer(a.getIndex());
    if (!((Arr) array.leaves().getFirst()).isWhole()) unreplaced(replaced, a.getArray());
    body.checkUnwritten(writes, array, a.getArray());
    return new Accessed(array, index);
  }

  /** What is there: a scalar, the place of a row, a record. */
  Value element(Accessed a, String name, ASTNode at) throws LoweringException {
    if (a.array().type() instanceof JavaType.RecordArray) return body.recordArrays.element(a.array(), a.index(), name, at);
    Arr place = a.place();
    JavaType type = a.array().type().indexed();
    return place.type().isArray() ? new Value(type, List.of(place)) : Value.of(type, body.load(name, place));
  }

  private void unreplaced(int before, Expression view) throws LoweringException {
    if (body.aliases.replacements() != before) throw body.refuse(view, Diagnostic.REPLACED_ROW, Body.excerpt(view));
  }

  // ---- assignments ----

  /** Gives the value assigned, where it is {@code used}. */
  Value assign(Assignment a, boolean used) throws LoweringException {
    Target target = target(a.getLeftHandSide());
    Operator op = Operator.of(a.getOperator());
    Expression right = a.getRightHandSide();
    return switch (target) {
      case Target.Variable(var local) when op == null && right instanceof NullLiteral && body.nullable.is(local) && !used -> {
        body.nullable.set(local, false);
        yield null;
      }
      case Target.Variable(var local) when op == null -> {
        Value value = body.recovered(right, local.type(),
            () -> body.expressions.converted(body.expressions.value(right, local.name()), local.type(), local.name(), right));
        body.assign(local, value);
        body.nullable.set(local, true);
        touch(right, local.name(), value);
        yield value;
      }
      case Target.Variable(var local) -> {
        Atom old = scalar(body.read(local), local.name(), a.getLeftHandSide());
        Value value = updated(op, old, local.type(), body.expressions.scalar(right, "t"), a, local.name());
        body.assign(local, value);
        yield value;
      }
      case Target.Element(var place, var type) when op == null -> {
        int replaced = body.aliases.replacements();
        Value value = place.prefix().size() > 1 ? inRow(place, type, right) : stored(type, right);
        if (place.prefix().size() > 1) unreplaced(replaced, a.getLeftHandSide());
        yield store(place, value, right, a.getLeftHandSide());
      }
      case Target.Element(var place, var type) -> update(place, type, op, right, a, used);
      case Target.RecordElement(var array, var index) -> {
        if (op != null) throw body.mismatch(a.getLeftHandSide(), "a number");
        if (right instanceof NullLiteral && RecordArrays.mayBeAbsent(array.type()) && !used) {
          body.recordArrays.clear(array, index, a.getLeftHandSide());
          yield null;
        }
        int replaced = body.aliases.replacements();
        Value value = body.expressions.converted(body.expressions.value(right, "t"), array.type().indexed(), "t", right);
        if (!((Arr) array.leaves().getFirst()).isWhole()) unreplaced(replaced, a.getLeftHandSide());
        yield store(new Accessed(array, index), value, right, a.getLeftHandSide());
      }
    };
  }

  private Value update(Arr place, JavaType type, Operator op, Expression right, Assignment a, boolean used) throws LoweringException {
    if (place.type().isArray()) throw body.mismatch(a.getLeftHandSide(), "a number");
    Kind kind = place.type().kind();
    if (!used && kind.isFloat() && (op == Operator.PLUS || op == Operator.MINUS) && added(place, op, right, kind, a)) return null;
    int replaced = body.aliases.replacements();
    Atom old = body.load("t", place);
    Value value = updated(op, old, type, body.expressions.scalar(right, "t"), a, "t");
    if (place.prefix().size() > 1) unreplaced(replaced, a.getLeftHandSide());
    return store(place, value, right, a.getLeftHandSide());
  }

  /**
   * {@code a[i] += e} without reading the old value; gives false, with nothing done, if {@code e} changes the array or is wider than it.
   * The element is looked at first if {@code e} may throw, for the exception of a wrong index comes before that of {@code e}.
   */
  private boolean added(Arr place, Operator op, Expression right, Kind kind, Assignment at) throws LoweringException {
    State before = body.state.copy();
    Atom[] value = new Atom[1];
    body.builder.open();
    List<Eqn> eqns;
    try {
      value[0] = body.expressions.number(right, "t");
    } finally {
      eqns = body.builder.close();
    }
    boolean fits = body.state.arrays.get(place.root()) == before.arrays.get(place.root()) && Overloads.widens(value[0].type().kind(), kind);
    if (!fits) {
      body.state = before;
      return false;
    }
    if (throwsOtherwise(eqns)) body.load("t", place);
    body.builder.addAll(eqns);
    Atom converted = body.expressions.convert("t", value[0], kind);
    add(place, op == Operator.MINUS ? body.builder.neg(converted) : converted, at.getLeftHandSide());
    return true;
  }

  private Value stored(JavaType type, Expression right) throws LoweringException {
    return body.expressions.converted(body.expressions.value(right, "t"), type, "t", right);
  }

  /** What is to be stored in a row, which is looked at first if computing that may throw. */
  private Value inRow(Arr place, JavaType type, Expression right) throws LoweringException {
    Atom array = body.state.arrays.get(place.root());
    Value value;
    List<Eqn> eqns;
    body.builder.open();
    try {
      value = stored(type, right);
    } finally {
      eqns = body.builder.close();
    }
    if (throwsOtherwise(eqns)) body.builder.load("row", array, place.prefix().subList(0, place.prefix().size() - 1));
    body.builder.addAll(eqns);
    return value;
  }

  /** Whether this may throw something that can be told from a wrong index: on purpose, by a division, in a call. */
  private static boolean throwsOtherwise(List<Eqn> eqns) {
    for (Eqn e : eqns) {
      if (e.op().regions().stream().anyMatch(r -> throwsOtherwise(r.eqns()))) return true;
      boolean otherwise = switch (e.op()) {
        case Op.Load _, Op.Store _, Op.AddAt _, Op.Length _ -> false;
        case Op op -> op.effect() != Effect.PURE;
      };
      if (otherwise) return true;
    }
    return false;
  }

  private void add(Arr place, Atom value, ASTNode at) {
    Atom array = body.state.arrays.get(place.root());
    body.state.arrays.put(place.root(), body.builder.addAt(array, place.prefix(), value));
    body.wrote(place, at);
  }

  /** The operator's result, narrowed to the type of the old value as compound assignment does. */
  private Value updated(Operator op, Atom old, JavaType type, Atom right, ASTNode at, String name) throws LoweringException {
    Atom converted = body.expressions.convert(name, body.expressions.binary(op, old, right, at, name), old.type().kind());
    return Value.of(type, type instanceof JavaType.Leaf(_, var range) ? body.expressions.narrowed(name, converted, range) : converted);
  }

  private Atom scalar(Value v, String name, Expression at) throws LoweringException {
    if (v.leaves().size() == 1 && body.readable(v.leaves().getFirst(), name, at) instanceof Num(var atom)) return atom;
    throw body.mismatch(at, "a number");
  }

  // ---- ++ and -- ----

  Value step(PrefixExpression e, boolean used) throws LoweringException {
    return step(e.getOperand(), e.getOperator() == PrefixExpression.Operator.INCREMENT, false, used, e);
  }

  Value step(PostfixExpression e, boolean used) throws LoweringException {
    return step(e.getOperand(), e.getOperator() == PostfixExpression.Operator.INCREMENT, true, used, e);
  }

  private Value step(Expression operand, boolean up, boolean givesOld, boolean used, Expression at) throws LoweringException {
    Target target = target(operand);
    Operator op = up ? Operator.PLUS : Operator.MINUS;
    Atom old = switch (target) {
      case Target.Variable(var local) -> scalar(body.read(local), local.name(), operand);
      case Target.RecordElement _ -> throw body.mismatch(operand, "a number");
      case Target.Element(var place, _) -> {
        if (place.type().isArray()) throw body.mismatch(operand, "a number");
        if (!used && place.type().isFloat()) {
          add(place, Lit.of(place.type().kind(), up ? 1 : -1), operand);
          yield null;
        }
        yield body.load("t", place);
      }
    };
    if (old == null) return null;
    JavaType type = switch (target) {
      case Target.Variable(var local) -> local.type();
      case Target.Element(_, var element) -> element;
      case Target.RecordElement _ -> throw new IllegalStateException();
    };
    Value next = updated(op, old, type, Lit.of(1), at, target instanceof Target.Variable(var local) ? local.name() : "t");
    switch (target) {
      case Target.Variable(var local) -> body.assign(local, next);
      case Target.Element(var place, _) -> store(place, next, at, operand);
      case Target.RecordElement _ -> throw new IllegalStateException();
    }
    return givesOld ? Value.of(type, old) : next;
  }

  // ---- stores ----

  /** Stores an element, a row or a record, {@code what}; gives the value stored, in which arrays are views of the rows. */
  Value store(Accessed to, Value value, Expression what, ASTNode at) throws LoweringException {
    return to.array().type() instanceof JavaType.RecordArray ? body.recordArrays.store(to.array(), to.index(), value, what, at)
        : store(to.place(), value, what, at);
  }

  Value store(Arr place, Value value, Expression what, ASTNode at) throws LoweringException {
    return new Value(value.type(), List.of(store(place, value.leaves().getFirst(), what, at)));
  }

  Leaf store(Arr place, Leaf value, Expression what, ASTNode at) throws LoweringException {
    return switch (body.readable(value, Body.excerpt(what), what)) {
      case Num(var atom) -> {
        put(place, atom, at);
        yield value;
      }
      case Arr row -> {
        storeRow(place, row, what, at);
        yield place;
      }
      case Leaf.Absent _ -> throw new IllegalStateException();
    };
  }

  void put(Arr place, Atom value, ASTNode at) {
    Atom array = body.state.arrays.get(place.root());
    body.state.arrays.put(place.root(), body.builder.store(array, place.prefix(), value));
    body.wrote(place, at);
  }

  /** The row becomes part of the array if it is an array of its own; else a copy of it does, which may be read like the row itself. */
  private void storeRow(Arr place, Arr row, Expression what, ASTNode at) throws LoweringException {
    boolean isOwn = row.isWhole() && !isCallers(row.root());
    boolean mayBeOther = body.state.links.has(row.root());
    if ((!isOwn || mayBeOther) && isCallers(place.root())) throw body.refuse(what, Diagnostic.ALIASED_ROW, "'" + Body.excerpt(what) + "'");
    if (mayBeOther) body.aliases.relate(row.root(), place.root());
    Atom value = body.load("row", row);
    put(place, isOwn ? value : body.builder.copy(value), at);
    rowReplaced(place);
    if (!isOwn) {
      body.link(place, row);
      return;
    }
    body.state.arrays.remove(row.root());
    body.state.links.moved(row.root(), place);
    body.state.slots.replaceAll((_, leaf) -> leaf instanceof Arr a && a.root() == row.root() ? moved(a, place) : leaf);
  }

  private boolean isCallers(Root root) {
    return body.state.slots.entrySet().stream()
        .anyMatch(e -> e.getKey().owner == Owner.CALLER && e.getValue() instanceof Arr a && a.root() == root);
  }

  private static Arr moved(Arr view, Arr to) {
    var prefix = new ArrayList<>(to.prefix());
    prefix.addAll(view.prefix());
    return new Arr(to.root(), prefix);
  }

  /** Forgets the views of a row that another array has taken the place of. */
  void rowReplaced(Arr place) {
    body.aliases.replacedRow(place.root());
    body.state.slots.replaceAll((_, leaf) -> leaf instanceof Arr view && isPartOf(view, place) ? new Leaf.Absent(Diagnostic.REPLACED_ROW)
        : leaf);
  }

  /** Forgets all views of rows of an array. */
  void rowsReplaced(Root root) {
    body.aliases.replacedRow(root);
    body.state.links.shuffled(root, 1);
    for (Slot s : List.copyOf(body.state.slots.keySet())) {
      if (body.state.slots.get(s) instanceof Arr a && a.root() == root && !a.isWhole()) {
        body.state.slots.put(s, new Leaf.Absent(Diagnostic.REPLACED_ROW));
      }
    }
  }

  private static boolean isPartOf(Arr view, Arr place) {
    if (view.root() != place.root() || view.prefix().size() < place.prefix().size()) return false;
    for (int i = 0; i < place.prefix().size(); i++) {
      Atom x = view.prefix().get(i);
      Atom y = place.prefix().get(i);
      if (x instanceof Lit && y instanceof Lit && !x.equals(y)) return false;
    }
    return true;
  }

  /** A row that gets a name is looked at when it gets it, so that a wrong index is found there, as Java does. */
  void touch(Expression right, String name, Value value) {
    if (Scan.unwrapped(right) instanceof ArrayAccess && !(value.type() instanceof JavaType.Rec)
        && value.leaves().getFirst() instanceof Arr row && !row.isWhole()) {
      body.load(name, row);
    }
  }

  // ---- exchanging rows ----

  private record Swap(String name, ArrayAccess first, ArrayAccess second) {}

  /** Lowers {@code t = a[i]; a[i] = a[j]; a[j] = t;} on rows; gives the number of statements lowered, 0 if these are others. */
  int rowSwap(List<Statement> code) throws LoweringException {
    Swap swap = swap(code);
    if (swap == null || !hasRows(swap.first())) return 0;
    List<Arr> first = places(accessed(swap.first()), swap.first());
    List<Atom> one = taken(first, swap);
    Accessed last = accessed(swap.second());
    List<Arr> second = places(last, swap.second());
    List<Atom> two = taken(second, swap);
    replace(first, two, swap.first());
    replace(second, one, swap.second());
    body.declare(swap.name(), element(last, swap.name(), swap.second()));
    return 3;
  }

  private List<Atom> taken(List<Arr> places, Swap swap) {
    var values = new ArrayList<Atom>();
    for (Arr p : places) {
      Atom value = body.load(swap.name(), p);
      values.add(value.type().isArray() ? body.builder.copy(value) : value);
    }
    return values;
  }

  private void replace(List<Arr> places, List<Atom> by, ASTNode at) {
    for (int k = 0; k < by.size(); k++) {
      put(places.get(k), by.get(k), at);
      if (!by.get(k).type().isArray()) continue;
      rowReplaced(places.get(k));
      body.state.links.shuffled(places.get(k).root(), places.get(k).prefix().size());
    }
  }

  /** The places that {@code a[i]} consists of: one, or one for each leaf of a record. */
  private List<Arr> places(Accessed a, ASTNode at) throws LoweringException {
    if (a.array().type() instanceof JavaType.Leaf) return List.of(a.place());
    var places = new ArrayList<Arr>();
    for (Leaf l : body.recordArrays.presentPlaces(a.array(), a.index(), at)) places.add((Arr) body.readable(l, Body.excerpt(at), at));
    return places;
  }

  private static Swap swap(List<Statement> code) {
    if (code.size() < 3 || !(code.get(0) instanceof VariableDeclarationStatement d) || d.fragments().size() != 1) return null;
    VariableDeclarationFragment t = (VariableDeclarationFragment) d.fragments().getFirst();
    Assignment second = assignment(code.get(1));
    Assignment third = assignment(code.get(2));
    if (!(t.getInitializer() instanceof ArrayAccess first) || second == null || third == null) return null;
    boolean fits = second.getRightHandSide() instanceof ArrayAccess && same(first, second.getLeftHandSide())
        && same(second.getRightHandSide(), third.getLeftHandSide()) && same(t.getName(), third.getRightHandSide());
    boolean pure = Scan.assigned(List.of(first, second.getRightHandSide())).isEmpty() && !Scan.calls(first)
        && !Scan.calls(second.getRightHandSide());
    return fits && pure ? new Swap(t.getName().getIdentifier(), first, (ArrayAccess) second.getRightHandSide()) : null;
  }

  private static Assignment assignment(Statement s) {
    return s instanceof ExpressionStatement e && e.getExpression() instanceof Assignment a
        && a.getOperator() == Assignment.Operator.ASSIGN ? a : null;
  }

  private static boolean same(Expression a, Expression b) {
    return a.subtreeMatch(new ASTMatcher(), b);
  }

  private boolean hasRows(ArrayAccess a) throws LoweringException {
    State before = body.state;
    body.state = before.copy();
    body.builder.open();
    try {
      return places(accessed(a), a).stream().anyMatch(p -> p.type().isArray());
    } finally {
      body.builder.close();
      body.state = before;
    }
  }
}
