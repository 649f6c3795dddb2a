package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Op.Throw.Part;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jdt.core.dom.ASTNode;

/**
 * The library's methods that fill and copy arrays of numbers, as loops. A wrong range throws what the library throws, before anything is
 * written: an index out of bounds by reading element -1, with another message than the library's.
 */
final class ArrayCalls {
  private static final Lit NONE = Lit.of(0);

  private final Body body;

  ArrayCalls(Body body) {
    this.body = body;
  }

  /** Whether it is one of those methods, with arguments that are understood. */
  static boolean has(String className, String id, List<JavaType> types) {
    return switch (className + "." + id) {
      case "java.util.Arrays.fill" -> fit(types, "ae") || fit(types, "aiie");
      case "java.util.Arrays.copyOf" -> fit(types, "ai");
      case "java.util.Arrays.copyOfRange" -> fit(types, "aii");
      case "java.lang.System.arraycopy" -> fit(types, "aiaii") && types.get(0).equals(types.get(2));
      default -> false;
    };
  }

  /** Whether the method is understood, but only of arrays of numbers. */
  static boolean isForNumbers(String method) {
    return List.of("Arrays.fill", "Arrays.copyOf", "Arrays.copyOfRange", "Arrays.setAll", "System.arraycopy").contains(method);
  }

  /** Whether it is {@code Arrays.setAll(a, i -> …)} for an array of numbers. */
  static boolean isSetAll(String method, List<Argument> args) {
    return method.equals("java.util.Arrays.setAll") && args.size() == 2 && args.getFirst().value().type() instanceof JavaType.Leaf;
  }

  /** Whether it is {@code Arrays.fill} of an array of records that hold no arrays, which the elements would have in common. */
  static boolean isFillOfRecords(String method, List<JavaType> types) {
    return method.equals("java.util.Arrays.fill") && (types.size() == 2 || types.size() == 4)
        && types.getFirst() instanceof JavaType.RecordArray(var element, var rank) && rank == 1 && Overloads.fits(types.getLast(), element)
        && element.leaves("e").stream().noneMatch(leaf -> leaf.type().isArray())
        && types.subList(1, types.size() - 1).stream().allMatch(t -> Overloads.fits(t, new JavaType.Leaf(ValueType.I32)));
  }

  /** Makes each element, or those of a range, that record. */
  Value fillRecords(List<Argument> args) throws LoweringException {
    Argument a = args.getFirst();
    Argument filling = args.getLast();
    Arr array = array(a);
    Span span = span(array, args);
    Value element = body.expressions.converted(filling.value(), a.value().type().indexed(), "t", filling.code());
    Local all = body.hidden("all", a.value());
    body.loops.each("k", body.apply("n", Prim.SUB, span.to(), span.from()), k ->
        body.recordArrays.store(body.read(all), plus(span.from(), k), element, filling.code(), a.code()));
    return new Value(null, List.of());
  }

  /** Stores what the function gives for each index, one after the other, as the function may read the array. */
  Value setAll(Argument a, Lambda f, ASTNode at) throws LoweringException {
    Arr array = array(a);
    Local all = body.hidden("all", Value.of(array));
    body.loops.each("i", length(array), i -> {
      Value element = body.inPlace.call(f, List.of(new Argument(a.code(), Value.of(i))), at, "t");
      Arr now = (Arr) body.readable(body.read(all).leaves().getFirst(), Body.excerpt(a.code()), a.code());
      body.state.arrays.put(now.root(), body.builder.store(body.state.arrays.get(now.root()), now.at(i).prefix(),
          body.atom("t", element.leaves().getFirst(), a.code())));
      body.wrote(now.at(i), a.code());
    });
    return new Value(null, List.of());
  }

  /** {@code a} is an array of numbers, {@code i} an int, {@code e} an element of the first argument. */
  private static boolean fit(List<JavaType> types, String pattern) {
    if (types.size() != pattern.length() || !(types.getFirst() instanceof JavaType.Leaf array) || array.type().rank() != 1) return false;
    for (int i = 0; i < types.size(); i++) {
      boolean fits = switch (pattern.charAt(i)) {
        case 'a' -> types.get(i) instanceof JavaType.Leaf(var type, _) && type.rank() == 1;
        case 'i' -> Overloads.fits(types.get(i), new JavaType.Leaf(ValueType.I32));
        default -> Overloads.fits(types.get(i), array.indexed());
      };
      if (!fits) return false;
    }
    return true;
  }

  Value lower(String id, List<Argument> args, String name) throws LoweringException {
    Arr array = array(args.getFirst());
    JavaType type = args.getFirst().value().type();
    return switch (id) {
      case "fill" -> fill(array, args);
      case "copyOf" -> {
        Atom length = number(args.get(1));
        yield new Value(type, List.of(copy(array, NONE, length, body.apply("n", Prim.MIN, length, length(array)), name)));
      }
      case "copyOfRange" -> new Value(type, List.of(copyOfRange(array, number(args.get(1)), number(args.get(2)), name)));
      default -> move(array, number(args.get(1)), array(args.get(2)), number(args.get(3)), number(args.get(4)), args.get(2));
    };
  }

  private Value fill(Arr array, List<Argument> args) throws LoweringException {
    Span span = span(array, args);
    Atom value = body.expressions.convert("t", number(args.getLast()), array.type().kind());
    write(array, span.from(), span.to(), _ -> value, args.getFirst());
    return new Value(null, List.of());
  }

  private record Span(Atom from, Atom to) {}

  /** The range that the second and third of four arguments name, else all of the array. */
  private Span span(Arr array, List<Argument> args) throws LoweringException {
    if (args.size() != 4) return new Span(NONE, length(array));
    Atom from = number(args.get(1));
    Atom to = number(args.get(2));
    wrongIf(body.apply("t", Prim.GT, from, to), text("fromIndex("), number(from), text(") > toIndex("), number(to), text(")"));
    outside(array, negative(from), body.apply("t", Prim.GT, to, length(array)));
    return new Span(from, to);
  }

  private Arr copyOfRange(Arr array, Atom from, Atom to, String name) {
    Atom length = length(array);
    Atom size = body.apply("n", Prim.SUB, to, from);
    wrongIf(negative(size), number(from), text(" > "), number(to));
    outside(array, negative(from), body.apply("t", Prim.GT, from, length));
    return copy(array, from, size, body.apply("n", Prim.MIN, body.apply("t", Prim.SUB, length, from), size), name);
  }

  /** A new array of that length which begins with {@code count} elements. */
  private Arr copy(Arr array, Atom from, Atom length, Atom count, String name) {
    Arr copy = body.fresh(name, body.builder.newArray(name, array.type(), length));
    Atom source = body.state.arrays.get(array.root());
    write(copy, NONE, count, k -> body.builder.load("t", source, array.at(plus(from, k)).prefix()), null);
    return copy;
  }

  private Value move(Arr source, Atom from, Arr target, Atom to, Atom count, Argument written) {
    Atom beyond = body.apply("t", Prim.GT, from, body.apply("t", Prim.SUB, length(source), count));
    Atom beyondTarget = body.apply("t", Prim.GT, to, body.apply("t", Prim.SUB, length(target), count));
    outside(source, negative(from), negative(to), negative(count), beyond, beyondTarget);
    boolean overlaps = source.root() == target.root();
    Arr stable = overlaps ? body.fresh("t", body.builder.copy(body.load("row", source))) : source;
    Atom elements = body.state.arrays.get(stable.root());
    write(target, NONE, count, to, k -> body.builder.load("t", elements, stable.at(plus(from, k)).prefix()), written);
    return new Value(null, List.of());
  }

  // ---- code ----

  private void write(Arr array, Atom lo, Atom hi, Function<Atom, Atom> value, Argument at) {
    write(array, lo, hi, NONE, value, at);
  }

  /** Stores the value for each {@code k} at index {@code offset + k}. */
  private void write(Arr array, Atom lo, Atom hi, Atom offset, Function<Atom, Atom> value, Argument at) {
    Atom before = body.state.arrays.get(array.root());
    Atom after = body.builder.loop("k", lo, hi, false, List.of(array.root().name()), List.of(before), (k, carried) ->
        List.of(body.builder.store(carried.getFirst(), array.at(plus(offset, k)).prefix(), value.apply(k)))).getFirst();
    body.state.arrays.put(array.root(), after);
    if (at != null) body.wroteAll(array, at.code());
  }

  private Atom plus(Atom a, Atom b) {
    return a.equals(NONE) ? b : body.apply("t", Prim.ADD, a, b);
  }

  private Atom negative(Atom a) {
    return body.apply("t", Prim.LT, a, NONE);
  }

  private Atom length(Arr array) {
    return body.builder.bind("n", ValueType.I32, new Op.Length(body.state.arrays.get(array.root()), array.prefix()));
  }

  /** Throws if one of these holds. */
  private void outside(Arr array, Atom... conditions) {
    Atom any = Lit.of(false);
    for (Atom c : conditions) any = any.equals(Lit.of(false)) ? c : body.apply("t", Prim.OR, any, c);
    body.builder.branch(any, List.of(), () -> {
      body.load("t", array.at(Lit.of(-1)));
      return List.of();
    }, List::of);
  }

  private void wrongIf(Atom condition, Part... message) {
    body.throwIf(condition, "java.lang.IllegalArgumentException", message);
  }

  private static Part text(String text) {
    return new Part.Text(text);
  }

  private static Part number(Atom a) {
    return new Part.Scalar(a, false);
  }

  private Arr array(Argument a) throws LoweringException {
    return (Arr) body.readable(a.value().leaves().getFirst(), Body.excerpt(a.code()), a.code());
  }

  private Atom number(Argument a) throws LoweringException {
    return body.atom("t", a.value().leaves().getFirst(), a.code());
  }
}
