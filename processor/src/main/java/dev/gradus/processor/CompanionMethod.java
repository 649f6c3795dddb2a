package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import dev.gradus.processor.frontend.Callee;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.LoweringException;
import dev.gradus.processor.frontend.Planned;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.External;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.transform.NoDerivative;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import dev.gradus.processor.transform.Substitute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;

/**
 * A companion's method as a function that other methods call: the transformed body, with a parameter and a result for every leaf of its
 * Java types. What is not a floating-point number has no derivative; its leaf is the primal's.
 */
record CompanionMethod(ClassName companion, Request request, String name, RequestReader reader, Options options)
    implements Planned.Derived {
  @Override
  public ExecutableElement of() {
    return target().method().element();
  }

  @Override
  public String shown() {
    return companion.simpleName() + "." + name;
  }

  @Override
  public boolean isPullback() {
    return request instanceof Request.Pullback;
  }

  @Override
  public boolean isVarArgs() {
    return switch (request) {
      case Request.Gradient _, Request.Pullback _ -> of().isVarArgs();
      case Request.Tangent _ -> false;
      case Request.Batch b -> b.isVarArgs();
    };
  }

  @Override
  public void check() throws LoweringException {
    if (!target().sound()) throw reader.refusal(request);
  }

  private Request.Target target() {
    return request.target();
  }

  @Override
  public Callee from(Lowered method) throws LoweringException {
    if (request instanceof Request.Batch b) return batched(b, method);
    if (!method.hasFloatResult()) throw new LoweringException(of(), Diagnostic.NO_FLOAT_RESULT, target().method().name());
    try {
      return new Making(method).callee();
    } catch (NoDerivative e) {
      throw Attempt.refusal(e, of(), method, reader.frontEnd());
    }
  }

  private Callee batched(Request.Batch b, Lowered method) throws LoweringException {
    Batching batching = Batching.of(b, name, method, reader, options);
    return batching.callee(method, own(batching.program()));
  }

  /** The program where its functions are named after this one. */
  private Program own(Program p) {
    String symbol = companion.canonicalName() + "." + name;
    return new Program(p.main().withName(symbol), p.functions()).renamed(n -> External.is(n) ? n : symbol + "/" + n);
  }

  /** Leaf by leaf, from the parameters and results that the transformation has to those that Java sees. */
  private final class Making {
    private final Lowered primal;
    private final Leaves leaves;
    private final List<Integer> wrt;
    private final CompanionTypes types = new CompanionTypes(companion, request);
    private final List<Lowered.Param> params;
    private final List<Var> vars;
    private final List<Atom> results = new ArrayList<>();
    private final List<Integer> origins = new ArrayList<>();
    private Program program;

    Making(Lowered primal) {
      this.primal = primal;
      this.leaves = Leaves.of(primal.params(), Names.of(target().method()));
      this.wrt = leaves.floats(target().wrt());
      this.params = new ArrayList<>(primal.params());
      this.vars = new ArrayList<>();
    }

    Callee callee() {
      return switch (request) {
        case Request.Gradient g -> gradient(g);
        case Request.Tangent _ -> tangent();
        case Request.Pullback _ -> pullback();
        case Request.Batch _ -> throw new IllegalStateException();
      };
    }

    private Callee gradient(Request.Gradient g) {
      boolean withValue = !name.equals(target().name());
      List<Integer> kept = g.kept(withValue);
      program = g.forward() ? Passes.forwardGradient(primal.func(), primal.callees(), wrt, kept, options)
          : Passes.gradient(primal.func(), primal.callees(), wrt, kept, options);
      Func f = program.main();
      vars.addAll(f.params());
      Iterator<Atom> computed = f.results().iterator();
      List<Atom> values = kept.stream().map(_ -> computed.next()).toList();
      if (withValue) addFresh(values);
      cotangents(computed);
      if (!withValue) addFresh(values);
      return callee(f, withValue ? types.withValue() : types.withAux(g.aux()));
    }

    private Callee tangent() {
      program = Passes.jvp(primal.func(), primal.callees(), wrt, options);
      Func f = program.main();
      int own = primal.func().params().size();
      vars.addAll(f.params().subList(0, own));
      Iterator<Var> given = f.params().subList(own, f.params().size()).iterator();
      List<Method.Argument> directions = JvpMembers.tangents(target(), Names.of(target().method()), types::derivative);
      Builder b = new Builder();
      for (int i = 0; i < directions.size(); i++) {
        Method.Argument of = target().arguments().get(i);
        JavaType type = of.type().orElseThrow();
        List<Var> tangent = type.leaves().stream().map(leaf -> leaf.isFloat() ? given.next() : Var.fresh(of.name(), leaf)).toList();
        params.add(new Lowered.Param(of.name(), types.derivative(type)));
        vars.addAll(tangent);
        SameRecords.check(shown(), new Lowered.Param(directions.get(i).name(), type), tangent, of.name(), leavesOf(of.name()), b);
      }
      b.addAll(f.body().eqns());
      f = f.withBody(new Region(f.params(), b.close(), f.results()));
      JavaType outputs = types.outputs(primal);
      int count = primal.func().results().size();
      List<Atom> values = f.results().subList(0, count);
      List<Leaves.Leaf> outputLeaves = Leaves.of(List.of(new Lowered.Param("value", outputs)), new Names()).all();
      for (int k = 0; k < count; k++) add(values.get(k), isShared(outputLeaves.get(k)) ? Callee.UNCLEAR : Callee.FRESH);
      Iterator<Atom> tangents = f.results().subList(count, f.results().size()).iterator();
      for (int k = 0; k < count; k++) {
        if (values.get(k).type().isFloat()) add(tangents.next(), Callee.FRESH);
        else add(values.get(k), isShared(outputLeaves.get(k)) ? Callee.UNCLEAR : Callee.FRESH);
      }
      return callee(f, types.withTangent(outputs));
    }

    /** Whether what it is the leaf of and the derivative of that have one array between them. */
    private static boolean isShared(Leaves.Leaf leaf) {
      return leaf.type().isArray() && !leaf.type().isFloat() && !leaf.isGathered();
    }

    /** The cotangent is checked between the two sweeps, which must not be one then: it is a parameter of the primal for that. */
    private Callee pullback() {
      JavaType outputs = types.outputs(primal);
      Func main = Passes.entered(primal.func(), primal.callees()).main();
      List<Var> cotangent = outputs.leaves().stream().map(leaf -> Var.fresh("cotangent", leaf)).toList();
      Builder b = new Builder();
      b.addAll(main.body().eqns());
      SameRecords.check(shown(), new Lowered.Param("cotangent", outputs), cotangent, "value", main.results(), b);
      List<Var> all = Stream.concat(main.params().stream(), cotangent.stream()).toList();
      program = Passes.vjp(new Func(main.name(), new Region(all, b.close(), main.results()), main.owned()), primal.callees(), wrt,
          hasArrays(outputs) ? options.unfused() : options);

      Func f = program.main();
      int own = main.params().size();
      Iterator<Var> seeds = f.params().subList(all.size(), f.params().size()).iterator();
      var same = new HashMap<Var, Atom>();
      vars.addAll(f.params().subList(0, own));
      for (Var checked : f.params().subList(own, all.size())) {
        Var given = checked.type().isFloat() ? seeds.next() : checked;
        if (given != checked) same.put(checked, given);
        vars.add(given);
      }
      params.add(new Lowered.Param("cotangent", types.derivative(outputs)));
      cotangents(f.results().subList(main.results().size(), f.results().size()).iterator());
      return callee(f.withBody(Substitute.apply(f.body(), same)), types.cotangents());
    }

    private static boolean hasArrays(JavaType type) {
      return type.leaves().stream().anyMatch(ValueType::isArray);
    }

    /** The leaves of a parameter of the primal. */
    private List<Var> leavesOf(String argument) {
      return IntStream.range(0, leaves.all().size()).filter(i -> leaves.all().get(i).argument().equals(argument)).mapToObj(vars::get).toList();
    }

    private void cotangents(Iterator<Atom> computed) {
      for (String argument : target().wrt()) {
        for (int i = 0; i < leaves.all().size(); i++) {
          if (!leaves.all().get(i).argument().equals(argument)) continue;
          if (leaves.all().get(i).type().isFloat()) add(computed.next(), Callee.FRESH);
          else add(vars.get(i), origin(i));
        }
      }
    }

    /** Whose array a leaf without derivative is: the parameter's, or a new one, which may hold rows of the parameter's. */
    private int origin(int leaf) {
      Leaves.Leaf of = leaves.all().get(leaf);
      return !isShared(of) ? Callee.FRESH : of.isInRecordArray() ? Callee.UNCLEAR : leaf;
    }

    private void addFresh(List<Atom> values) {
      for (Atom value : values) add(value, Callee.FRESH);
    }

    private void add(Atom result, int origin) {
      results.add(result);
      origins.add(origin);
    }

    private Callee callee(Func f, JavaType returns) {
      List<Boolean> alone = IntStream.range(0, primal.func().params().size()).mapToObj(primal::writes).toList();
      Program own = own(new Program(Passes.arranged(f, name, vars, results), program.functions()));
      return Callee.pure(own.main(), List.copyOf(params), returns, List.copyOf(origins), alone, own.functions(), primal.sources());
    }
  }
}
