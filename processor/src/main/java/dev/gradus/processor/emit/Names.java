package dev.gradus.processor.emit;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Java identifiers for variables: the hint itself when it is free, else {@code x1, x2, …}. Scopes follow Java's blocks: a name is free
 * again when its block is closed. Keywords get a suffix {@code _}; simple names of classes that generated code mentions are never given to
 * variables.
 */
final class Names {
  private static final Set<String> KEYWORDS = Set.of(
      "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue", "default", "do",
      "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto", "if", "implements", "import",
      "instanceof", "int", "interface", "long", "native", "new", "null", "package", "private", "protected", "public", "return", "short",
      "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try", "void",
      "volatile", "while", "_", "yield");
  private final Deque<Set<String>> scopes = new ArrayDeque<>();

  Names(Collection<String> reserved) {
    scopes.push(new HashSet<>(reserved));
    scopes.element().addAll(JavaEmitter.MENTIONED);
  }

  void open() {
    scopes.push(new HashSet<>());
  }

  void close() {
    scopes.pop();
  }

  /** Marks a name as taken in the current block. */
  void take(String name) {
    scopes.element().add(name);
  }

  String fresh(String hint) {
    String base = identifier(hint);
    String separator = Character.isDigit(base.charAt(base.length() - 1)) ? "_" : "";
    String name = base;
    for (int k = 1; isTaken(name); k++) name = base + separator + k;
    take(name);
    return name;
  }

  private boolean isTaken(String name) {
    return scopes.stream().anyMatch(s -> s.contains(name));
  }

  static boolean isIdentifier(String s) {
    return !s.isEmpty() && !KEYWORDS.contains(s) && Character.isJavaIdentifierStart(s.charAt(0))
        && s.chars().allMatch(Character::isJavaIdentifierPart);
  }

  private static String identifier(String hint) {
    var s = new StringBuilder();
    for (char c : hint.toCharArray()) s.append(Character.isJavaIdentifierPart(c) ? c : '_');
    if (s.isEmpty()) s.append("t");
    if (!Character.isJavaIdentifierStart(s.charAt(0))) s.insert(0, 'v');
    return KEYWORDS.contains(s.toString()) ? s + "_" : s.toString();
  }
}
