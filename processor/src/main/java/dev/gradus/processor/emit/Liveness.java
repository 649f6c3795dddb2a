package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When each variable holds a value that is still wanted: a list of spans on one time line laid through the program text, the arms of a
 * branch one after the other. One walk from the end to the beginning. A variable that a loop reads from outside is wanted until the loop is
 * over; one that only one arm reads is not wanted in the other.
 */
final class Liveness {
  /** Both ends included. */
  record Span(int from, int to) {
    boolean meets(Span o) {
      return from <= o.to && o.from <= to;
    }
  }

  private final Map<Var, List<Span>> spans = new HashMap<>();
  private Map<Var, Integer> live = new LinkedHashMap<>();
  private int now;

  private Liveness() {}

  static Map<Var, List<Span>> of(Func f) {
    Liveness l = new Liveness();
    l.region(f.body());
    return l.spans;
  }

  private void region(Region r) {
    now--;
    use(r.results());
    for (Eqn e : r.eqns().reversed()) eqn(e);
    now--;
    define(r.params());
  }

  private void eqn(Eqn e) {
    now--;
    define(e.results());
    switch (e.op()) {
      case Op.If(var cond, var then, var orElse) -> {
        now--;
        Map<Var, Integer> after = live;
        Map<Var, Integer> before = new LinkedHashMap<>(after);
        List<Var> read = new ArrayList<>();
        for (Region arm : List.of(orElse, then)) {
          live = new LinkedHashMap<>(after);
          region(arm);
          live.forEach((v, end) -> {
            if (after.containsKey(v)) return;
            span(v, now, end);
            read.add(v);
          });
        }
        live = before;
        now--;
        use(read);
      }
      case Op.For l -> loop(l.body());
      case Op.While(var init, var cond, var body) -> {
        now--;
        use(FreeVars.of(cond, body));
        region(body);
        now--;
        use(cond.params());
        region(cond);
      }
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _ -> { }
      case Op.Parallel p -> throw p.unexpected();
    }
    now--;
    use(e.op().args());
  }

  private void loop(Region body) {
    now--;
    use(FreeVars.of(body));
    region(body);
  }

  private void use(Iterable<? extends Atom> atoms) {
    for (Atom a : atoms) if (a instanceof Var v) live.putIfAbsent(v, now);
  }

  private void define(List<Var> vars) {
    for (Var v : vars) {
      Integer end = live.remove(v);
      span(v, now, end == null ? now : end);
    }
  }

  private void span(Var v, int from, int to) {
    spans.computeIfAbsent(v, _ -> new ArrayList<>()).add(new Span(from, to));
  }
}
