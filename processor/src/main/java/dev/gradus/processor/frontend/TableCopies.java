package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copies a table where a region yields it or a loop carries it: where a variable may stand for one table or another. */
final class TableCopies {
  private final Set<Var> tables = new HashSet<>();

  private TableCopies(Func f) {
    for (Eqn e : FreeVars.eqnsIn(f.body())) if (e.op() instanceof Op.Table) tables.addAll(e.results());
  }

  static Func run(Func f) {
    TableCopies copies = new TableCopies(f);
    return copies.tables.isEmpty() ? f : f.withBody(copies.region(f.body()));
  }

  private Region region(Region r) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> a, this::region);
      List<Atom> taken = op.consumed();
      out.add(new Eqn(e.results(), op.map(a -> taken.contains(a) ? own(a, out) : a, s -> s)));
    }
    List<Atom> results = r.results().stream().map(a -> own(a, out)).toList();
    return new Region(r.params(), out, results);
  }

  private Atom own(Atom a, List<Eqn> out) {
    if (!(a instanceof Var v) || !tables.contains(v)) return a;
    Var copy = Var.like(v);
    out.add(new Eqn(copy, new Op.Copy(v)));
    return copy;
  }
}
