package dev.gradus.processor.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what {@link Printer} writes, so that tests of passes are text in, text out. White space is free and {@code //} comments end with
 * the line. It resolves names (each is bound once, above its uses) and knows no other rule: types, scope and ownership are
 * {@link Verifier}'s business, so programs that break them can be written down too. Errors say line, column, what is there and what
 * was expected.
 */
public final class Parser {
  private final List<Token> tokens;
  private final Map<String, Var> bound = new HashMap<>();
  private int at;

  private enum Shape { NAME, NUMBER, QUOTED, SIGN, END }

  private record Token(Shape shape, String text, int line, int column) {
    boolean is(String s) {
      return shape != Shape.QUOTED && text.equals(s);
    }

    String shown() {
      return shape == Shape.END ? "the end" : shape == Shape.QUOTED ? '"' + text + '"' : "'" + text + "'";
    }
  }

  private Parser(String text) {
    tokens = new Lexer(text).all();
  }

  /** One function and nothing after it. */
  public static Func parse(String text) {
    List<Func> all = parseAll(text);
    if (all.size() != 1) throw new IllegalArgumentException("expected one function but found " + all.size());
    return all.getFirst();
  }

  /** Any number of functions, one after the other. */
  public static List<Func> parseAll(String text) {
    Parser p = new Parser(text);
    var all = new ArrayList<Func>();
    while (p.peek().shape != Shape.END) all.add(p.func());
    return all;
  }

  // ---- functions and regions ----

  private Func func() {
    bound.clear();
    expect("fn");
    String name = symbol();
    var params = new ArrayList<Var>();
    Set<Var> owned = new LinkedHashSet<>();
    expect("(");
    while (!peek().is(")")) {
      Var p = binder();
      params.add(p);
      if (accept("!")) owned.add(p);
      if (!peek().is(")")) expect(",");
    }
    expect(")");
    CustomRule rule = null;
    if (accept("vjp")) {
      String forward = symbol();
      expect(",");
      rule = new CustomRule.Backward(forward, symbol());
    } else if (accept("jvp")) {
      rule = new CustomRule.Forward(symbol());
    } else if (accept("again")) {
      rule = new CustomRule.Again();
    }
    return new Func(name, block(params), owned, rule);
  }

  private Region loopRegion() {
    var params = new ArrayList<Var>();
    expect("(");
    while (!peek().is(")")) {
      params.add(binder());
      if (!peek().is(")")) expect(",");
    }
    expect(")");
    return block(params);
  }

  private Region block(List<Var> params) {
    expect("{");
    var eqns = new ArrayList<Eqn>();
    while (!peek().is("yield")) eqns.add(eqn());
    expect("yield");
    List<Atom> results = atomsUntil("}");
    return new Region(params, eqns, results);
  }

  private Eqn eqn() {
    var results = new ArrayList<Var>();
    if (peek(1).is(":")) {
      do results.add(binder());
      while (accept(","));
      expect("=");
    }
    return new Eqn(results, op());
  }

  // ---- operations ----

  private Op op() {
    Token t = next();
    if (t.shape != Shape.NAME) throw error(t, "an equation or 'yield'");
    return switch (t.text) {
      case "if" -> {
        Atom cond = atom();
        Region then = block(List.of());
        expect("else");
        yield new Op.If(cond, then, block(List.of()));
      }
      case "for" -> {
        boolean down = accept("down");
        Atom lo = atom();
        expect("..");
        Atom hi = atom();
        yield new Op.For(lo, hi, down, carry(), loopRegion());
      }
      case "while" -> {
        List<Atom> init = carry();
        Region cond = loopRegion();
        expect("do");
        yield new Op.While(init, cond, loopRegion());
      }
      case "load" -> new Op.Load(atom(), index());
      case "store" -> new Op.Store(atom(), index(), comma());
      case "addat" -> new Op.AddAt(atom(), index(), comma());
      case "new" -> {
        ValueType type = type();
        expect("(");
        yield new Op.NewArray(type, atomsUntil(")"));
      }
      case "table" -> {
        ValueType type = type();
        expect("{");
        yield new Op.Table(table(type));
      }
      case "length" -> new Op.Length(atom(), peek().is("[") ? index() : List.of());
      case "zeroslike" -> new Op.ZerosLike(atom());
      case "copy" -> new Op.Copy(atom());
      case "grow" -> new Op.Grow(atom(), comma());
      case "throw" -> {
        String exception = symbol();
        expect("(");
        yield new Op.Throw(exception, message());
      }
      case "call" -> call();
      case "each" -> each();
      case "contract" -> {
        Op.Contract.Labels labels = Op.Contract.Labels.of(symbol());
        expect("[");
        List<Atom> extents = atomsUntil("]");
        yield new Op.Contract(labels, extents, atom(), comma(), comma());
      }
      default -> {
        Prim prim = Prim.named(t.text);
        if (prim == null) throw error(t, "an operation");
        yield new Op.Apply(prim, atoms());
      }
    };
  }

  /** The elements, of which {@code &#123;} has been read. */
  private ConstantArray table(ValueType type) {
    var elements = new ArrayList<Lit>();
    var rows = new ArrayList<ConstantArray>();
    while (!accept("}")) {
      Token t = peek();
      if (accept("{")) rows.add(table(type.row(1)));
      else if (atom() instanceof Lit l) elements.add(l);
      else throw error(t, "a constant");
      if (!peek().is("}")) expect(",");
    }
    return new ConstantArray(type, elements, rows);
  }

  /** The parts of a message, of which {@code (} has been read. */
  private List<Op.Throw.Part> message() {
    var parts = new ArrayList<Op.Throw.Part>();
    while (!accept(")")) {
      boolean asChar = accept("char");
      boolean isText = !asChar && peek().shape == Shape.QUOTED;
      parts.add(isText ? new Op.Throw.Part.Text(next().text) : new Op.Throw.Part.Scalar(atom(), asChar));
      if (!peek().is(")")) expect(",");
    }
    return parts;
  }

  private Op.Each each() {
    Atom lo = atom();
    expect("..");
    Atom hi = atom();
    List<Atom> into = accept("into") ? bracketed() : List.of();
    var by = new ArrayList<Prim>();
    var init = new ArrayList<Atom>();
    if (accept("by")) {
      expect("[");
      while (!accept("]")) {
        Token t = next();
        Prim prim = Prim.named(t.text);
        if (prim == null) throw error(t, "a primitive");
        by.add(prim);
        init.add(atom());
        if (!peek().is("]")) expect(",");
      }
    }
    return new Op.Each(lo, hi, into, by, init, accept("add") ? bracketed() : List.of(), loopRegion());
  }

  private List<Atom> bracketed() {
    expect("[");
    return atomsUntil("]");
  }

  private Op.Call call() {
    String name = symbol();
    var params = new ArrayList<Signature.Param>();
    expect("(");
    while (!peek().is(")")) {
      ValueType type = type();
      params.add(new Signature.Param(type, accept("!")));
      if (!peek().is(")")) expect(",");
    }
    expect(")");
    expect("->");
    var results = new ArrayList<ValueType>();
    expect("(");
    while (!peek().is(")")) {
      results.add(type());
      if (!peek().is(")")) expect(",");
    }
    expect(")");
    return new Op.Call(new Signature(name, params, results), params.isEmpty() ? List.of() : atoms());
  }

  private List<Atom> carry() {
    expect("carry");
    expect("[");
    return atomsUntil("]");
  }

  private List<Atom> index() {
    expect("[");
    return atomsUntil("]");
  }

  private Atom comma() {
    expect(",");
    return atom();
  }

  private List<Atom> atoms() {
    var all = new ArrayList<Atom>();
    do all.add(atom());
    while (accept(","));
    return all;
  }

  private List<Atom> atomsUntil(String end) {
    List<Atom> all = peek().is(end) ? List.of() : atoms();
    expect(end);
    return all;
  }

  // ---- names, types, constants ----

  private Var binder() {
    Token t = next();
    if (t.shape != Shape.NAME || Printer.RESERVED.contains(t.text)) throw error(t, "a name");
    expect(":");
    Var v = Var.fresh(Printer.base(t.text), type());
    if (bound.putIfAbsent(t.text, v) != null) throw error(t, "a new name; this one is bound above");
    return v;
  }

  private ValueType type() {
    Token t = next();
    for (Kind k : Kind.values()) {
      if (!t.is(k.text())) continue;
      int rank = 0;
      while (peek().is("[") && peek(1).is("]")) {
        expect("[");
        expect("]");
        rank++;
      }
      return new ValueType(k, rank);
    }
    throw error(t, "a type (f64 f32 i64 i32 bool)");
  }

  private Atom atom() {
    Token t = next();
    if (t.shape == Shape.NUMBER) return number(t);
    if (t.shape == Shape.NAME && bound.containsKey(t.text)) return bound.get(t.text);
    if (t.is("true") || t.is("false")) return Lit.of(t.is("true"));
    throw error(t, t.shape == Shape.NAME && !Printer.RESERVED.contains(t.text) ? "a name bound above" : "a name or a constant");
  }

  private Lit number(Token t) {
    String s = t.text;
    try {
      if (s.endsWith("NaN")) return Lit.of(Double.NaN);
      if (s.endsWith("f")) return Lit.of(Float.parseFloat(s.substring(0, s.length() - 1)));
      if (s.endsWith("L")) return Lit.of(Long.parseLong(s.substring(0, s.length() - 1)));
      boolean whole = s.chars().noneMatch(c -> c == '.' || c == 'E' || c == 'I');
      return whole ? Lit.of(Integer.parseInt(s)) : Lit.of(Double.parseDouble(s));
    } catch (NumberFormatException e) {
      throw error(t, "a constant in the range of its type");
    }
  }

  private String symbol() {
    Token t = next();
    if (t.shape == Shape.QUOTED) return t.text;
    if (t.shape != Shape.NAME) throw error(t, "the name of a function");
    return t.text;
  }

  /** Whether a function's name needs no quotes. */
  static boolean isPlainSymbol(String name) {
    List<Token> tokens;
    try {
      tokens = new Lexer(name).all();
    } catch (IllegalArgumentException e) {
      return false;
    }
    return tokens.size() == 2 && tokens.getFirst().shape == Shape.NAME && tokens.getFirst().text.equals(name);
  }

  // ---- tokens ----

  private Token peek() {
    return tokens.get(at);
  }

  private Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  private Token next() {
    Token t = peek();
    if (t.shape != Shape.END) at++;
    return t;
  }

  private boolean accept(String s) {
    if (!peek().is(s)) return false;
    at++;
    return true;
  }

  private void expect(String s) {
    Token t = next();
    if (!t.is(s)) throw error(t, "'" + s + "'");
  }

  private static IllegalArgumentException error(Token t, String expected) {
    return new IllegalArgumentException(t.line + ":" + t.column + ": found " + t.shown() + ", expected " + expected);
  }

  /** Cuts text into names ({@code x x.1 dev.gradus.f}), numbers with their sign and suffix, quoted names and signs. */
  private static final class Lexer {
    private static final Set<String> WORDS = Set.of("NaN", "NaNf", "Infinity", "Infinityf");
    private final String text;
    private final List<Token> out = new ArrayList<>();
    private int pos;
    private int line = 1;
    private int lineStart;

    Lexer(String text) {
      this.text = text;
    }

    List<Token> all() {
      while (pos < text.length()) {
        char c = text.charAt(pos);
        if (c == '\n') {
          pos++;
          line++;
          lineStart = pos;
        } else if (text.startsWith("//", pos)) {
          while (pos < text.length() && text.charAt(pos) != '\n') pos++;
        } else if (Character.isWhitespace(c)) {
          pos++;
        } else {
          token(c);
        }
      }
      add(Shape.END, "", pos);
      return out;
    }

    private void token(char c) {
      int start = pos;
      if (Character.isJavaIdentifierStart(text.codePointAt(pos))) {
        name();
        String s = text.substring(start, pos);
        add(WORDS.contains(s) ? Shape.NUMBER : Shape.NAME, s, start);
      } else if (digit(pos) || c == '-' && (digit(pos + 1) || text.startsWith("Infinity", pos + 1))) {
        number();
        add(Shape.NUMBER, text.substring(start, pos), start);
      } else if (c == '"') {
        quoted(start);
      } else {
        pos += text.startsWith("..", pos) || text.startsWith("->", pos) ? 2 : 1;
        add(Shape.SIGN, text.substring(start, pos), start);
      }
    }

    /** Identifiers and numbers joined by single dots. */
    private void name() {
      identifier();
      while (pos + 1 < text.length() && text.charAt(pos) == '.' && Character.isJavaIdentifierPart(text.codePointAt(pos + 1))) {
        pos++;
        identifier();
      }
    }

    private void identifier() {
      while (pos < text.length() && Character.isJavaIdentifierPart(text.codePointAt(pos))) pos = text.offsetByCodePoints(pos, 1);
    }

    private void number() {
      if (text.charAt(pos) == '-') pos++;
      if (text.startsWith("Infinity", pos)) {
        pos += "Infinity".length();
      } else {
        digits();
        if (pos < text.length() && text.charAt(pos) == '.' && digit(pos + 1)) {
          pos++;
          digits();
        }
        if (pos < text.length() && text.charAt(pos) == 'E' && (digit(pos + 1) || at(pos + 1, '-') && digit(pos + 2))) {
          pos += 2;
          digits();
        }
      }
      if (at(pos, 'f') || at(pos, 'L')) pos++;
    }

    private void digits() {
      while (digit(pos)) pos++;
    }

    private boolean digit(int i) {
      return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private boolean at(int i, char c) {
      return i < text.length() && text.charAt(i) == c;
    }

    private void quoted(int start) {
      var s = new StringBuilder();
      for (pos++; !at(pos, '"'); pos++) {
        if (pos >= text.length() || at(pos, '\n')) throw error(new Token(Shape.SIGN, "\"", line, start - lineStart + 1), "a closing quote");
        if (at(pos, '\\') && pos + 1 < text.length()) {
          pos++;
          s.append(at(pos, 'n') ? '\n' : text.charAt(pos));
        } else {
          s.append(text.charAt(pos));
        }
      }
      pos++;
      add(Shape.QUOTED, s.toString(), start);
    }

    private void add(Shape shape, String s, int start) {
      out.add(new Token(shape, s, line, start - lineStart + 1));
    }
  }
}
