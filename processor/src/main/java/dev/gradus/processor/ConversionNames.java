package dev.gradus.processor;

import dev.gradus.processor.frontend.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** How {@link Unpacking} and {@link Packing} call things: after the user's types and components. */
final class ConversionNames {
  private ConversionNames() {}

  /** Whether values of the type are taken apart and put together by methods; a record's are by accessors and its constructor. */
  static boolean isConverted(JavaType type) {
    return switch (type) {
      case JavaType.Leaf _, JavaType.Enumeration _, JavaType.Rec _ -> false;
      case JavaType.Sum _, JavaType.RecordArray _ -> true;
    };
  }

  /** A value of the type: {@code shape} or {@code layers}. */
  static String variable(JavaType type) {
    String name = switch (type) {
      case JavaType.Leaf _ -> "x";
      case JavaType.Rec r -> JavaType.variable(r.simpleNames());
      case JavaType.Enumeration e -> JavaType.variable(e.simpleNames());
      case JavaType.Sum s -> JavaType.variable(s.simpleNames());
      case JavaType.RecordArray(var element, var _) -> plural(variable(element));
    };
    return SourceVersion.isKeyword(name) ? name + "_" : name;
  }

  private static String plural(String word) {
    if (word.matches(".*[^aeiou]y")) return word.substring(0, word.length() - 1) + "ies";
    return word.matches(".*(s|x|z|ch|sh)") ? word + "es" : word + "s";
  }

  /** Names for the leaves, without that of the value: {@code present}, {@code w}, {@code circleRadius}; {@code ordinal} in an enum. */
  static List<String> leaves(JavaType type, Names taken) {
    var names = new ArrayList<String>();
    for (JavaType.Named leaf : type.leaves("")) names.add(taken.of(leaf.name().isEmpty() ? "ordinal" : camelCase(leaf.name())));
    return names;
  }

  /** {@code from_x} as {@code fromX}. */
  static String camelCase(String name) {
    List<String> words = Stream.of(name.split("_")).filter(w -> !w.isEmpty()).toList();
    return words.getFirst() + words.stream().skip(1).map(Names::capital).collect(Collectors.joining());
  }
}
