package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.frontend.Statements.Returned;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;
import org.eclipse.jdt.core.dom.Statement;

/** A method as a function: parameters in, the returned value and the arrays written out, and what callers must know about aliases. */
final class MethodBody {
  private final Body body;
  private final ExecutableElement method;
  private final MethodDeclaration declaration;
  private final String name;
  private final List<Var> vars = new ArrayList<>();
  private final List<Root> roots = new ArrayList<>();
  /** For each leaf of the parameters, the array as the caller knows it; null for a scalar. */
  private final List<Slot> callers = new ArrayList<>();
  private final Set<Integer> spoiled = new LinkedHashSet<>();

  MethodBody(Body body, ExecutableElement method, MethodDeclaration declaration, String name) {
    this.body = body;
    this.method = method;
    this.declaration = declaration;
    this.name = name;
  }

  Callee lower() throws LoweringException {
    List<Lowered.Param> params = params();
    JavaType returns = null;
    if (method.getReturnType().getKind() != TypeKind.VOID) {
      if (body.frontEnd.isFunction(method.getReturnType(), body.owner)) {
        throw body.refuse(declaration.getReturnType2(), Diagnostic.FUNCTION_ESCAPES, "that " + method.getSimpleName() + " returns");
      }
      returns = body.frontEnd.types().of(method.getReturnType(), body.owner)
          .orElseThrow(() -> body.unsupported(Body.named(declaration.getReturnType2()), method.getReturnType(), method.getSimpleName()));
      body.statements.returns(returns);
    }
    body.frontEnd.assumptions().begin(method, assumption(params, returns));
    body.statements.sequence(statements());
    if (body.recovery.isUnderWay()) return assumption(params, returns);
    var results = new ArrayList<Atom>();
    if (returns != null) {
      for (Slot s : body.statements.result().slots()) {
        if (Leaf.UNASSIGNED.equals(body.state.slots.get(s))) body.state.slots.put(s, body.placeholder(s));
        results.add(body.atom(s.name, body.state.slots.get(s), declaration));
      }
    }
    var owned = new LinkedHashSet<Var>();
    int leaf = 0;
    for (Lowered.Param p : params) {
      for (JavaType.Component piece : p.type().pieces(p.name())) {
        int next = leaf + piece.type().leaves().size();
        giveBack(piece, leaf, next, owned, results);
        leaf = next;
      }
    }
    Func f = TableCopies.run(new Func(name, new Region(vars, body.builder.close(), results), owned));
    List<Boolean> replaced = roots.stream().map(r -> r != null && body.aliases.hasReplacedRows(r)).toList();
    List<Boolean> alone = IntStream.range(0, vars.size()).mapToObj(k -> owned.contains(vars.get(k)) || spoiled.contains(k)).toList();
    return new Callee(f, params, returns, returns == null ? List.of() : origins(returns), alone, replaced, spoiled,
        body.callees, body.sources);
  }

  /** What is assumed of the method until more is known: that it writes nothing and returns nothing. */
  private Callee assumption(List<Lowered.Param> params, JavaType returns) {
    List<ValueType> leaves = returns == null ? List.of() : returns.leaves();
    Func f = new Func(name, new Region(vars, List.of(), leaves.stream().<Atom>map(t -> Var.fresh("t", t)).toList()));
    return Callee.pure(f, params, returns, Collections.nCopies(leaves.size(), Callee.NOTHING), Collections.nCopies(vars.size(), false), Map.of(),
        body.sources);
  }

  /** Adds what became of these leaves of a parameter, if the method writes one of them. */
  private void giveBack(JavaType.Component piece, int from, int to, Set<Var> owned, List<Atom> results) throws LoweringException {
    if (callers.get(from) == null) return;
    var now = new ArrayList<Atom>();
    for (int leaf = from; leaf < to; leaf++) now.add(finalValue(callers.get(leaf), leaf, to - from == 1));
    if (now.equals(vars.subList(from, to))) return;
    boolean isNested = piece.type() instanceof JavaType.RecordArray(var element, var _) && element.hasRecordArray();
    if (isNested) {
      ASTNode at = body.aliases.firstWrite(roots.subList(from, to));
      throw body.refuse(at == null ? declaration.getName() : at, Diagnostic.NESTED_RECORD_ARRAYS, method.getSimpleName(), piece.name());
    }
    ASTNode write = body.aliases.firstWrite(roots.subList(from, to));
    if (write != null) body.frontEnd.wrote(method, from, body.refuse(write, Diagnostic.WRITES_UNMAPPED, method.getSimpleName(), piece.name()));
    owned.addAll(vars.subList(from, to));
    results.addAll(now);
  }

  /** The statements, with the return that Java leaves out at the end of a {@code void} method. */
  private List<Statement> statements() {
    var all = new ArrayList<>(Statements.statements(declaration.getBody()));
    if (method.getReturnType().getKind() == TypeKind.VOID) all.add(declaration.getAST().newReturnStatement());
    return all;
  }

  private List<Lowered.Param> params() throws LoweringException {
    var params = new ArrayList<Lowered.Param>();
    if (!method.getModifiers().contains(Modifier.STATIC)) {
      params.add(param("this", body.frontEnd.types().of(body.owner.asType(), body.owner)
          .orElseThrow(() -> body.unsupported(declaration.getName(), body.owner.asType(), method.getSimpleName()))));
    }
    for (int p = 0; p < method.getParameters().size(); p++) {
      VariableElement element = method.getParameters().get(p);
      SingleVariableDeclaration declared = (SingleVariableDeclaration) declaration.parameters().get(p);
      String id = declared.getName().getIdentifier();
      Optional<JavaType> type = body.frontEnd.types().of(element.asType(), body.owner);
      if (body.frontEnd.isFunction(element.asType(), body.owner)) {
        body.recovery.note(body.refuse(declared, Diagnostic.FUNCTION_PARAMETER, "'" + id + "'", element.asType()), id);
      } else if (type.isEmpty()) {
        body.recovery.note(body.unsupported(declared, element.asType(), method.getSimpleName()), id);
      } else {
        params.add(param(id, type.get()));
      }
    }
    return params;
  }

  private Lowered.Param param(String id, JavaType type) {
    Iterator<Slot> slots = body.declare(id, type).slots().iterator();
    for (JavaType.Component piece : type.pieces(id)) {
      int group = piece.type() instanceof JavaType.RecordArray ? Var.freshGroup() : 0;
      for (int leaves = piece.type().leaves().size(); leaves > 0; leaves--) param(slots.next(), group);
    }
    return new Lowered.Param(id, type);
  }

  private void param(Slot s, int group) {
    Var v = Var.fresh(s.name, s.type, group);
    Root root = s.type.isArray() ? new Root(s.name, s.type) : null;
    if (root == null) {
      body.state.slots.put(s, new Num(v));
      callers.add(null);
    } else {
      body.callers.add(v);
      body.state.arrays.put(root, v);
      body.state.slots.put(s, new Arr(root));
      body.measured(s, new Arr(root));
      Slot caller = new Slot("^" + s.local, s.name, s.type, Owner.CALLER);
      body.state.slots.put(caller, new Arr(root));
      callers.add(caller);
    }
    vars.add(v);
    roots.add(root);
  }

  /** What became of an array parameter; if that is not known, what it was, and that is noted if it may be. */
  private Atom finalValue(Slot caller, int param, boolean mayBeSpoiled) throws LoweringException {
    if (body.state.slots.get(caller) instanceof Arr a) return body.state.arrays.get(a.root());
    Optional<ASTNode> write = body.aliases.write(roots.get(param));
    if (write.isPresent()) {
      LoweringException why = body.refuse(write.get(), Diagnostic.AMBIGUOUS_ALIAS, caller.name,
          "whether it is written here depends on the path taken", "what is written");
      if (!mayBeSpoiled) throw why;
      body.frontEnd.spoils(method, param, why);
      spoiled.add(param);
    }
    return vars.get(param);
  }

  // ---- aliases of the result ----

  private List<Integer> origins(JavaType returns) {
    var origins = new ArrayList<Integer>();
    for (int leaf = 0; leaf < returns.leaves().size(); leaf++) {
      int at = leaf;
      List<Integer> all = body.statements.returned().stream().filter(r -> !isAssumed(r.leaves().get(at))).map(r -> origin(r, at)).distinct()
          .toList();
      origins.add(all.size() == 1 ? all.getFirst() : all.isEmpty() ? Callee.NOTHING : Callee.SEVERAL);
    }
    return origins;
  }

  /** Whether this is what a call returns of which nothing is known yet, so that it says nothing. */
  private boolean isAssumed(Leaf leaf) {
    return leaf instanceof Arr place && place.isWhole() && body.assumed.contains(place.root());
  }

  private int origin(Returned r, int leaf) {
    if (!(r.leaves().get(leaf) instanceof Arr place)) return Callee.FRESH;
    for (int other = 0; other < r.leaves().size(); other++) {
      if (other != leaf && r.leaves().get(other) instanceof Arr a && a.root() == place.root()) return Callee.UNCLEAR;
    }
    if (r.shared().get(leaf)) return Callee.SEVERAL;
    var family = body.aliases.family(place.root());
    if (body.aliases.isOriginal(place.root()) && roots.contains(place.root())) return place.isWhole() ? roots.indexOf(place.root()) : Callee.UNCLEAR;
    return family.stream().anyMatch(roots::contains) ? Callee.SEVERAL : Callee.FRESH;
  }
}
