package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Signature;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which values carry derivatives: those that depend on a wanted input (<em>varied</em>) and reach a wanted result (<em>useful</em>). Only
 * floating-point values can; indices and conditions pass no derivative on. Loops are iterated to a fixpoint, and a carry counts as active
 * if its parameter <em>or</em> its result does, since after zero trips they are the same value (Hascoët, Naumann and Pascual 2005).
 *
 * <p>Weakness: in a call each result that can be moved depends on each argument that can move it.
 */
public final class Activity {
  /** Numbers of the arguments of a call that carry derivatives in, and of the results that carry them out. */
  public record Flow(List<Integer> from, List<Integer> to) {
    /** Everything there is. */
    static Flow of(Signature callee) {
      return new Flow(floats(callee.params().stream().map(Signature.Param::type).toList()), floats(callee.results()));
    }

    private static List<Integer> floats(List<ValueType> types) {
      return IntStream.range(0, types.size()).filter(i -> types.get(i).isFloat()).boxed().toList();
    }
  }

  private final Map<String, Flow> calls;
  private final Set<Var> varied = new LinkedHashSet<>();
  private final Set<Var> useful = new LinkedHashSet<>();

  private Activity(Map<String, Flow> calls) {
    this.calls = calls;
  }

  /** The active variables of {@code f} between these parameters and these results; {@code calls} says what flows through which callees. */
  public static Set<Var> of(Func f, Collection<Var> wrt, Collection<? extends Atom> results, Map<String, Flow> calls) {
    Activity a = new Activity(calls);
    wrt.forEach(v -> a.vary(v, true));
    a.forward(f.body());
    a.markAll(results);
    a.backward(f.body());
    a.varied.retainAll(a.useful);
    return a.varied;
  }

  /** What depends on the parameters: enough for forward mode. */
  public static Set<Var> varied(Func f, Collection<Var> wrt, Map<String, Flow> calls) {
    Activity a = new Activity(calls);
    wrt.forEach(v -> a.vary(v, true));
    a.forward(f.body());
    return a.varied;
  }

  /** The analysis switched off: every floating-point variable. */
  public static Set<Var> everything(Func f) {
    var all = new LinkedHashSet<Var>();
    for (Var v : FreeVars.boundIn(f.body())) if (v.type().isFloat()) all.add(v);
    return all;
  }

  private Flow flow(Signature callee) {
    return calls.getOrDefault(callee.name(), Flow.of(callee));
  }

  // ---- varied, in execution order ----

  private boolean varied(Atom a) {
    return a instanceof Var v && varied.contains(v);
  }

  private void vary(Var v, boolean is) {
    if (is && v.type().isFloat()) varied.add(v);
  }

  private void forward(Region r) {
    for (Eqn e : r.eqns()) {
      switch (e.op()) {
        case Op.Apply(var prim, var args) -> {
          for (int i = 0; i < args.size(); i++) if (prim.rule(i) != null) vary(e.result(), varied(args.get(i)));
        }
        case Op.If(var cond, var then, var orElse) -> {
          forward(then);
          forward(orElse);
          for (int k = 0; k < e.results().size(); k++) vary(e.results().get(k), varied(then.results().get(k)) || varied(orElse.results().get(k)));
        }
        case Op.For l -> forwardLoop(e, l.init(), l.carries(), l.body());
        case Op.While w -> forwardLoop(e, w.init(), w.carries(), w.body());
        case Op.Load(var array, var index) -> vary(e.result(), varied(array));
        case Op.Store(var array, var index, var value) -> vary(e.result(), varied(array) || varied(value));
        case Op.AddAt(var array, var index, var value) -> vary(e.result(), varied(array) || varied(value));
        case Op.Copy(var array) -> vary(e.result(), varied(array));
        case Op.Grow(var array, var length) -> vary(e.result(), varied(array));
        case Op.Contract c -> vary(e.result(), varied(c.into()) || varied(c.left()) || varied(c.right()));
        case Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Throw _ -> { }
        case Op.Each each -> throw each.unexpected();
        case Op.Call(var callee, var args) -> {
          Flow flow = flow(callee);
          boolean moves = flow.from.stream().anyMatch(i -> varied(args.get(i)));
          for (int k : flow.to) vary(e.results().get(k), moves);
        }
      }
    }
  }

  private void forwardLoop(Eqn e, List<Atom> init, List<Var> carries, Region body) {
    for (int before = -1; before != varied.size(); ) {
      before = varied.size();
      for (int k = 0; k < init.size(); k++) vary(carries.get(k), varied(init.get(k)) || varied(body.results().get(k)));
      forward(body);
    }
    for (int k = 0; k < init.size(); k++) vary(e.results().get(k), varied(carries.get(k)) || varied(body.results().get(k)));
  }

  // ---- useful, against execution order ----

  private void mark(Atom a) {
    if (a instanceof Var v && v.type().isFloat()) useful.add(v);
  }

  private void markAll(Collection<? extends Atom> atoms) {
    atoms.forEach(this::mark);
  }

  private void backward(Region r) {
    for (Eqn e : r.eqns().reversed()) {
      boolean wanted = e.results().stream().anyMatch(useful::contains);
      switch (e.op()) {
        case Op.Apply(var prim, var args) -> {
          if (wanted) for (int i = 0; i < args.size(); i++) if (prim.rule(i) != null) mark(args.get(i));
        }
        case Op.If(var cond, var then, var orElse) -> {
          for (int k = 0; k < e.results().size(); k++) {
            if (!useful.contains(e.results().get(k))) continue;
            mark(then.results().get(k));
            mark(orElse.results().get(k));
          }
          backward(then);
          backward(orElse);
        }
        case Op.For l -> backwardLoop(e, l.init(), l.carries(), l.body());
        case Op.While w -> backwardLoop(e, w.init(), w.carries(), w.body());
        case Op.Each each -> throw each.unexpected();
        case Op.Call(var callee, var args) -> {
          Flow flow = flow(callee);
          if (flow.to.stream().anyMatch(k -> useful.contains(e.results().get(k)))) flow.from.forEach(i -> mark(args.get(i)));
        }
        case Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
            Op.Throw _, Op.Contract _ -> {
          if (wanted) markAll(e.op().args());
        }
      }
    }
  }

  private void backwardLoop(Eqn e, List<Atom> init, List<Var> carries, Region body) {
    for (int before = -1; before != useful.size(); ) {
      before = useful.size();
      for (int k = 0; k < init.size(); k++) {
        if (!useful.contains(e.results().get(k)) && !useful.contains(carries.get(k))) continue;
        mark(init.get(k));
        mark(carries.get(k));
        mark(body.results().get(k));
      }
      backward(body);
    }
  }
}
