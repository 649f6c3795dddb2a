package dev.gradus.processor.frontend;

import dev.gradus.CustomJvp;
import dev.gradus.CustomVjp;
import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.CustomRule;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.External;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.SameShape;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * The rules that {@link CustomVjp} and {@link CustomJvp} name. A method that has one is lowered as a function with a {@link CustomRule};
 * the methods of the rule are read when all else is, for they may call the method itself, and their functions get the form that the IR
 * wants: without what is not floating-point among tangents and cotangents.
 */
final class UserRules {
  private final FrontEnd frontEnd;
  private final Map<String, ExecutableElement> methods = new LinkedHashMap<>();
  private final Map<String, ExecutableElement> externals = new LinkedHashMap<>();

  UserRules(FrontEnd frontEnd) {
    this.frontEnd = frontEnd;
  }

  /** Whether the method has a rule. */
  static boolean has(ExecutableElement method) {
    return of(method, CustomVjp.class).isPresent() || of(method, CustomJvp.class).isPresent();
  }

  private static Optional<? extends AnnotationMirror> of(ExecutableElement method, Class<?> annotation) {
    return method.getAnnotationMirrors().stream()
        .filter(a -> ((TypeElement) a.getAnnotationType().asElement()).getQualifiedName().contentEquals(annotation.getName())).findFirst();
  }

  /** A refusal at the annotation of the method that the function belongs to, if it has a rule. */
  Optional<LoweringException> refusal(String function, Diagnostic d, Object... args) {
    return Optional.ofNullable(methods.get(function)).map(m -> new Rule(m).refuse(null, d, args));
  }

  // ---- the method ----

  /** The method that was read, as one with a rule. */
  Callee ruled(ExecutableElement method, Callee c) throws LoweringException {
    Rule rule = new Rule(method);
    if (!c.func().owned().isEmpty() || !c.spoiled().isEmpty()) throw rule.refuse(null, Diagnostic.RULE_WRITES, method.getSimpleName(), method.getSimpleName());
    rule.checkTypes(c);
    methods.put(c.func().name(), method);
    return new Callee(c.func().withRule(rule.named(c.func().name())), c.params(), c.returns(), c.results(), c.alone(), c.replacesRows(),
        Set.of(), c.callees(), c.sources());
  }

  /** The method as a function that cannot be read but called, where companions can do that. */
  Callee external(ExecutableElement method, String symbol, LoweringException unread) throws LoweringException {
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    List<JavaType> params = frontEnd.parameterTypes(method);
    JavaType returns = frontEnd.types().of(method.getReturnType(), owner).orElse(null);
    boolean callable = method.getModifiers().contains(Modifier.STATIC) && method.getTypeParameters().isEmpty();
    if (!callable || !(returns instanceof JavaType.Leaf(var gives, var range)) || range != Range.ALL
        || !params.stream().allMatch(t -> t instanceof JavaType.Leaf p && p.range() == Range.ALL)) {
      throw unread;
    }
    List<ValueType> takes = params.stream().map(t -> ((JavaType.Leaf) t).type()).toList();
    Func stub = External.of(frontEnd.binaryName(owner), method.getSimpleName().toString(), takes, gives);
    List<Var> vars = stub.params().stream().map(Var::like).toList();
    Func f = Builder.func(symbol, vars, b -> {
      Var result = Var.fresh("y", gives);
      b.add(new Eqn(List.of(result), new Op.Call(stub.signature(), List.copyOf(vars))));
      return List.of(gives.isArray() ? b.copy(result) : result);
    });
    externals.put(stub.name(), method);
    List<String> names = frontEnd.parameterNames(method);
    var declared = new ArrayList<Lowered.Param>();
    for (int i = 0; i < names.size(); i++) declared.add(new Lowered.Param(names.get(i), params.get(i)));
    return Callee.pure(f, declared, returns, List.of(Callee.FRESH), Collections.nCopies(params.size(), false),
        new LinkedHashMap<>(Map.of(stub.name(), stub)), new LinkedHashSet<>(Set.of(frontEnd.binaryName(owner))));
  }

  /** Refuses what companions of the method's class would have to call but cannot see. */
  void checkReach(Collection<String> functions, ExecutableElement from) throws LoweringException {
    for (String name : functions) {
      ExecutableElement m = externals.get(name);
      if (m == null || isVisible(m, from)) continue;
      throw new Rule(m).refuse(null, Diagnostic.RULE_HIDDEN, m.getSimpleName(), from.getEnclosingElement());
    }
  }

  private static boolean isVisible(ExecutableElement m, ExecutableElement from) {
    boolean samePackage = packageOf(m).equals(packageOf(from));
    for (Element e = m; e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
      Set<Modifier> modifiers = e.getModifiers();
      if (modifiers.contains(Modifier.PRIVATE) || !samePackage && !modifiers.contains(Modifier.PUBLIC)) return false;
    }
    return true;
  }

  private static Element packageOf(Element e) {
    Element at = e;
    while (at.getKind() != ElementKind.PACKAGE) at = at.getEnclosingElement();
    return at;
  }

  // ---- the functions that rules name ----

  /** Adds the functions that the rules of these functions name, and those that they call. */
  void complete(Map<String, Func> functions, Set<String> sources) throws LoweringException {
    for (boolean more = true; more; ) {
      more = false;
      for (Func f : List.copyOf(functions.values())) {
        if (f.rule() == null || functions.keySet().containsAll(f.rule().functions())) continue;
        new Rule(methods.get(f.name())).read(f, functions, sources);
        more = true;
      }
    }
  }

  /** The rule of one method. */
  private final class Rule {
    private final ExecutableElement method;
    private final TypeElement owner;
    private final Optional<? extends AnnotationMirror> vjp;
    private final Optional<? extends AnnotationMirror> jvp;
    private final List<JavaType> params;
    private final JavaType returns;

    Rule(ExecutableElement method) {
      this.method = method;
      this.owner = (TypeElement) method.getEnclosingElement();
      this.vjp = of(method, CustomVjp.class);
      this.jvp = of(method, CustomJvp.class);
      this.params = frontEnd.parameterTypes(method);
      this.returns = frontEnd.types().of(method.getReturnType(), owner).orElse(null);
    }

    private AnnotationMirror annotation() {
      return vjp.isPresent() ? vjp.get() : jvp.orElseThrow();
    }

    LoweringException refuse(String member, Diagnostic d, Object... args) {
      return new LoweringException(method, annotation(), member == null ? null : value(member), d, args);
    }

    private AnnotationValue value(String member) {
      return annotation().getElementValues().entrySet().stream().filter(v -> v.getKey().getSimpleName().contentEquals(member))
          .map(v -> (AnnotationValue) v.getValue()).findFirst().orElseThrow();
    }

    void checkTypes(Callee c) throws LoweringException {
      if (vjp.isPresent() && jvp.isPresent()) throw refuse(null, Diagnostic.TWO_RULES, method.getSimpleName());
      if (!method.getModifiers().contains(Modifier.STATIC)) throw refuse(null, Diagnostic.NON_STATIC_METHOD, method.getSimpleName());
      List<ValueType> results = c.returns() == null ? List.of() : c.returns().leaves();
      boolean fits = vjp.isPresent() ? !results.isEmpty() && results.stream().allMatch(ValueType::isFloat) : results.stream().anyMatch(ValueType::isFloat);
      if (!fits || c.func().params().stream().noneMatch(p -> p.type().isFloat())) {
        throw refuse(null, Diagnostic.RULE_TYPES, method.getSimpleName(), text(params), Overloads.text(returns));
      }
    }

    CustomRule named(String function) {
      return vjp.isPresent() ? new CustomRule.Backward(function + " forward", function + " backward")
          : new CustomRule.Forward(function + " tangent");
    }

    /** Whether a parameter or result of this type takes part in derivatives. */
    private boolean carries(JavaType type) {
      return type.leaves().stream().anyMatch(ValueType::isFloat);
    }

    private List<JavaType> moving() {
      return params.stream().filter(this::carries).toList();
    }

    // ---- which methods ----

    void read(Func f, Map<String, Func> functions, Set<String> sources) throws LoweringException {
      switch (f.rule()) {
        case CustomRule.Backward(var forward, var backward) -> {
          Callee runs = find("fwd", params, names(), "double value, double[] residuals".replaceFirst("double", Overloads.text(returns)), r -> isPair(r) && first(r).equals(returns));
          JavaType kept = ((JavaType.Rec) runs.returns()).components().getLast().type();
          List<JavaType> moving = moving();
          List<String> takes = List.of("residuals", "ct");
          Callee back = moving.size() == 1 ? find("bwd", List.of(kept, returns), takes, Overloads.text(moving.getFirst()), moving.getFirst()::equals)
              : find("bwd", List.of(kept, returns), takes, declared(moving, movingNames()), r -> components(r).equals(moving));
          add(runs, functions, sources);
          add(back, functions, sources);
          functions.put(forward, called(runs, forward, f.params().stream().map(Atom::type).toList()));
          functions.put(backward, backward(back, backward));
        }
        case CustomRule.Again _ -> { }
        case CustomRule.Forward(var pushforward) -> {
          var all = new ArrayList<>(params);
          all.addAll(moving());
          var takes = new ArrayList<>(names());
          movingNames().forEach(n -> takes.add("d" + n));
          String pair = declared(List.of(returns, returns), List.of("value", "tangent"));
          Callee moves = find("value", all, takes, pair, r -> components(r).equals(List.of(returns, returns)));
          add(moves, functions, sources);
          functions.put(pushforward, pushforward(moves, pushforward, f));
        }
      }
    }

    private boolean isPair(JavaType type) {
      return components(type).size() == 2;
    }

    private JavaType first(JavaType type) {
      return components(type).getFirst();
    }

    private List<JavaType> components(JavaType type) {
      return type instanceof JavaType.Rec r ? r.components().stream().map(JavaType.Component::type).toList() : List.of();
    }

    /** What a rule returns. */
    @FunctionalInterface
    private interface Fits {
      boolean test(JavaType returns);
    }

    /** The method that the annotation names, read. */
    private Callee find(String member, List<JavaType> takes, List<String> names, String gives, Fits fits) throws LoweringException {
      String name = (String) value(member).getValue();
      int dot = name.lastIndexOf('.');
      String expected = java(name.substring(dot + 1), declared(takes, names), gives);
      Optional<TypeElement> in = dot < 0 ? Optional.of(owner) : frontEnd.resolver().type(name.substring(0, dot), owner);
      List<ExecutableElement> all = in.map(t -> frontEnd.resolver().methods(t, name.substring(dot + 1))).orElse(List.of());
      if (all.isEmpty()) throw refuse(member, Diagnostic.RULE_NOT_FOUND, name, method.getSimpleName(), expected);
      for (ExecutableElement m : all) {
        if (!m.getModifiers().contains(Modifier.STATIC) || !frontEnd.parameterTypes(m).equals(takes) || !m.getTypeParameters().isEmpty()) continue;
        Optional<JavaType> result = frontEnd.types().of(m.getReturnType(), (TypeElement) m.getEnclosingElement());
        if (result.isEmpty() || !fits.test(result.get())) continue;
        Callee c = frontEnd.callee(m, (d, args) -> refuse(member, d, args));
        if (!c.func().owned().isEmpty() || !c.spoiled().isEmpty()) throw refuse(member, Diagnostic.RULE_WRITES, name, method.getSimpleName());
        return c;
      }
      String found = all.stream().map(this::signature).collect(Collectors.joining(" and "));
      throw refuse(member, Diagnostic.RULE_SIGNATURE, name, method.getSimpleName(), expected, found);
    }

    /** {@code double x, int n}. */
    private String declared(List<JavaType> types, List<String> names) {
      return IntStream.range(0, types.size()).mapToObj(i -> Overloads.text(types.get(i)) + " " + names.get(i)).collect(Collectors.joining(", "));
    }

    private List<String> names() {
      return frontEnd.parameterNames(method);
    }

    private List<String> movingNames() {
      return IntStream.range(0, params.size()).filter(i -> carries(params.get(i))).mapToObj(names()::get).toList();
    }

    /** The method as it is to be written, after a record of what it gives where that is more than one value. */
    private String java(String name, String takes, String gives) {
      String made = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Result";
      boolean many = gives.indexOf(' ') >= 0;
      return (many ? "record " + made + "(" + gives + ") {} and " : "") + "static " + (many ? made : gives) + " " + name + "(" + takes + ")";
    }

    private String signature(ExecutableElement m) {
      Optional<JavaType> result = frontEnd.types().of(m.getReturnType(), (TypeElement) m.getEnclosingElement());
      String gives = result.isPresent() && result.get() instanceof JavaType.Rec r
          ? Overloads.text(r) : m.getReturnType().toString();
      String takes = m.getParameters().stream().map(p -> p.asType().toString().replaceAll("(\\w+\\.)+", "")).collect(Collectors.joining(", "));
      String shown = result.isPresent() && result.get() instanceof JavaType.Rec r ? "record " + Overloads.text(r)
          + r.components().stream().map(c -> Overloads.text(c.type()) + " " + c.name()).collect(Collectors.joining(", ", "(", ") {} and ")) : "";
      return shown + (m.getModifiers().contains(Modifier.STATIC) ? "static " : "") + gives + " " + m.getSimpleName() + "(" + takes + ")";
    }

    private String text(List<JavaType> types) {
      return types.stream().map(Overloads::text).collect(Collectors.joining(", "));
    }

    // ---- their functions ----

    private void add(Callee c, Map<String, Func> functions, Set<String> sources) {
      c.callees().forEach(functions::putIfAbsent);
      functions.putIfAbsent(c.func().name(), c.func());
      sources.addAll(c.sources());
    }

    private Func called(Callee c, String name, List<ValueType> types) {
      List<Var> vars = types.stream().map(t -> Var.fresh("x", t)).toList();
      return Builder.func(name, vars, b -> call(c, vars, b));
    }

    private List<Var> call(Callee c, List<? extends Atom> args, Builder b) {
      List<Var> results = c.func().results().stream().map(r -> Var.fresh(r instanceof Var v ? v.name() : "t", r.type())).toList();
      b.add(new Eqn(results, new Op.Call(c.func().signature(), List.copyOf(args))));
      return results;
    }

    private Func backward(Callee c, String name) {
      Func all = called(c, name, c.func().params().stream().map(Atom::type).toList());
      return new Func(name, new Region(all.params(), all.body().eqns(), all.results().stream().filter(r -> r.type().isFloat()).toList()));
    }

    private Func pushforward(Callee c, String name, Func f) {
      List<Var> primals = f.params().stream().map(Var::like).toList();
      List<Var> tangents = f.params().stream().filter(p -> p.type().isFloat()).map(p -> Var.fresh(p.tangentName(), p.type())).toList();
      var args = new ArrayList<Var>(primals);
      var next = tangents.iterator();
      int leaf = 0;
      for (JavaType p : params) {
        for (ValueType type : p.leaves()) {
          if (type.isFloat()) args.add(next.next());
          else if (carries(p)) args.add(primals.get(leaf));
          leaf++;
        }
      }
      return Builder.func(name, Stream.concat(primals.stream(), tangents.stream()).toList(), b -> {
        List<Var> all = call(c, args, b);
        int values = f.results().size();
        for (int k = 0; k < values; k++) {
          if (!f.results().get(k).type().isFloat() || !f.results().get(k).type().isArray()) continue;
          SameShape.check((String) value("value").getValue() + ", the rule of " + method.getSimpleName(), new SameShape.Named("the tangent", all.get(values + k)),
              new SameShape.Named("the value", all.get(k)), b);
        }
        return Stream.concat(all.subList(0, values).stream(), all.subList(values, all.size()).stream().filter(v -> v.type().isFloat())).toList();
      });
    }
  }
}
