package dev.gradus.processor.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the IR as text ({@code docs/ir.md} has the grammar); {@link Parser} reads it back. A variable is written as its name, made unique
 * by {@code .1 .2 …} in the order in which the text binds it, so that the text depends on the program alone and reading it and writing it
 * again changes nothing. A variable that nothing above binds is written {@code x?}: such text is for people, the parser refuses it.
 */
public final class Printer {
  /** Words that would not be read as a name where a name may stand. */
  static final Set<String> RESERVED = Set.of("true", "false", "NaN", "NaNf", "Infinity", "Infinityf",
      "fn", "yield", "if", "else", "for", "down", "carry", "while", "do", "call", "char", "each", "into", "by", "contract");

  private final StringBuilder out = new StringBuilder();
  private final Map<Var, String> names = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<Eqn, Integer> lines = new IdentityHashMap<>();
  private int line;
  private String unbound = "?";

  private Printer() {}

  public static String print(Func f) {
    Printer p = new Printer();
    p.func(f);
    return p.out.toString();
  }

  /** A region by itself; what it takes from outside is written like any other name. */
  public static String print(Region r) {
    Printer p = new Printer();
    p.unbound = "";
    p.region(r, true, "");
    return p.out.append('\n').toString();
  }

  /** The equation marked by {@code >}, with up to ten lines either side of it. */
  public static String excerpt(Func f, Eqn e) {
    Printer p = new Printer();
    p.func(f);
    List<String> text = p.out.toString().lines().toList();
    int at = p.lines.getOrDefault(e, -1);
    var shown = new ArrayList<String>();
    int from = Math.max(0, at - 10);
    int to = at < 0 ? text.size() : Math.min(text.size(), at + 11);
    if (from > 0) shown.add("  …");
    for (int i = from; i < to; i++) shown.add((i == at ? "> " : "  ") + text.get(i));
    if (to < text.size()) shown.add("  …");
    return String.join("\n", shown) + "\n";
  }

  private void func(Func f) {
    out.append("fn ").append(symbol(f.name()));
    out.append(f.params().stream().map(p -> binder(p) + (f.owned().contains(p) ? "!" : "")).collect(Collectors.joining(", ", "(", ")")));
    out.append(switch (f.rule()) {
      case CustomRule.Backward(var forward, var backward) -> " vjp " + symbol(forward) + ", " + symbol(backward) + " ";
      case CustomRule.Forward(var pushforward) -> " jvp " + symbol(pushforward) + " ";
      case CustomRule.Again _ -> " again ";
      case null -> " ";
    });
    block(f.body(), "");
    newLine("");
  }

  private void region(Region r, boolean params, String indent) {
    if (params) out.append('(').append(binders(r.params())).append(") ");
    if (!r.eqns().isEmpty()) {
      block(r, indent);
    } else {
      out.append("{ ").append(yielded(r)).append(" }");
    }
  }

  private void block(Region r, String indent) {
    String inner = indent + "  ";
    out.append('{');
    for (Eqn e : r.eqns()) {
      newLine(inner);
      lines.put(e, line);
      if (!e.results().isEmpty()) out.append(binders(e.results())).append(" = ");
      op(e.op(), inner);
    }
    newLine(inner);
    out.append(yielded(r));
    newLine(indent);
    out.append('}');
  }

  private void op(Op op, String indent) {
    switch (op) {
      case Op.Apply(var prim, var args) -> out.append(prim.text()).append(' ').append(atoms(args));
      case Op.If(var cond, var then, var orElse) -> {
        out.append("if ").append(atom(cond)).append(' ');
        region(then, false, indent);
        out.append(" else ");
        region(orElse, false, indent);
      }
      case Op.For(var lo, var hi, var down, var init, var body) -> {
        out.append(down ? "for down " : "for ").append(atom(lo)).append(" .. ").append(atom(hi));
        out.append(" carry [").append(atoms(init)).append("] ");
        region(body, true, indent);
      }
      case Op.While(var init, var cond, var body) -> {
        out.append("while carry [").append(atoms(init)).append("] ");
        region(cond, true, indent);
        out.append(" do ");
        region(body, true, indent);
      }
      case Op.Load(var array, var index) -> out.append("load ").append(place(array, index));
      case Op.Store(var array, var index, var value) -> out.append("store ").append(place(array, index)).append(", ").append(atom(value));
      case Op.AddAt(var array, var index, var value) -> out.append("addat ").append(place(array, index)).append(", ").append(atom(value));
      case Op.NewArray(var type, var dims) -> out.append("new ").append(type).append('(').append(atoms(dims)).append(')');
      case Op.Table(var array) -> out.append("table ").append(array.type()).append(' ').append(array);
      case Op.Length(var array, var index) -> out.append("length ").append(index.isEmpty() ? atom(array) : place(array, index));
      case Op.ZerosLike(var array) -> out.append("zeroslike ").append(atom(array));
      case Op.Copy(var array) -> out.append("copy ").append(atom(array));
      case Op.Grow(var array, var length) -> out.append("grow ").append(atom(array)).append(", ").append(atom(length));
      case Op.Throw(var exception, var message) ->
          out.append("throw ").append(exception).append(message.stream().map(this::part).collect(Collectors.joining(", ", "(", ")")));
      case Op.Call(var callee, var args) -> {
        out.append("call ").append(symbol(callee.name()));
        out.append(callee.params().stream().map(p -> p.type() + (p.owned() ? "!" : "")).collect(Collectors.joining(", ", "(", ") -> ")));
        out.append(callee.results().stream().map(ValueType::toString).collect(Collectors.joining(", ", "(", ")")));
        if (!args.isEmpty()) out.append(' ').append(atoms(args));
      }
      case Op.Each e -> {
        out.append("each ").append(atom(e.lo())).append(" .. ").append(atom(e.hi()));
        if (!e.into().isEmpty()) out.append(" into [").append(atoms(e.into())).append(']');
        if (!e.by().isEmpty()) out.append(" by [").append(IntStream.range(0, e.by().size())
            .mapToObj(k -> e.by().get(k).text() + " " + atom(e.init().get(k))).collect(Collectors.joining(", "))).append(']');
        if (!e.add().isEmpty()) out.append(" add [").append(atoms(e.add())).append(']');
        out.append(' ');
        region(e.body(), true, indent);
      }
      case Op.Contract(var labels, var extents, var into, var left, var right) ->
          out.append("contract ").append(quoted(labels.toString())).append(" [").append(atoms(extents)).append("] ").append(atoms(List.of(into, left, right)));
    }
  }

  private String part(Op.Throw.Part p) {
    return switch (p) {
      case Op.Throw.Part.Text(var text) -> quoted(text);
      case Op.Throw.Part.Scalar(var value, var asChar) -> (asChar ? "char " : "") + atom(value);
    };
  }

  private void newLine(String indent) {
    out.append('\n').append(indent);
    line++;
  }

  private String yielded(Region r) {
    return r.results().isEmpty() ? "yield" : "yield " + atoms(r.results());
  }

  private String place(Atom array, List<Atom> index) {
    return atom(array) + "[" + atoms(index) + "]";
  }

  private String atoms(List<Atom> atoms) {
    return atoms.stream().map(this::atom).collect(Collectors.joining(", "));
  }

  private String atom(Atom a) {
    return switch (a) {
      case Lit l -> l.toString();
      case Var v -> names.containsKey(v) ? names.get(v) : name(v, unbound);
    };
  }

  private String binders(List<Var> vars) {
    return vars.stream().map(this::binder).collect(Collectors.joining(", "));
  }

  private String binder(Var v) {
    return name(v, "") + ":" + v.type();
  }

  private String name(Var v, String mark) {
    String base = base(v.name()) + mark;
    int before = taken.merge(base, 1, Integer::sum) - 1;
    String name = before == 0 ? base : base + "." + before;
    names.put(v, name);
    return name;
  }

  /** The hint without a number put on by an earlier print, as a Java identifier that is no word of the grammar. */
  static String base(String hint) {
    String plain = hint.replaceFirst("(\\.\\d+)+$", "");
    var s = new StringBuilder();
    plain.codePoints().forEach(c -> s.appendCodePoint(Character.isJavaIdentifierPart(c) ? c : '_'));
    if (s.isEmpty() || !Character.isJavaIdentifierStart(s.codePointAt(0))) s.insert(0, '_');
    return RESERVED.contains(s.toString()) ? s + "_" : s.toString();
  }

  /** A function's name is kept exactly: in quotes unless it is identifiers joined by dots. */
  private static String symbol(String name) {
    return Parser.isPlainSymbol(name) ? name : quoted(name);
  }

  private static String quoted(String text) {
    var s = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> s.append('\\').append(c);
        case '\n' -> s.append("\\n");
        default -> s.append(c);
      }
    }
    return s.append('"').toString();
  }
}
