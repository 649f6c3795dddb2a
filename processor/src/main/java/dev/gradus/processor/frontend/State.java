package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.ValueType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known at one point of a method: what each variable holds, the current value of each array, and whether the code below still runs.
 */
final class State {
  /** A local variable as declared. */
  record Local(String name, JavaType type, List<Slot> slots) {}

  /** Whose slot it is; only what the user can name is asked to stay unambiguous. */
  enum Owner { USER, CALLER, RESULT }

  /** A leaf of a local variable, an array as the caller knows it, or a leaf of the result. Compared by identity. */
  static final class Slot {
    final String local;
    final String name;
    final ValueType type;
    final Owner owner;

    Slot(String local, String name, ValueType type, Owner owner) {
      this.local = local;
      this.name = name;
      this.type = type;
      this.owner = owner;
    }

    boolean isUser() {
      return owner == Owner.USER;
    }
  }

  /**
   * Where control goes next: 0 to the next statement, anything else is a jump. {@code possible} are the values that {@code code} may have.
   */
  record Exit(Atom code, Set<Integer> possible) {
    static final int NORMAL = 0;
    static final int RETURN = 1;

    /** Where a path ends in an exception: nothing below is reached. */
    static final Exit NEVER = new Exit(Lit.of(RETURN), Set.of());

    static Exit of(int code) {
      return new Exit(Lit.of(code), Set.of(code));
    }

    boolean isNormal() {
      return code.equals(Lit.of(NORMAL));
    }

    /** Whether no path comes here. */
    boolean isNever() {
      return possible.isEmpty();
    }

    /** Whether the next statement is not reached on any path. */
    boolean isJump() {
      return !possible.contains(NORMAL);
    }

    /** The same on the paths that do not have this code. */
    Exit without(int code) {
      var left = new TreeSet<>(possible);
      left.remove(code);
      return left.size() == 1 ? of(left.first()) : new Exit(this.code, left);
    }
  }

  /** An element of an array of records that is known to be there, in this value of the array. */
  record Present(Atom array, List<Atom> index) {}

  final Map<Slot, Leaf> slots = new LinkedHashMap<>();
  final Map<Leaf.Root, Atom> arrays = new LinkedHashMap<>();
  final Set<Present> present = new LinkedHashSet<>();
  Links links = new Links();
  Exit exit = Exit.of(Exit.NORMAL);

  State copy() {
    State s = new State();
    s.slots.putAll(slots);
    s.arrays.putAll(arrays);
    s.present.addAll(present);
    s.links = links.copy();
    s.exit = exit;
    return s;
  }

  /** Whether both say the same about the variables and arrays of {@code before}. */
  boolean sameAs(State before) {
    return before.slots.entrySet().stream().allMatch(e -> e.getValue().equals(slots.get(e.getKey())))
        && before.arrays.entrySet().stream().allMatch(e -> e.getValue().equals(arrays.get(e.getKey())));
  }
}
