package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Java's rules for which types fit and which of several overloads is meant, for scalars, arrays, records and sealed interfaces. */
final class Overloads {
  private static final List<Kind> WIDENING = List.of(Kind.I32, Kind.I64, Kind.F32, Kind.F64);

  private Overloads() {}

  /** Whether a value of one kind is, or is widened without a cast to, the other. */
  static boolean widens(Kind from, Kind to) {
    return from == to || from != Kind.BOOL && to != Kind.BOOL && WIDENING.indexOf(from) < WIDENING.indexOf(to);
  }

  /** Binary numeric promotion, or {@code null}. */
  static Kind promoted(Kind a, Kind b) {
    return widens(a, b) ? (a == Kind.BOOL ? null : b) : widens(b, a) ? a : null;
  }

  static boolean fits(JavaType from, JavaType to) {
    if (from == null || to == null) return false;
    if (from instanceof JavaType.Leaf(var a, var some) && to instanceof JavaType.Leaf(var b, var all) && !a.isArray() && !b.isArray()) {
      return widens(a.kind(), b.kind()) && some.isWithin(all);
    }
    return from.equals(to) || to instanceof JavaType.Sum sum && Sums.isPart(from, sum);
  }

  private static boolean fit(List<JavaType> from, List<JavaType> to) {
    if (from.size() != to.size()) return false;
    for (int i = 0; i < from.size(); i++) if (!fits(from.get(i), to.get(i))) return false;
    return true;
  }

  /** The candidates that fit these arguments best: none, one, or several of which none is more specific than the others. */
  static <T> List<T> choose(List<T> candidates, Function<T, List<JavaType>> params, List<JavaType> args) {
    List<T> fitting = candidates.stream().filter(c -> fit(args, params.apply(c))).toList();
    var best = new ArrayList<T>();
    for (T c : fitting) if (fitting.stream().allMatch(o -> fit(params.apply(c), params.apply(o)))) best.add(c);
    return best.isEmpty() ? fitting : List.of(best.getFirst());
  }

  /** As Java writes the type. */
  static String text(JavaType type) {
    return switch (type) {
      case JavaType.Leaf leaf -> leaf.java();
      case JavaType.Rec r -> name(r.simpleNames());
      case JavaType.Sum s -> String.join(".", s.simpleNames());
      case JavaType.Enumeration e -> name(e.simpleNames());
      case JavaType.RecordArray(var element, var rank) -> text(element) + "[]".repeat(rank);
      case null -> "void";
    };
  }

  private static String name(List<String> simpleNames) {
    return LocalTypes.isLocal(simpleNames) ? simpleNames.getLast() : String.join(".", simpleNames);
  }

  static String text(List<JavaType> types) {
    return types.stream().map(Overloads::text).collect(Collectors.joining(", "));
  }
}
