package dev.gradus.processor.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arrays to which the iterations of an {@link Op.Each} only add, and what they are called on their way through its body: an accumulator
 * goes through {@link Op.AddAt}, {@link Op.Contract}, loops that carry it, branches that both give it, and an inner {@link Op.Each} that
 * adds to it, and the body gives it back. Its length may be asked for. As nobody reads what is in it, iterations may add in any order.
 */
public final class Accumulators {
  /** Where an accumulator is used in another way; without an equation where a region does not give it back. */
  public record Misuse(Var accumulator, Eqn eqn) {}

  /** For each name of an accumulator, the parameter it came in by. */
  private final Map<Var, Var> roots = new HashMap<>();
  private Misuse misuse;

  private Accumulators() {}

  /** Those of all operations in the region, at any depth. */
  public static Accumulators of(Region r) {
    Accumulators a = new Accumulators();
    a.region(r);
    return a;
  }

  public boolean is(Atom a) {
    return roots.containsKey(a);
  }

  /** All their names. */
  public Set<Var> names() {
    return roots.keySet();
  }

  public Optional<Misuse> misuse() {
    return Optional.ofNullable(misuse);
  }

  private void region(Region r) {
    for (Eqn e : r.eqns()) {
      switch (e.op()) {
        case Op.AddAt(var array, var index, var value) -> {
          if (is(value)) report(value, e);
          pass(array, e.result());
        }
        case Op.Contract c -> {
          if (is(c.left())) report(c.left(), e);
          if (is(c.right())) report(c.right(), e);
          pass(c.into(), e.result());
        }
        case Op.If(var cond, var then, var orElse) -> {
          region(then);
          region(orElse);
          for (int k = 0; k < e.results().size(); k++) {
            pass(then.results().get(k), e.results().get(k));
            gives(orElse, k, roots.get(e.results().get(k)), e);
          }
        }
        case Op.For l -> loop(e, l.init(), List.of(l.carries()), List.of(l.body()));
        case Op.While w -> loop(e, w.init(), List.of(w.cond().params(), w.carries()), List.of(w.cond(), w.body()));
        case Op.Each each -> {
          for (Atom a : each.into()) if (is(a)) report(a, e);
          int first = each.into().size() + each.by().size();
          for (int k = 0; k < each.add().size(); k++) roots.put(each.accumulators().get(k), each.accumulators().get(k));
          region(each.body());
          for (int k = 0; k < first; k++) gives(each.body(), k, null, e);
          for (int k = 0; k < each.add().size(); k++) {
            gives(each.body(), first + k, each.accumulators().get(k), e);
            pass(each.add().get(k), e.results().get(first + k));
          }
        }
        case Op.Length(var array, var index) -> {}
        case Op.Apply _, Op.Load _, Op.Store _, Op.NewArray _, Op.Table _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _ -> {
          for (Atom a : e.op().args()) if (is(a)) report(a, e);
        }
      }
    }
  }

  private void loop(Eqn e, List<Atom> init, List<List<Var>> params, List<Region> regions) {
    for (int k = 0; k < init.size(); k++) {
      for (List<Var> p : params) pass(init.get(k), p.get(k));
      pass(init.get(k), e.results().get(k));
    }
    regions.forEach(this::region);
    for (int k = 0; k < init.size(); k++) gives(regions.getLast(), k, roots.get(init.get(k)), e);
  }

  private void pass(Atom from, Var to) {
    if (is(from)) roots.put(to, roots.get(from));
  }

  /** The region must give back what came in, and no accumulator elsewhere. */
  private void gives(Region r, int k, Var root, Eqn e) {
    Var given = roots.get(r.results().get(k));
    if (given != root) report(root == null ? given : root, e);
  }

  private void report(Atom accumulator, Eqn e) {
    if (misuse == null) misuse = new Misuse((Var) accumulator, e);
  }
}
