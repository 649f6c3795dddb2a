package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.List;

/** What a random program may mention at one point: values by type, indices by what they are good for, and arrays by place. */
final class Scope {
  /** Lengths that arrays have: the program's {@code n}, which may be zero, or {@link #SIDE}. */
  enum Extent { N, SIDE }

  /** The other length: a small constant. */
  static final int SIDE = 3;

  /** A place holds one array after another; {@code owned} says whether it may be consumed here. A vector has no {@code inner} extent. */
  static final class Place {
    final Kind kind;
    final Extent outer;
    final Extent inner;
    Var now;
    boolean owned;

    Place(Kind kind, Extent outer, Extent inner, Var now, boolean owned) {
      this.kind = kind;
      this.outer = outer;
      this.inner = inner;
      this.now = now;
      this.owned = owned;
    }

    Place(Place p) {
      this(p.kind, p.outer, p.inner, p.now, p.owned);
    }

    boolean isVector() {
      return inner == null;
    }

    boolean isLike(Place p) {
      return p != this && p.kind == kind && p.outer == outer && p.inner == inner;
    }

    ValueType type() {
      return now.type();
    }
  }

  final List<Atom> reals = new ArrayList<>();
  final List<Atom> floats = new ArrayList<>();
  final List<Atom> conditions = new ArrayList<>();
  final List<Atom> ints = new ArrayList<>();
  /** Integers that are at least 0 and less than {@code n}. */
  final List<Atom> indices = new ArrayList<>();
  /** The same below {@link #SIDE}. */
  final List<Atom> sides = new ArrayList<>();
  final List<Place> places = new ArrayList<>();
  boolean isNPositive;

  Scope() {}

  /** For a nested region: additions to the copy are not seen outside. */
  Scope(Scope s) {
    reals.addAll(s.reals);
    floats.addAll(s.floats);
    conditions.addAll(s.conditions);
    ints.addAll(s.ints);
    indices.addAll(s.indices);
    sides.addAll(s.sides);
    for (Place p : s.places) places.add(new Place(p));
    isNPositive = s.isNPositive;
  }

  /** The values of one floating-point kind. */
  List<Atom> numbers(Kind kind) {
    return kind == Kind.F32 ? floats : reals;
  }

  List<Place> owned() {
    return places.stream().filter(p -> p.owned).toList();
  }
}
