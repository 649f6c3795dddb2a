package dev.gradus.processor.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * Equations that throw unless a tangent or cotangent has the lengths of its primal, at every depth: what {@code ArrayValues.checkShape} does
 * where arrays come from outside. Weakness: an absent row ends in a {@code NullPointerException}, even if both are absent.
 */
public final class SameShape {
  /** An array, and how people would call it. */
  public record Named(String name, Atom array) {}

  private final String where;
  private final Builder b;

  private final Named derivative;
  private final Named primal;

  private SameShape(String where, Named derivative, Named primal, Builder b) {
    this.where = where;
    this.derivative = derivative;
    this.primal = primal;
    this.b = b;
  }

  /** Appends the check; messages begin with {@code where}. */
  public static void check(String where, Named derivative, Named primal, Builder b) {
    new SameShape(where, derivative, primal, b).check(List.of());
  }

  /** The same for rows that are there where the flags say so, in arrays that have all the shape of the flags. */
  public static void checkPresent(String where, Named derivative, Named primal, Atom flags, Builder b) {
    new SameShape(where, derivative, primal, b).checkPresent(flags, List.of());
  }

  private void checkPresent(Atom flags, List<Atom> at) {
    b.loop("i", Lit.of(0), b.length(flags, at.toArray(Atom[]::new)), false, List.of(), List.of(), (i, _) -> {
      List<Atom> deeper = join(at, i);
      if (deeper.size() < flags.type().rank()) {
        checkPresent(flags, deeper);
        return List.of();
      }
      Atom isThere = b.load(flags, deeper.toArray(Atom[]::new));
      b.branch(isThere, List.of(), () -> {
        check(deeper);
        return List.of();
      }, List::of);
      return List.of();
    });
  }

  private static List<Atom> join(List<Atom> at, Atom i) {
    var all = new ArrayList<>(at);
    all.add(i);
    return List.copyOf(all);
  }

  private void check(List<Atom> at) {
    Atom n = b.length(derivative.array(), at.toArray(Atom[]::new));
    Atom m = b.length(primal.array(), at.toArray(Atom[]::new));
    b.branch(b.apply(Prim.NE, n, m), List.of(), () -> {
      var message = new ArrayList<Op.Throw.Part>();
      text(where + ": " + derivative.name(), at, " has length ", message);
      message.add(new Op.Throw.Part.Scalar(n, false));
      text(", but " + primal.name(), at, " has length ", message);
      message.add(new Op.Throw.Part.Scalar(m, false));
      b.add(new Eqn(List.of(), new Op.Throw(IllegalArgumentException.class.getName(), List.copyOf(message))));
      return List.of();
    }, List::of);
    if (at.size() + 1 == derivative.array().type().rank()) return;
    b.loop("i", Lit.of(0), n, false, List.of(), List.of(), (i, _) -> {
      check(join(at, i));
      return List.of();
    });
  }

  private static void text(String name, List<Atom> at, String after, List<Op.Throw.Part> message) {
    String before = name;
    for (Atom i : at) {
      int place = before.indexOf("[i]");
      if (place >= 0) {
        message.add(new Op.Throw.Part.Text(before.substring(0, place + 1)));
        message.add(new Op.Throw.Part.Scalar(i, false));
        before = before.substring(place + 2);
        continue;
      }
      message.add(new Op.Throw.Part.Text(before + "["));
      message.add(new Op.Throw.Part.Scalar(i, false));
      before = "]";
    }
    message.add(new Op.Throw.Part.Text(before + after));
  }
}
