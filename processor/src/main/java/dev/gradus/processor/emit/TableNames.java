package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Var;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the methods made of one program call its tables: constants of the class, in sight everywhere. */
final class TableNames {
  private final Map<Var, String> names = new LinkedHashMap<>();

  TableNames(Program p, TableFields fields, Collection<String> taken) {
    for (Func f : p.all()) {
      for (Eqn e : FreeVars.eqnsIn(f.body())) {
        if (e.op() instanceof Op.Table(var array)) names.put(e.result(), fields.name(array, e.result().name(), taken));
      }
    }
  }

  /** Keeps the method's own variables from being called like a table. */
  void reserve(Names of) {
    names.values().forEach(name -> of.take(name.replaceFirst("\\..*", "")));
  }

  void declare(Locals locals) {
    names.forEach((v, name) -> {
      locals.of(v).fix();
      locals.of(v).declare(name);
    });
  }
}
