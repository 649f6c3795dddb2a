package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A result of {@link Vjp#vjp} in two: {@code forward}, which needs no cotangents, and {@code pullback}, which is the rest. What the
 * pullback reads of the forward part are its residuals: further results of the one, first parameters of the other. Both borrow their
 * parameters, so a pullback can be run more than once, and residuals are copied where the caller could change them.
 *
 * <p>The cut is made between equations of the function's own body, so no loop may run forward and backward at once ({@link Fuse} is
 * off). A table that both read is in both. Empty cotangents that only the pullback uses are made there. Residuals that are more than a
 * constructor may have parameters are kept in arrays, one for each type.
 *
 * @param forward parameters: those of the primal; results: those of the primal, then the residuals
 * @param pullback parameters: the residuals, then a cotangent per float result; results: the cotangents asked for
 */
public record Split(Program forward, Program pullback) {
  /** Slots of residuals that stay single; a method takes 255. */
  private static final int SINGLE = 200;
  /** So many of one type are not worth an array. */
  private static final int FEW = 4;

  /** Cuts the main function, whose primal has that many parameters and results. */
  static Split of(Program program, int params, int results) {
    Func vjp = program.main();
    List<Var> primal = vjp.params().subList(0, params);
    List<Var> seeds = vjp.params().subList(params, vjp.params().size());
    List<Atom> values = vjp.results().subList(0, results);
    List<Atom> cotangents = vjp.results().subList(results, vjp.results().size());

    var late = new HashSet<Var>(seeds);
    var forward = new ArrayList<Eqn>();
    for (Eqn e : vjp.body().eqns()) {
      if (FreeVars.of(e).stream().anyMatch(late::contains)) late.addAll(e.results());
      else forward.add(e);
    }
    postpone(forward, values);
    Set<Eqn> early = Collections.newSetFromMap(new IdentityHashMap<>());
    early.addAll(forward);
    List<Eqn> rest = vjp.body().eqns().stream().filter(e -> !early.contains(e)).toList();
    Set<Var> read = FreeVars.of(new Region(seeds, rest, cotangents));
    List<Eqn> backward = new ArrayList<>(forward.stream().filter(e -> e.op() instanceof Op.Table && read.contains(e.result())).toList());
    backward.addAll(rest);

    Set<Var> residuals = new LinkedHashSet<>(FreeVars.of(new Region(seeds, backward, cotangents)));
    residuals = packed(residuals, forward, backward);
    var kept = new ArrayList<Atom>(values);
    kept.addAll(residuals);
    Map<Var, Var> names = new HashMap<>();
    for (Var r : residuals) names.put(r, Var.like(r));
    var inputs = new ArrayList<Var>();
    for (Var r : residuals) inputs.add(names.get(r));
    Region body = Refresh.region(new Region(seeds, backward, cotangents), names).region();
    inputs.addAll(body.params());
    Func runsForward = new Func(vjp.name(), new Region(primal, forward, kept));
    Func runsBackward = new Func(vjp.name(), new Region(inputs, body.eqns(), body.results()));
    return new Split(new Program(runsForward, program.functions()).reachable(), new Program(runsBackward, program.functions()).reachable());
  }

  /** What is kept where these would be too many: the equations are added that put them into arrays, and that take them out. */
  private static Set<Var> packed(Set<Var> residuals, List<Eqn> forward, List<Eqn> backward) {
    if (residuals.stream().mapToInt(v -> v.type().slots()).sum() <= SINGLE) return residuals;
    var types = new LinkedHashMap<ValueType, List<Var>>();
    for (Var v : residuals) types.computeIfAbsent(v.type(), _ -> new ArrayList<>()).add(v);
    var kept = new LinkedHashSet<Var>();
    Builder put = new Builder();
    var taken = new ArrayList<Eqn>();
    types.forEach((type, all) -> {
      if (all.size() < FEW) {
        kept.addAll(all);
        return;
      }
      Var array = put.newArray("kept", type.arrayOf(), Lit.of(all.size()));
      for (int k = 0; k < all.size(); k++) array = (Var) put.store(array, List.of(Lit.of(k)), all.get(k));
      for (int k = 0; k < all.size(); k++) taken.add(new Eqn(all.get(k), new Op.Load(array, List.of(Lit.of(k)))));
      kept.add(array);
    });
    forward.addAll(put.close());
    backward.addAll(0, taken);
    return kept;
  }

  /** Takes out of {@code forward} the fresh arrays that nothing in it uses; not those like a row, which would have to be kept itself. */
  private static void postpone(List<Eqn> forward, List<Atom> values) {
    var used = new HashSet<Var>();
    for (Atom a : values) if (a instanceof Var v) used.add(v);
    var lengths = new HashSet<Var>();
    var rows = new HashSet<Var>();
    for (Eqn e : forward) {
      if (e.op() instanceof Op.Length) lengths.add(e.result());
      if (e.op() instanceof Op.Load) rows.add(e.result());
    }
    for (Eqn e : List.copyOf(forward).reversed()) {
      if (isFresh(e.op(), lengths, rows) && !used.contains(e.result())) forward.removeIf(o -> o == e);
      else used.addAll(FreeVars.of(e));
    }
  }

  /** Whether this makes an array of zeros and cannot trap. */
  private static boolean isFresh(Op op, Set<Var> lengths, Set<Var> rows) {
    if (op instanceof Op.ZerosLike(var array)) return !rows.contains(array);
    return op instanceof Op.NewArray(var type, var dims)
        && (op.effect() == Effect.PURE || dims.stream().allMatch(d -> d instanceof Var v && lengths.contains(v)));
  }
}
