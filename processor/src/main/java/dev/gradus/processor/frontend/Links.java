package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Places that may be one array in Java, depending on the path taken, although each has a value of its own here. Nobody can tell a copy from
 * the array as long as neither is written: so both may be read, and a write to one puts an end to what is known of the other.
 *
 * <p>A link says of two places only that they may be one: if p may be a and p may be b, then a and b are still two. So what is known of a
 * place is handed on to a copy of it when the copy is made, and never looked for later. Weakness: which path leads to a link is not known.
 */
final class Links {
  /** {@code copy} has its own value of what {@code of} may be. */
  record Link(Arr copy, Arr of) {}

  /** Any index. */
  static final Var ANY = Var.fresh("any", ValueType.I32);

  private final Set<Link> all = new LinkedHashSet<>();

  Links copy() {
    Links l = new Links();
    l.all.addAll(all);
    return l;
  }

  /** Notes that {@code copy} is new and may be what is at {@code of}, and so whatever that may be. */
  void add(Arr copy, Arr of, BiPredicate<Atom, Atom> apart) {
    for (Link l : List.copyOf(all)) {
      handOn(copy, of, l.copy, l.of, apart);
      handOn(copy, of, l.of, l.copy, apart);
    }
    put(copy, of);
  }

  private void handOn(Arr copy, Arr of, Arr known, Arr other, BiPredicate<Atom, Atom> apart) {
    if (known.root() != of.root() || disjoint(known.prefix(), of.prefix(), apart)) return;
    int depth = of.prefix().size() - known.prefix().size();
    if (depth >= 0) put(copy, within(other, of.prefix().subList(known.prefix().size(), of.prefix().size())));
    else put(within(copy, known.prefix().subList(of.prefix().size(), known.prefix().size())), other);
  }

  private void put(Arr copy, Arr of) {
    boolean isItself = copy.equals(of) && !copy.prefix().contains(ANY);
    if (!isItself) all.add(new Link(copy, of));
  }

  private static Arr within(Arr place, List<Atom> index) {
    var longer = new ArrayList<>(place.prefix());
    longer.addAll(index);
    return new Arr(place.root(), longer);
  }

  /** Any part of the place that has so many indices more. */
  static Arr anywhere(Arr place, int deeper) {
    Arr part = place;
    for (int d = 0; d < deeper; d++) part = part.at(ANY);
    return part;
  }

  /** What may have been changed by a write to the place (an element, or a row that another takes the place of), by the link that says so. */
  record Stale(Arr place, Link by) {}

  List<Stale> stale(Arr written, BiPredicate<Atom, Atom> apart) {
    var stale = new ArrayList<Stale>();
    for (Link l : all) {
      if (touches(written, l.of, apart)) stale.add(new Stale(changed(l.copy, l.of, written), l));
      if (touches(written, l.copy, apart)) stale.add(new Stale(changed(l.of, l.copy, written), l));
    }
    return stale;
  }

  /** Whether the write is one to the array at the place or to a part of it. */
  private static boolean touches(Arr written, Arr place, BiPredicate<Atom, Atom> apart) {
    boolean replacesIt = written.type().isArray() && place.prefix().size() >= written.prefix().size();
    return written.root() == place.root() && !replacesIt && !disjoint(written.prefix(), place.prefix(), apart);
  }

  /** The part of {@code other} that corresponds to what of {@code place} was written. */
  private static Arr changed(Arr other, Arr place, Arr written) {
    int last = written.prefix().size() - 1;
    return last <= place.prefix().size() ? other : within(other, written.prefix().subList(place.prefix().size(), last));
  }

  /** Whether two places have an array in common. */
  static boolean overlap(Arr a, Arr b, BiPredicate<Atom, Atom> apart) {
    return a.root() == b.root() && !disjoint(a.prefix(), b.prefix(), apart);
  }

  private static boolean disjoint(List<Atom> a, List<Atom> b, BiPredicate<Atom, Atom> apart) {
    for (int d = 0; d < Math.min(a.size(), b.size()); d++) {
      if (!a.get(d).equals(ANY) && !b.get(d).equals(ANY) && apart.test(a.get(d), b.get(d))) return true;
    }
    return false;
  }

  /** The root has become the row at {@code to}. */
  void moved(Root root, Arr to) {
    map(a -> a.root() == root ? within(to, a.prefix()) : a);
  }

  /** Rows at this depth of the array have changed places. */
  void shuffled(Root root, int depth) {
    map(a -> a.root() == root && a.prefix().size() >= depth ? anyFrom(a, depth - 1) : a);
  }

  private static Arr anyFrom(Arr a, int from) {
    var prefix = new ArrayList<>(a.prefix().subList(0, from));
    while (prefix.size() < a.prefix().size()) prefix.add(ANY);
    return new Arr(a.root(), prefix);
  }

  private void map(UnaryOperator<Arr> by) {
    List<Link> old = List.copyOf(all);
    all.clear();
    for (Link l : old) put(by.apply(l.copy), by.apply(l.of));
  }

  /** Adds those of the other that are between arrays that are still known, by the names that they have here. */
  void addAll(Links other, UnaryOperator<Root> names) {
    for (Link l : other.all) {
      Root copy = names.apply(l.copy.root());
      Root of = names.apply(l.of.root());
      if (copy != null && of != null) put(new Arr(copy, l.copy.prefix()), new Arr(of, l.of.prefix()));
    }
  }

  /**
   * Adds those at the end of a round of a loop, by the names at its beginning; gives false if they say nothing new. Indices are not the
   * same from round to round.
   */
  boolean addRound(Links end, UnaryOperator<Root> names) {
    int before = all.size();
    for (Link l : end.all) {
      Root copy = names.apply(l.copy.root());
      Root of = names.apply(l.of.root());
      if (copy == null || of == null || copy == l.copy.root() && of == l.of.root() && all.contains(l)) continue;
      put(anyRound(copy, l.copy.prefix()), anyRound(of, l.of.prefix()));
    }
    return all.size() > before;
  }

  private static Arr anyRound(Root root, List<Atom> prefix) {
    return new Arr(root, prefix.stream().map(i -> i instanceof Lit ? i : ANY).toList());
  }

  /** Whether the array, or a part of it, may be another that is known, or another part of it. */
  boolean has(Root root) {
    return all.stream().anyMatch(l -> l.copy.root() == root || l.of.root() == root);
  }

  /** Whether parts of one may be parts of the other. */
  boolean between(Root a, Root b) {
    return all.stream().anyMatch(l -> l.copy.root() == a && l.of.root() == b || l.copy.root() == b && l.of.root() == a);
  }

  /** What the copy may be, for people: {@code 'a' or 'out[…]'}. */
  String alternatives(Root copy, Function<Root, String> called) {
    var names = new LinkedHashSet<String>();
    for (Link l : all) if (l.copy.root() == copy) names.add("'" + called.apply(l.of.root()) + "[…]".repeat(l.of.prefix().size()) + "'");
    names.remove("'" + called.apply(copy) + "'");
    if (names.size() == 1) names.add("an array of its own");
    return String.join(" or ", names);
  }
}
