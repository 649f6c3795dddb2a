package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op.Throw.Part;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import java.util.List;
import java.util.Map;

/**
 * Variables that begin as {@code null}: {@code double[] best = null;}, an array or a record. While it is {@code null} such a variable has a
 * value that nobody reads, and beside it stands a flag, which is looked at wherever the variable is read. Weakness: to read it is an error
 * already where Java would only pass the {@code null} on.
 */
final class Nullable {
  private final Body body;
  private final Map<Local, Local> flags;

  Nullable(Body body, Map<Local, Local> flags) {
    this.body = body;
    this.flags = flags;
  }

  static boolean isPossible(JavaType type) {
    return switch (type) {
      case JavaType.Leaf(var leaf, var _) -> leaf.isArray();
      case JavaType.Rec _, JavaType.RecordArray _ -> true;
      case JavaType.Sum _, JavaType.Enumeration _ -> false;
    };
  }

  void declare(String name, JavaType type) {
    Local local = body.declare(name, type);
    body.assign(local, new Value(type, type.leaves(name).stream().map(body::placeholder).toList()));
    Local flag = new Local("#" + name, null, List.of(new Slot(name, name + "_present", ValueType.BOOL, Owner.USER)));
    flags.put(local, flag);
    set(local, false);
  }

  boolean is(Local local) {
    return flags.containsKey(local);
  }

  /** Notes whether the variable has a value from here on, if it is one of these. */
  void set(Local local, boolean present) {
    if (is(local)) body.assign(flags.get(local), Value.of(Lit.of(present)));
  }

  Atom isAbsent(Local local) {
    return body.apply("t", Prim.NOT, flag(local));
  }

  /** Throws what Java throws, unless the variable surely has a value. */
  void require(Local local) {
    if (is(local) && !flag(local).equals(Lit.of(true))) {
      body.throwIf(isAbsent(local), "java.lang.NullPointerException", new Part.Text(local.name() + " is null"));
    }
  }

  private Atom flag(Local local) {
    return ((Num) body.state.slots.get(flags.get(local).slots().getFirst())).atom();
  }
}
